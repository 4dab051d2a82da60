package passerelle.netfilter;

/**
 * {@code -m length}: the packet's length in octets, IP header included.
 *
 * @param lengths the range, written as one of ports
 * @param negated any other length
 */
public record LengthMatch(PortRange lengths, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of("length", LengthMatch::parse, Option.value("length").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    return new LengthMatch(values.range("length"), values.negated("length"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.length(this);
  }

  @Override
  public String text() {
    return "-m length " + CommandWords.bang(negated) + "--length " + lengths.text();
  }

  @Override
  public String listing(ListingStyle style) {
    return "length " + (negated ? "!" : "") + lengths.text();
  }
}
