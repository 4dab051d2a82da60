package passerelle.netfilter;

import java.util.Locale;
import passerelle.addr.Family;

/**
 * {@code -j TTL}, and {@code -j HL} for IPv6.
 *
 * @param family TTL or hop limit
 * @param action what is done
 * @param amount 0..255
 */
public record TtlTarget(Family family, Action action, int amount) implements Target {

  /** Sets, lowers or raises. */
  public enum Action {
    SET("set", "set to"),
    DECREMENT("dec", "decrement by"),
    INCREMENT("inc", "increment by");

    private final String word;
    private final String phrase;

    Action(String word, String phrase) {
      this.word = word;
      this.phrase = phrase;
    }
  }

  static final Extension<Target> TTL = extension("ttl");
  static final Extension<Target> HL = extension("hl");

  private static Extension<Target> extension(String name) {
    return Extension.of(
        name.toUpperCase(Locale.ROOT),
        values -> parse(name, values),
        Option.value(name + "-set"),
        Option.value(name + "-dec"),
        Option.value(name + "-inc"));
  }

  private static Target parse(String name, OptionValues values) throws IptablesException {
    values.exclusive(name + "-set", name + "-dec", name + "-inc");
    for (Action action : Action.values()) {
      String option = name + "-" + action.word;
      if (values.has(option)) {
        int low = action == Action.SET ? 0 : 1;
        return new TtlTarget(values.family(), action, values.number(option, low, 255));
      }
    }
    throw values.fault("You must specify an action");
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.ttl(this);
  }

  @Override
  public String label() {
    return family == Family.IPV4 ? "TTL" : "HL";
  }

  @Override
  public String text() {
    String option = label().toLowerCase(Locale.ROOT);
    return "-j " + label() + " --" + option + "-" + action.word + " " + amount;
  }

  @Override
  public String listing(ListingStyle style) {
    return label() + " " + action.phrase + " " + amount;
  }
}
