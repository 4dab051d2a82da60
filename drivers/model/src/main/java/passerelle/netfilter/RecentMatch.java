package passerelle.netfilter;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/**
 * {@code -m recent}: a list of addresses with the times at which they were seen
 * (extensions/libxt_recent.c).
 *
 * @param mode what is done with the list
 * @param negated the others
 * @param seconds only times that are not older; 0 for all
 * @param hits how many of them there must be; 0 for one
 * @param reap forget older times
 * @param ttl only with the same TTL
 * @param name name of the list
 * @param mask bits of the address that count
 * @param destination the destination's address, not the source's
 */
public record RecentMatch(
    Mode mode,
    boolean negated,
    long seconds,
    int hits,
    boolean reap,
    boolean ttl,
    String name,
    IpAddress mask,
    boolean destination)
    implements Match {
  private static final long MOST = 0xffff_ffffL;

  /** What is done with the list. */
  public enum Mode {
    SET("set", "SET"),
    CHECK("rcheck", "CHECK"),
    UPDATE("update", "UPDATE"),
    REMOVE("remove", "REMOVE");

    private final String option;
    private final String label;

    Mode(String option, String label) {
      this.option = option;
      this.label = label;
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "recent",
          RecentMatch::parse,
          Option.flag("set").orNot(),
          Option.flag("rcheck").orNot(),
          Option.flag("update").orNot(),
          Option.flag("remove").orNot(),
          Option.value("seconds"),
          Option.flag("reap"),
          Option.value("hitcount"),
          Option.flag("rttl"),
          Option.value("name"),
          Option.flag("rsource"),
          Option.flag("rdest"),
          Option.value("mask"));

  private static Match parse(OptionValues values) throws IptablesException {
    values.exclusive("set", "rcheck", "update", "remove");
    for (Mode mode : Mode.values()) {
      if (values.has(mode.option)) {
        return of(mode, values);
      }
    }
    throw IptablesException.incomplete(
        "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'");
  }

  private static Match of(Mode mode, OptionValues values) throws IptablesException {
    IpAddress mask = Family.IPV4.mask(Family.IPV4.width());
    if (values.has("mask")) {
      mask = Family.IPV4.parse(values.word("mask")).orElseThrow(() -> values.badValue("mask"));
    }
    return new RecentMatch(
        mode,
        values.negated(mode.option),
        values.has("seconds") ? values.unsigned("seconds", 1, MOST) : 0,
        values.has("hitcount") ? values.number("hitcount", 0, Integer.MAX_VALUE) : 0,
        values.has("reap"),
        values.has("rttl"),
        values.has("name") ? values.word("name") : "DEFAULT",
        mask,
        values.has("rdest"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.recent(this);
  }

  @Override
  public String text() {
    return "-m recent %s--%s".formatted(CommandWords.bang(negated), mode.option)
        + (seconds == 0 ? "" : " --seconds " + seconds)
        + (reap ? " --reap" : "")
        + (hits == 0 ? "" : " --hitcount " + hits)
        + (ttl ? " --rttl" : "")
        + " --name "
        + name
        + " --mask "
        + mask
        + (destination ? " --rdest" : " --rsource");
  }

  @Override
  public String listing(ListingStyle style) {
    return "%srecent: %s".formatted(CommandWords.bang(negated), mode.label)
        + (seconds == 0 ? "" : " seconds: " + seconds)
        + (reap ? " reap" : "")
        + (hits == 0 ? "" : " hit_count: " + hits)
        + (ttl ? " TTL-Match" : "")
        + " name: "
        + name
        + (destination ? " side: dest" : " side: source")
        + " mask: "
        + mask;
  }
}
