package passerelle.sim.userland.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.sim.process.ExitException;
import passerelle.sim.process.Process;
import passerelle.text.Cut;

/**
 * A command line read as {@code getopt_long(3)} does: options in the order given, operands, and
 * what is wrong in the C library's words.
 */
public final class Getopt {
  private final List<Option> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private Optional<String> error = Optional.empty();
  private final String letters;
  private final Map<String, LongName> words = new LinkedHashMap<>();

  /**
   * What a long option is ({@code struct option}).
   *
   * @param name by which it is told: its own, or the letter for which it stands
   * @param colons one if it has an argument, two if that may lack
   */
  private record LongName(String name, String colons) {}

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

  private Getopt(String letters, String longNames) {
    this.letters = letters;
    for (String written : longNames.isBlank() ? new String[0] : longNames.strip().split("\\s+")) {
      Cut option = Cut.first(written, "=");
      String word = option.before().replace(":", "");
      String own = option.before().substring(word.length());
      String letter = option.after();
      words.put(
          word,
          letter.isEmpty()
              ? new LongName(word, own)
              : new LongName(letter, own.isEmpty() ? colons(letter.charAt(0)) : own));
    }
  }

  /**
   * Reads arguments.
   *
   * @param letters as for getopt: a colon after a letter with an argument, two where it may lack; a
   *     leading {@code +} ends options at the first operand
   * @param longNames long options with blanks between them, with a colon after one that has an
   *     argument, two where it may lack; with {@code =LETTER} behind it, for one that says the same
   *     as that letter, and has an argument as that has where no colon says otherwise
   */
  public static Getopt parse(String letters, String longNames, List<String> arguments) {
    Getopt getopt = new Getopt(letters, longNames);
    getopt.parse(arguments);
    return getopt;
  }

  /** The same with the long options one by one. */
  public static Getopt parse(String letters, List<String> longNames, List<String> arguments) {
    return parse(letters, String.join(" ", longNames), arguments);
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

  /**
   * Ends a program that was given something else than its options: with what getopt(3) prints, and
   * with its own words and status.
   */
  public void orExit(Process self, String program, int status, String words) {
    orExit(true, self, program, status, words);
  }

  /** The same where the operands are not right, either. */
  public void orExit(boolean right, Process self, String program, int status, String words) {
    if (error.isPresent() || !right) {
      self.stderr().print(error.map(e -> program + ": " + e + "\n").orElse("") + words);
      throw new ExitException(status);
    }
  }

  /** Ends a program at the first option that the real one has, and this one has not. */
  public void without(Process self, String program, String unmodelled) {
    without(self, program, List.of(unmodelled.split("")));
  }

  /** The same with the names of options, long ones among them. */
  public void without(Process self, String program, List<String> unmodelled) {
    refuse(self, program, options.stream().map(Option::name).filter(unmodelled::contains));
  }

  /** The same, by the letters that are modelled. */
  public void only(Process self, String program, String modelled) {
    refuse(self, program, beside(modelled));
  }

  private static void refuse(Process self, String program, Stream<String> options) {
    Optional<String> first = options.findFirst();
    if (first.isPresent()) {
      String dashes = first.get().length() > 1 ? "--" : "-";
      self.stderr().println(program + ": Passerelle does not model option " + dashes + first.get());
      throw new ExitException(2);
    }
  }

  /** The names of options that are none of these letters. */
  public Stream<String> beside(String letters) {
    return options.stream()
        .map(Option::name)
        .filter(name -> name.length() > 1 || !letters.contains(name));
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
  public long number(long otherwise, String... names) {
    return value(names).filter(v -> v.matches("[0-9]{1,9}")).map(Long::parseLong).orElse(otherwise);
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

  private String colons(char letter) {
    int behind = letters.indexOf(letter) + 1;
    return letters.startsWith("::", behind) ? "::" : letters.startsWith(":", behind) ? ":" : "";
  }

  private int letterOptions(String word, List<String> arguments, int next) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      int at = letter == ':' || letter == '+' ? -1 : letters.indexOf(letter);
      if (at < 0) {
        error = Optional.of("invalid option -- '" + letter + "'");
        return next;
      }
      String colons = colons(letter);
      boolean alone = i + 1 == word.length();
      if (colons.isEmpty() || alone && colons.equals("::")) {
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
    Cut option = Cut.first(word, "=");
    String asked = option.before();
    List<String> matches =
        words.containsKey(asked)
            ? List.of(asked)
            : words.keySet().stream().filter(w -> w.startsWith(asked)).toList();
    if (matches.isEmpty()) {
      error = Optional.of("unrecognized option '--" + word + "'");
      return next;
    }
    LongName found = words.get(matches.get(0));
    if (option.found() && !found.colons().isEmpty()) {
      options.add(new Option(found.name(), option.after()));
      return next;
    }
    if (!found.colons().equals(":")) {
      options.add(new Option(found.name(), ""));
      return next;
    }
    if (next == arguments.size()) {
      error = Optional.of("option '--" + matches.get(0) + "' requires an argument");
      return next;
    }
    options.add(new Option(found.name(), arguments.get(next)));
    return next + 1;
  }
}
