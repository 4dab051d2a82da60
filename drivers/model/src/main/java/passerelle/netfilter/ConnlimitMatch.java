package passerelle.netfilter;

/**
 * {@code -m connlimit}: how many connections a host, or a network, has at a time
 * (extensions/libxt_connlimit.c).
 *
 * @param limit number of connections, 0..4294967295
 * @param upTo as long as there are no more than these; otherwise, as soon as there are more
 * @param mask bits of the address that count, 0..32
 * @param destination whose connections: those to an address, or from one
 */
public record ConnlimitMatch(long limit, boolean upTo, int mask, boolean destination)
    implements Match {
  private static final long MOST = 0xffff_ffffL;
  private static final int BITS = 32;

  static final Extension<Match> EXTENSION =
      Extension.of(
          "connlimit",
          ConnlimitMatch::parse,
          Option.value("connlimit-upto").orNot(),
          Option.value("connlimit-above").orNot(),
          Option.value("connlimit-mask"),
          Option.flag("connlimit-saddr"),
          Option.flag("connlimit-daddr"));

  private static Match parse(OptionValues values) throws IptablesException {
    values.exclusive("connlimit-upto", "connlimit-above");
    boolean upTo = values.has("connlimit-upto");
    String option = upTo ? "connlimit-upto" : "connlimit-above";
    if (!values.has(option)) {
      throw IptablesException.incomplete(
          "You must specify \"--connlimit-above\" or \"--connlimit-upto\".");
    }
    long limit = values.unsigned(option, 0, MOST);
    int mask =
        values.has("connlimit-mask") ? (int) values.unsigned("connlimit-mask", 0, 128) : BITS;
    // Of what is longer than an address nothing is left, as of a C shift by too much.
    return new ConnlimitMatch(
        limit,
        upTo != values.negated(option),
        mask > BITS ? 0 : mask,
        values.has("connlimit-daddr"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.connlimit(this);
  }

  @Override
  public String text() {
    return "-m connlimit --connlimit-"
        + (upTo ? "upto " : "above ")
        + limit
        + " --connlimit-mask "
        + mask
        + (destination ? " --connlimit-daddr" : " --connlimit-saddr");
  }

  @Override
  public String listing(ListingStyle style) {
    return "#conn " + (destination ? "dst/" : "src/") + mask + (upTo ? " <= " : " > ") + limit;
  }
}
