package passerelle.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;

/**
 * {@code -m iprange}: addresses between two others.
 *
 * @param source range of the source address
 * @param destination range of the destination address
 * @param sourceNegated outside it
 * @param destinationNegated outside it
 */
public record IprangeMatch(
    Optional<Range> source,
    Optional<Range> destination,
    boolean sourceNegated,
    boolean destinationNegated)
    implements Match {

  /** Both ends included; nothing is in a range whose ends are the wrong way round. */
  public record Range(IpAddress first, IpAddress last) {
    private String text() {
      return first + "-" + last;
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "iprange",
          IprangeMatch::parse,
          Option.value("src-range").orNot(),
          Option.value("dst-range").orNot());

  private static Match parse(OptionValues values) throws IptablesException {
    if (values.isEmpty()) {
      throw IptablesException.parameter(
          "iprange match: You must specify `--src-range' or `--dst-range'");
    }
    return new IprangeMatch(
        range(values, "src-range"),
        range(values, "dst-range"),
        values.negated("src-range"),
        values.negated("dst-range"));
  }

  private static Optional<Range> range(OptionValues values, String option)
      throws IptablesException {
    if (!values.has(option)) {
      return Optional.empty();
    }
    String[] ends = values.word(option).split("-", 2);
    Optional<IpAddress> first = values.family().parse(ends[0]);
    Optional<IpAddress> last = values.family().parse(ends[ends.length - 1]);
    if (first.isEmpty() || last.isEmpty()) {
      throw values.badValue(option, first.isEmpty() ? ends[0] : ends[1]);
    }
    if (first.get().compareTo(last.get()) > 0) {
      values.warn("xt_iprange: range " + values.word(option) + " is reversed and will never match");
    }
    return Optional.of(new Range(first.get(), last.get()));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.iprange(this);
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("-m iprange");
    source.ifPresent(r -> CommandWords.part(out, sourceNegated, "--src-range " + r.text()));
    destination.ifPresent(
        r -> CommandWords.part(out, destinationNegated, "--dst-range " + r.text()));
    return out.toString();
  }

  @Override
  public String listing(ListingStyle style) {
    StringBuilder out = new StringBuilder();
    source.ifPresent(r -> range(out, "source", sourceNegated, r));
    destination.ifPresent(r -> range(out, "destination", destinationNegated, r));
    return out.substring(1);
  }

  private static void range(StringBuilder out, String word, boolean negated, Range range) {
    out.append(' ').append(word).append(" IP range ");
    out.append(CommandWords.bang(negated)).append(range.text());
  }
}
