package passerelle.netfilter;

import java.util.Locale;

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
          Dscp.codePoint(name.toLowerCase(Locale.ROOT))
              .orElseThrow(() -> IptablesException.parameter("Invalid DSCP value `" + name + "'"));
      return new DscpMatch(dscp, values.negated("dscp-class"));
    }
    throw IptablesException.incomplete("DSCP match: Parameter --dscp is required");
  }

  /** The code point as iptables and nft write it. */
  public String hex() {
    return "0x%02x".formatted(dscp);
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
