package passerelle.netfilter;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * {@code -m dscp}: the differentiated services field, the upper six bits of what was the type of
 * service (RFC 2474).
 *
 * @param dscp the code point, 0..63
 * @param negated any other code point
 */
public record DscpMatch(int dscp, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of(
          "dscp",
          DscpMatch::parse,
          Option.value("dscp").orNot(),
          Option.value("dscp-class").orNot());

  private static Match parse(OptionValues values) throws IptablesException {
    values.exclusive("dscp", "dscp-class");
    if (values.has("dscp")) {
      return new DscpMatch(values.number("dscp", 0, 63), values.negated("dscp"));
    }
    if (values.has("dscp-class")) {
      String name = values.word("dscp-class");
      int dscp =
          codePoint(name.toUpperCase(Locale.ROOT))
              .orElseThrow(() -> IptablesException.parameter("Invalid DSCP value `" + name + "'"));
      return new DscpMatch(dscp, values.negated("dscp-class"));
    }
    throw IptablesException.incomplete("DSCP match: Parameter --dscp is required");
  }

  /**
   * The code point of a class: best effort, class selectors (RFC 2474, section 4.2.2), assured (RFC
   * 2597) and expedited forwarding (RFC 3246).
   */
  private static OptionalInt codePoint(String name) {
    if (name.equals("BE")) {
      return OptionalInt.of(0);
    }
    if (name.equals("EF")) {
      return OptionalInt.of(46);
    }
    if (name.matches("CS[0-7]")) {
      return OptionalInt.of((name.charAt(2) - '0') << 3);
    }
    if (name.matches("AF[1-4][1-3]")) {
      return OptionalInt.of((name.charAt(2) - '0') << 3 | (name.charAt(3) - '0') << 1);
    }
    return OptionalInt.empty();
  }

  /** The code point as iptables and nft write it. */
  public String hex() {
    return String.format(Locale.ROOT, "0x%02x", dscp);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dscp(this);
  }

  @Override
  public String text() {
    return "-m dscp " + CommandWords.bang(negated) + "--dscp " + hex();
  }

  @Override
  public String listing(ListingStyle style) {
    return "DSCP match " + (negated ? "!" : "") + hex();
  }
}
