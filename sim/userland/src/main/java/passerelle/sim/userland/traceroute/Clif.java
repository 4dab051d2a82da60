package passerelle.sim.userland.traceroute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * A command line as traceroute reads it, which does not use getopt (libsupp/clif.c): the argument
 * of a long option follows an equals sign, that of a letter follows at once or is the next word,
 * and letters that have one cannot be grouped.
 */
final class Clif {
  private static final int SHORTEST_ABBREVIATION = 3;

  private final List<Option> options;
  private final List<String> words;
  private final List<Operand> operands = new ArrayList<>();
  private int index;

  /** Takes an option's argument, empty for an option without one; false when it is nonsense. */
  @FunctionalInterface
  interface Handler {
    boolean accept(String value) throws ToolFailure;
  }

  /**
   * What may be given.
   *
   * @param letter the short name; empty for none
   * @param longName the long name; empty for none
   * @param argument what the usage calls the argument; empty for none
   */
  record Option(String letter, String longName, String argument, Handler handler) {
    private boolean takesArgument() {
      return !argument.isEmpty();
    }
  }

  static Option flag(String letter, String longName, Runnable action) {
    return text(letter, longName, "", v -> action.run());
  }

  static Option text(String letter, String longName, String argument, Consumer<String> take) {
    return new Option(
        letter,
        longName,
        argument,
        v -> {
          take.accept(v);
          return true;
        });
  }

  static Option number(String letter, String longName, String argument, IntConsumer take) {
    return new Option(
        letter,
        longName,
        argument,
        v -> {
          OptionalInt number = number(v);
          number.ifPresent(take);
          return number.isPresent();
        });
  }

  /** As {@code strtoul(3)} with base 0; what does not fit is cut. */
  static OptionalInt number(String text) {
    if (!text.matches("[+-]?(0[xX][0-9a-fA-F]{1,15}|0[0-7]{0,18}|[1-9][0-9]{0,17})")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Long.decode(text).intValue());
  }

  /** As {@code strtod(3)}; false when the text is no number. */
  static boolean decimal(String text, DoubleConsumer take) {
    if (!text.matches("[+-]?([0-9]{1,15}([.][0-9]{0,15})?|[.][0-9]{1,15})")) {
      return false;
    }
    take.accept(Double.parseDouble(text));
    return true;
  }

  /**
   * A word that is no option.
   *
   * @param index its place on the command line, the command being 0
   */
  record Operand(String text, int index) {}

  private Clif(List<Option> options, List<String> words) {
    this.options = options;
    this.words = words;
  }

  /** Hands the options to their handlers and returns the operands. */
  static List<Operand> parse(List<Option> options, List<String> arguments) throws ToolFailure {
    List<String> words = new ArrayList<>();
    words.add("");
    words.addAll(arguments);
    Clif clif = new Clif(options, words);
    clif.parse();
    return clif.operands;
  }

  private void parse() throws ToolFailure {
    boolean ended = false;
    for (index = 1; index < words.size(); index++) {
      String word = words.get(index);
      if (ended || !word.startsWith("-") || word.equals("-") || word.startsWith("---")) {
        operands.add(new Operand(word, index));
      } else if (word.equals("--")) {
        ended = true;
      } else if (word.startsWith("--")) {
        longOption(word);
      } else {
        letters(word);
      }
    }
  }

  private void longOption(String word) throws ToolFailure {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Optional<Option> found = named(name);
    if (found.isEmpty() || equals >= 0 && !found.get().takesArgument()) {
      String argument = equals < 0 ? "" : " (with arg `" + word.substring(equals + 1) + "')";
      throw refusal("Bad option `" + word + "'" + argument + " (argc " + index + ")");
    }
    Option option = found.get();
    String shown = "--" + option.longName();
    if (equals < 0 && option.takesArgument()) {
      throw needsArgument(shown, shown + "=" + option.argument());
    }
    call(option, shown, equals < 0 ? "" : word.substring(equals + 1));
  }

  /** Only some long names may be abbreviated, those without an argument. */
  private Optional<Option> named(String name) {
    for (Option option : options) {
      if (!option.longName().isEmpty() && option.longName().equals(name)) {
        return Optional.of(option);
      }
    }
    if (name.length() < SHORTEST_ABBREVIATION) {
      return Optional.empty();
    }
    return options.stream()
        .filter(o -> o.longName().equals("dont-fragment") || o.longName().equals("extensions"))
        .filter(o -> o.longName().startsWith(name))
        .findFirst();
  }

  private void letters(String word) throws ToolFailure {
    for (int i = 1; i < word.length(); i++) {
      String letter = word.substring(i, i + 1);
      Optional<Option> found = options.stream().filter(o -> o.letter().equals(letter)).findFirst();
      if (found.isEmpty()) {
        throw refusal("Bad option `-" + letter + "' (argc " + index + ")");
      }
      Option option = found.get();
      if (!option.takesArgument()) {
        call(option, "-" + letter, "");
      } else {
        call(option, "-" + letter, argument(option, word, i));
        return;
      }
    }
  }

  private String argument(Option option, String word, int at) throws ToolFailure {
    if (at + 1 == word.length() && index + 1 < words.size()) {
      index++;
      return words.get(index);
    }
    if (at == 1 && word.length() > 2) {
      return word.substring(2);
    }
    String shown = "-" + option.letter();
    throw needsArgument(shown, shown + " " + option.argument());
  }

  private void call(Option option, String shown, String value) throws ToolFailure {
    if (!option.handler().accept(value)) {
      String with = option.takesArgument() ? " with arg `" + value + "'" : "";
      throw refusal("Cannot handle `" + shown + "' option" + with + " (argc " + index + ")");
    }
  }

  private ToolFailure needsArgument(String shown, String usage) {
    return refusal(
        "Option `" + shown + "' (argc " + index + ") requires an argument: `" + usage + "'");
  }

  private static ToolFailure refusal(String line) {
    return new ToolFailure(2, line + "\n");
  }
}
