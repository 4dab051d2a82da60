package passerelle.netfilter;

import java.util.OptionalInt;

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
    String word = values.word("length");
    int colon = word.indexOf(':');
    if (colon != word.lastIndexOf(':')) {
      throw values.fault("Too many components for option \"--length\" (max: 2)\n");
    }
    String low = colon < 0 ? word : word.substring(0, colon);
    int first = low.isEmpty() && colon >= 0 ? 0 : number(low, 0, values);
    String high = colon < 0 ? low : word.substring(colon + 1);
    int last = high.isEmpty() ? 65535 : number(high, first, values);
    return new LengthMatch(new PortRange(first, last), values.negated("length"));
  }

  private static int number(String text, int low, OptionValues values) throws IptablesException {
    OptionalInt number = Numbers.parse(text, 65535);
    if (number.orElse(-1) < low) {
      throw values.fault(
          "bad value for option \"--length\" near \"%s\", or out of range (%s-65535).\n"
              .formatted(text, low));
    }
    return number.getAsInt();
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
