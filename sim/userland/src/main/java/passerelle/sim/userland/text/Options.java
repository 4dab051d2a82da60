package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.ToolFailure;

/** The options and operands of a command line, read as {@code getopt_long(3)} does. */
final class Options {
  /**
   * What a tool accepts.
   *
   * @param letters as for getopt: a colon after a letter that takes a value; letters after {@code
   *     !} are real options that are not modelled; a leading {@code +} ends options at the first
   *     operand
   * @param words long options, {@code lines=n quiet=q}; not modelled if the letter is {@code !}
   */
  record Syntax(String letters, String words) {
    private String known() {
      return letters.replace("!", "");
    }

    /** Those of an option without a value take one all the same, and nobody asks for it. */
    private String longNames() {
      return named().entrySet().stream()
          .map(option -> option.getKey() + (takesValue(option.getValue()) ? ":" : "::"))
          .collect(Collectors.joining(" "));
    }

    private boolean takesValue(char letter) {
      int at = letters.indexOf(letter) + 1;
      return at > 0 && letters.startsWith(":", at) && !letters.startsWith("::", at);
    }

    /** The letters that long options stand for, by their names. */
    private Map<String, Character> named() {
      Map<String, Character> all = new LinkedHashMap<>();
      for (String word : words.split(" ")) {
        int equals = word.indexOf('=');
        char letter = word.isEmpty() ? '!' : word.charAt(word.length() - 1);
        all.put(equals < 0 ? word : word.substring(0, equals), letter);
      }
      return all;
    }

    char letter(Getopt.Option option) {
      return option.name().length() == 1 ? option.name().charAt(0) : named().get(option.name());
    }

    boolean isModelled(char letter) {
      int mark = letters.indexOf('!');
      return mark < 0 || letters.indexOf(letter) < mark;
    }
  }

  private final Map<Character, List<String>> values = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();

  /** How a tool words its refusal. */
  interface Complaint {
    /** The refusal of an option. */
    ToolFailure about(String what);

    /** A real option that is not modelled. */
    ToolFailure unmodelled(String option);
  }

  static Options parse(Syntax syntax, List<String> arguments, Complaint complaint)
      throws ToolFailure {
    Options options = new Options();
    Getopt read = Getopt.parse(syntax.known(), syntax.longNames(), arguments);
    for (Getopt.Option option : read.options()) {
      char letter = syntax.letter(option);
      if (letter == '!' || option.is(letter) && !syntax.isModelled(letter)) {
        String dashes = option.name().length() > 1 ? "--" : "-";
        throw complaint.unmodelled(dashes + option.name());
      }
      options.put(letter, option.value());
    }
    if (read.error().isPresent()) {
      throw complaint.about(read.error().get());
    }
    options.operands.addAll(read.operands());
    return options;
  }

  boolean has(char letter) {
    return values.containsKey(letter);
  }

  /** The value of the last time the option was given. */
  Optional<String> value(char letter) {
    List<String> all = values(letter);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  List<String> values(char letter) {
    return values.getOrDefault(letter, List.of());
  }

  /** Letters given, each once, in the order of their first appearance. */
  List<Character> given() {
    return List.copyOf(values.keySet());
  }

  List<String> operands() {
    return operands;
  }

  private void put(char letter, String value) {
    values.computeIfAbsent(letter, key -> new ArrayList<>()).add(value);
  }
}
