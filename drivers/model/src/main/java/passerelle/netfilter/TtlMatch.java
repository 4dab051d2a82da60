package passerelle.netfilter;

import java.util.Locale;
import passerelle.addr.Family;

/**
 * {@code -m ttl}, and {@code -m hl} for IPv6.
 *
 * @param family TTL or hop limit
 * @param comparison how it compares
 * @param ttl with what, 0..255
 */
public record TtlMatch(Family family, Comparison comparison, int ttl) implements Match {

  /** The comparisons. */
  public enum Comparison {
    EQUAL("==", "eq"),
    NOT_EQUAL("!=", "eq"),
    LESS("<", "lt"),
    GREATER(">", "gt");

    private final String sign;
    private final String word;

    Comparison(String sign, String word) {
      this.sign = sign;
      this.word = word;
    }
  }

  static final Extension<Match> TTL = extension("ttl");
  static final Extension<Match> HL = extension("hl");

  private static Extension<Match> extension(String name) {
    return Extension.of(
        name,
        values -> parse(name, values),
        Option.value(name + "-eq").orNot(),
        Option.value(name + "-eq").orNot().alias(name),
        Option.value(name + "-lt"),
        Option.value(name + "-gt"));
  }

  private static Match parse(String name, OptionValues values) throws IptablesException {
    values.exclusive(name + "-lt", name + "-gt", name + "-eq");
    for (Comparison comparison : Comparison.values()) {
      String option = name + "-" + comparison.word;
      if (values.has(option) && values.negated(option) == (comparison == Comparison.NOT_EQUAL)) {
        return new TtlMatch(values.family(), comparison, values.number(option, 0, 255));
      }
    }
    String upper = name.toUpperCase(Locale.ROOT);
    throw IptablesException.incomplete(
        "%s match: You must specify one of `--%s-eq', `--%s-lt', `--%s-gt"
            .formatted(upper, name, name, name));
  }

  private String name() {
    return family == Family.IPV4 ? "ttl" : "hl";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.ttl(this);
  }

  @Override
  public String text() {
    String bang = CommandWords.bang(comparison == Comparison.NOT_EQUAL);
    return "-m " + name() + " " + bang + "--" + name() + "-" + comparison.word + " " + ttl;
  }

  @Override
  public String listing(ListingStyle style) {
    String upper = name().toUpperCase(Locale.ROOT);
    return upper + " match " + upper + " " + comparison.sign + " " + ttl;
  }
}
