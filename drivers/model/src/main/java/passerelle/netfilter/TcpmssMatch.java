package passerelle.netfilter;

/**
 * {@code -m tcpmss}: the maximum segment size that a TCP segment announces, as SYNs do.
 *
 * @param sizes the range in octets, written as one of ports
 * @param negated any other size
 */
public record TcpmssMatch(PortRange sizes, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of("tcpmss", TcpmssMatch::parse, Option.value("mss").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    return new TcpmssMatch(values.range("mss"), values.negated("mss"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.tcpmss(this);
  }

  @Override
  public String text() {
    return "-m tcpmss " + CommandWords.bang(negated) + "--mss " + sizes.text();
  }

  @Override
  public String listing(ListingStyle style) {
    return "tcpmss match " + (negated ? "!" : "") + sizes.text();
  }
}
