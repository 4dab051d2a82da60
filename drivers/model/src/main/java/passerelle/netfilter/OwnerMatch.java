package passerelle.netfilter;

import java.util.Optional;

/**
 * {@code -m owner}: who owns the socket that sent the packet. Every process of the lab is root's.
 *
 * @param uid range of user ids
 * @param gid range of group ids
 * @param socketExists the packet has a socket at all
 * @param uidNegated another user
 * @param gidNegated another group
 * @param socketNegated the packet has no socket
 */
public record OwnerMatch(
    Optional<Ids> uid,
    Optional<Ids> gid,
    boolean socketExists,
    boolean uidNegated,
    boolean gidNegated,
    boolean socketNegated)
    implements Match {

  /** A range of ids, both ends included. */
  public record Ids(long first, long last) {
    public boolean contains(long id) {
      return id >= first && id <= last;
    }

    private String text() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "owner",
          OwnerMatch::parse,
          Option.value("uid-owner").orNot(),
          Option.value("gid-owner").orNot(),
          Option.flag("socket-exists").orNot());

  private static Match parse(OptionValues values) throws IptablesException {
    if (values.isEmpty()) {
      throw values.fault("At least one of --uid-owner, --gid-owner or --socket-exists is required");
    }
    return new OwnerMatch(
        ids(values, "uid-owner"),
        ids(values, "gid-owner"),
        values.has("socket-exists"),
        values.negated("uid-owner"),
        values.negated("gid-owner"),
        values.negated("socket-exists"));
  }

  private static Optional<Ids> ids(OptionValues values, String option) throws IptablesException {
    if (!values.has(option)) {
      return Optional.empty();
    }
    String word = values.word(option);
    if (word.equals("root")) {
      return Optional.of(new Ids(0, 0));
    }
    String[] ends = word.split("-", -1);
    var first = Numbers.parseUnsigned(ends[0], 0xffff_fffeL);
    var last = Numbers.parseUnsigned(ends[ends.length - 1], 0xffff_fffeL);
    if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
      throw values.badValue(option);
    }
    return Optional.of(new Ids(first.getAsLong(), last.getAsLong()));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.owner(this);
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("-m owner");
    if (socketExists) {
      CommandWords.part(out, socketNegated, "--socket-exists");
    }
    uid.ifPresent(ids -> CommandWords.part(out, uidNegated, "--uid-owner " + ids.text()));
    gid.ifPresent(ids -> CommandWords.part(out, gidNegated, "--gid-owner " + ids.text()));
    return out.toString();
  }

  @Override
  public String listing(ListingStyle style) {
    StringBuilder out = new StringBuilder();
    if (socketExists) {
      CommandWords.part(out, socketNegated, "owner socket exists");
    }
    uid.ifPresent(
        ids -> CommandWords.part(out, uidNegated, "owner UID match " + listed(ids, style)));
    gid.ifPresent(
        ids -> CommandWords.part(out, gidNegated, "owner GID match " + listed(ids, style)));
    return out.substring(1);
  }

  private static String listed(Ids ids, ListingStyle style) {
    return !style.numeric() && ids.first == 0 && ids.last == 0 ? "root" : ids.text();
  }
}
