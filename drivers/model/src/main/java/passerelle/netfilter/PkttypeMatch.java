package passerelle.netfilter;

import java.util.Locale;

/**
 * {@code -m pkttype}: to whom the frame was addressed.
 *
 * @param type the type
 * @param negated any other one
 */
public record PkttypeMatch(Type type, boolean negated) implements Match {

  /** The link layer's kinds of destination. */
  public enum Type {
    UNICAST,
    BROADCAST,
    MULTICAST
  }

  static final Extension<Match> EXTENSION =
      Extension.of("pkttype", PkttypeMatch::parse, Option.value("pkt-type").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    String word = values.word("pkt-type");
    Type type =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "unicast", "host" -> Type.UNICAST;
          case "broadcast", "bcast" -> Type.BROADCAST;
          case "multicast", "mcast" -> Type.MULTICAST;
          default -> throw IptablesException.parameter("Bad packet type '" + word + "'");
        };
    return new PkttypeMatch(type, values.negated("pkt-type"));
  }

  private String word() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.pkttype(this);
  }

  @Override
  public String text() {
    return "-m pkttype " + CommandWords.bang(negated) + "--pkt-type " + word();
  }

  @Override
  public String listing(ListingStyle style) {
    return "PKTTYPE " + (negated ? "!= " : "= ") + word();
  }
}
