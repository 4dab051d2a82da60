package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    boolean stopsAtOperand() {
      return letters.startsWith("+");
    }

    boolean takes(char letter) {
      return letter != ':' && letter != '!' && letter != '+' && letters.indexOf(letter) >= 0;
    }

    boolean isModelled(char letter) {
      int mark = letters.indexOf('!');
      return mark < 0 || letters.indexOf(letter) < mark;
    }

    boolean hasValue(char letter) {
      int at = letters.indexOf(letter) + 1;
      return at < letters.length() && letters.charAt(at) == ':';
    }
  }

  private final Map<Character, List<String>> values = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();
  private final Syntax syntax;
  private final Complaint complaint;

  /** How a tool words its refusal. */
  interface Complaint {
    /** The refusal of an option. */
    UsageError about(String what);

    /** A real option that is not modelled. */
    UsageError unmodelled(String option);
  }

  private Options(Syntax syntax, Complaint complaint) {
    this.syntax = syntax;
    this.complaint = complaint;
  }

  static Options parse(Syntax syntax, List<String> arguments, Complaint complaint)
      throws UsageError {
    Options options = new Options(syntax, complaint);
    int i = 0;
    boolean ended = false;
    while (i < arguments.size()) {
      String word = arguments.get(i++);
      if (ended || word.equals("-") || !word.startsWith("-")) {
        options.operands.add(word);
        ended |= syntax.stopsAtOperand();
      } else if (word.equals("--")) {
        ended = true;
      } else if (word.startsWith("--")) {
        i = options.longOption(word, arguments, i);
      } else {
        i = options.letters(word, arguments, i);
      }
    }
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

  private int letters(String word, List<String> arguments, int next) throws UsageError {
    for (int at = 1; at < word.length(); at++) {
      char letter = word.charAt(at);
      if (!syntax.takes(letter)) {
        throw complaint.about("invalid option -- '" + letter + "'");
      }
      if (!syntax.isModelled(letter)) {
        throw complaint.unmodelled("-" + letter);
      }
      if (syntax.hasValue(letter)) {
        if (at + 1 < word.length()) {
          put(letter, word.substring(at + 1));
          return next;
        }
        if (next == arguments.size()) {
          throw complaint.about("option requires an argument -- '" + letter + "'");
        }
        put(letter, arguments.get(next));
        return next + 1;
      }
      put(letter, "");
    }
    return next;
  }

  private int longOption(String word, List<String> arguments, int next) throws UsageError {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    List<String> matches = new ArrayList<>();
    for (String known : syntax.words().split(" ")) {
      String full = known.replaceAll("=.*", "");
      if (full.equals(name)) {
        matches = List.of(known);
        break;
      }
      if (full.startsWith(name) && !full.isEmpty()) {
        matches.add(known);
      }
    }
    if (matches.isEmpty()) {
      throw complaint.about("unrecognized option '" + word.replaceAll("=.*", "") + "'");
    }
    String full = matches.get(0).replaceAll("=.*", "");
    char letter = matches.get(0).charAt(matches.get(0).length() - 1);
    if (letter == '!') {
      throw complaint.unmodelled("--" + full);
    }
    if (!syntax.takes(letter) || !syntax.hasValue(letter)) {
      put(letter, equals < 0 ? "" : word.substring(equals + 1));
      return next;
    }
    if (equals >= 0) {
      put(letter, word.substring(equals + 1));
      return next;
    }
    if (next == arguments.size()) {
      throw complaint.about("option '--" + full + "' requires an argument");
    }
    put(letter, arguments.get(next));
    return next + 1;
  }
}
