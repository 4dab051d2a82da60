package passerelle.netfilter;

/**
 * One option of an extension (include/xtables.h, struct xt_option_entry).
 *
 * @param name the long name, without dashes
 * @param canonical the name under which its value is kept; other repeats are aliases
 * @param arguments how many words follow it, 0..2
 * @param negatable {@code !} may stand before it
 * @param required it must be given
 * @param repeats how it complains when it is given twice
 */
record Option(
    String name,
    String canonical,
    int arguments,
    boolean negatable,
    boolean required,
    Repeats repeats) {

  /** How a second use is complained of: by the option parser, or by the extension's own code. */
  enum Repeats {
    USUAL,
    OLD,
    SINGLE
  }

  static Option flag(String name) {
    return new Option(name, name, 0, false, false, Repeats.USUAL);
  }

  static Option value(String name) {
    return new Option(name, name, 1, false, false, Repeats.USUAL);
  }

  Option alias(String alias) {
    return new Option(alias, canonical, arguments, negatable, required, repeats);
  }

  Option orNot() {
    return new Option(name, canonical, arguments, true, required, repeats);
  }

  Option must() {
    return new Option(name, canonical, arguments, negatable, true, repeats);
  }

  Option old() {
    return new Option(name, canonical, arguments, negatable, required, Repeats.OLD);
  }

  /** A second one is refused as sets refuse it. */
  Option single() {
    return new Option(name, canonical, arguments, negatable, required, Repeats.SINGLE);
  }

  Option pair() {
    return new Option(name, canonical, 2, negatable, required, repeats);
  }
}
