package passerelle.sim.userland.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line read as {@code getopt_long(3)} does: options in the order given, operands, and
 * what is wrong in the C library's words.
 */
public final class Getopt {
  private final List<Option> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private Optional<String> error = Optional.empty();
  private final String letters;
  private final Map<String, String> words = new LinkedHashMap<>();

  /**
   * An option of the command line.
   *
   * @param name its letter, or its long name without dashes
   * @param value its argument; empty for those that have none
   */
  public record Option(String name, String value) {
    /** Whether it is the option of a letter. */
    public boolean is(char letter) {
      return name.length() == 1 && name.charAt(0) == letter;
    }
  }

  private Getopt(String letters, List<String> longNames) {
    this.letters = letters;
    for (String name : longNames) {
      String word = name.replace(":", "");
      words.put(word, name.substring(word.length()));
    }
  }

  /**
   * Reads arguments.
   *
   * @param letters as for getopt: a colon after a letter with an argument, two where it may lack; a
   *     leading {@code +} ends options at the first operand
   * @param longNames long options, with a colon after one that has an argument, two where it may
   *     lack
   */
  public static Getopt parse(String letters, List<String> longNames, List<String> arguments) {
    Getopt getopt = new Getopt(letters, longNames);
    getopt.parse(arguments);
    return getopt;
  }

  public List<Option> options() {
    return options;
  }

  public List<String> operands() {
    return operands;
  }

  /** What is wrong, without the program's name: {@code invalid option -- 'Z'}. */
  public Optional<String> error() {
    return error;
  }

  /** Whether an option was given, by any of its names. */
  public boolean has(String... names) {
    return value(names).isPresent();
  }

  /** The argument of an option's last appearance. */
  public Optional<String> value(String... names) {
    List<String> any = List.of(names);
    Optional<String> found = Optional.empty();
    for (Option option : options) {
      if (any.contains(option.name())) {
        found = Optional.of(option.value());
      }
    }
    return found;
  }

  /** The same as a number of up to nine digits; {@code otherwise} where it is none. */
  public long number(String option, long otherwise) {
    return value(option)
        .filter(v -> v.matches("[0-9]{1,9}"))
        .map(Long::parseLong)
        .orElse(otherwise);
  }

  private void parse(List<String> arguments) {
    int next = 0;
    boolean ended = false;
    while (next < arguments.size() && error.isEmpty()) {
      String word = arguments.get(next++);
      if (ended || word.equals("-") || !word.startsWith("-")) {
        operands.add(word);
        ended |= letters.startsWith("+");
      } else if (word.equals("--")) {
        ended = true;
      } else if (word.startsWith("--") && !words.isEmpty()) {
        next = longOption(word.substring(2), arguments, next);
      } else {
        next = letterOptions(word, arguments, next);
      }
    }
  }

  private int letterOptions(String word, List<String> arguments, int next) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      int at = letter == ':' || letter == '+' ? -1 : letters.indexOf(letter);
      if (at < 0) {
        error = Optional.of("invalid option -- '" + letter + "'");
        return next;
      }
      boolean takes = letters.startsWith(":", at + 1);
      boolean alone = i + 1 == word.length();
      if (!takes || alone && letters.startsWith("::", at + 1)) {
        options.add(new Option(String.valueOf(letter), ""));
      } else if (!alone) {
        options.add(new Option(String.valueOf(letter), word.substring(i + 1)));
        return next;
      } else if (next < arguments.size()) {
        options.add(new Option(String.valueOf(letter), arguments.get(next)));
        return next + 1;
      } else {
        error = Optional.of("option requires an argument -- '" + letter + "'");
        return next;
      }
    }
    return next;
  }

  private int longOption(String word, List<String> arguments, int next) {
    int equals = word.indexOf('=');
    String asked = equals < 0 ? word : word.substring(0, equals);
    List<String> matches =
        words.containsKey(asked)
            ? List.of(asked)
            : words.keySet().stream().filter(w -> w.startsWith(asked)).toList();
    if (matches.isEmpty()) {
      error = Optional.of("unrecognized option '--" + word + "'");
      return next;
    }
    String name = matches.get(0);
    String colons = words.get(name);
    if (equals >= 0 && !colons.isEmpty()) {
      options.add(new Option(name, word.substring(equals + 1)));
      return next;
    }
    if (!colons.equals(":")) {
      options.add(new Option(name, ""));
      return next;
    }
    if (next == arguments.size()) {
      error = Optional.of("option '--" + name + "' requires an argument");
      return next;
    }
    options.add(new Option(name, arguments.get(next)));
    return next + 1;
  }
}
