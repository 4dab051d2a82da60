package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import passerelle.gotemplate.GoQuote;

/** Reads options as Go's pflag does (github.com/spf13/pflag flag.go). */
public final class FlagParser {
  private final Map<String, Flag> flags;
  private final boolean interspersed;
  private final BiFunction<Flag, String, String> check;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  /**
   * A parser for one command line.
   *
   * @param flags the options by long name
   * @param interspersed options may follow arguments; otherwise the first argument ends them
   * @param check says what is wrong with a value; nothing when it is right
   */
  public FlagParser(
      Map<String, Flag> flags, boolean interspersed, BiFunction<Flag, String, String> check) {
    this.flags = flags;
    this.interspersed = interspersed;
    this.check = check;
  }

  /**
   * Takes a command line apart.
   *
   * @throws Problem when a word cannot be read
   */
  public ParsedFlags parse(List<String> words) throws Problem {
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i++);
      if (word.equals("--")) {
        arguments.addAll(words.subList(i, words.size()));
        break;
      } else if (word.startsWith("--")) {
        i += longFlag(word.substring(2), words, i);
      } else if (word.startsWith("-") && word.length() > 1) {
        i += letters(word, words, i);
      } else if (interspersed) {
        arguments.add(word);
      } else {
        arguments.addAll(words.subList(i - 1, words.size()));
        break;
      }
      if (values.containsKey("help")) {
        break;
      }
    }
    return new ParsedFlags(values, arguments);
  }

  /** The number of further words that it took. */
  private int longFlag(String body, List<String> words, int next) throws Problem {
    int equals = body.indexOf('=');
    String name = equals < 0 ? body : body.substring(0, equals);
    if (name.isEmpty() || name.startsWith("-")) {
      throw new Problem("bad flag syntax: --" + body);
    }
    Flag flag = flags.get(name);
    if (name.equals("help") && flag == null) {
      flag = new Flag("help", "", "bool");
    }
    if (flag == null) {
      throw new Problem("unknown flag: --" + name);
    }
    if (equals >= 0) {
      set(flag, body.substring(equals + 1));
      return 0;
    } else if (flag.isBool()) {
      set(flag, "true");
      return 0;
    } else if (next >= words.size()) {
      throw new Problem("flag needs an argument: --" + name);
    }
    set(flag, words.get(next));
    return 1;
  }

  private Optional<Flag> ofLetter(String letter) {
    return flags.values().stream().filter(f -> f.letter().equals(letter)).findFirst();
  }

  private int letters(String word, List<String> words, int next) throws Problem {
    for (int at = 1; at < word.length(); at++) {
      String letter = word.substring(at, at + 1);
      String left = "-" + word.substring(at);
      Optional<Flag> found = ofLetter(letter);
      if (found.isEmpty() && letter.equals("h")) {
        values.put("help", List.of("deprecated"));
        return 0;
      }
      Flag flag =
          found.orElseThrow(
              () -> new Problem("unknown shorthand flag: '" + letter + "' in " + left));
      String rest = word.substring(at + 1);
      if (rest.startsWith("=")) {
        set(flag, rest.substring(1));
        return 0;
      } else if (flag.isBool()) {
        set(flag, "true");
      } else if (!rest.isEmpty()) {
        set(flag, rest);
        return 0;
      } else if (next < words.size()) {
        set(flag, words.get(next));
        return 1;
      } else {
        throw new Problem("flag needs an argument: '" + letter + "' in " + left);
      }
    }
    return 0;
  }

  private void set(Flag flag, String value) throws Problem {
    String problem = check.apply(flag, value);
    if (!problem.isEmpty()) {
      throw new Problem(
          "invalid argument "
              + (GoQuote.quote(value) + " for \"" + flag.label() + "\" flag: ")
              + problem);
    }
    List<String> all = values.computeIfAbsent(flag.name(), k -> new ArrayList<>());
    boolean severalOrNone = flag.type().matches("filter|strings");
    if (!severalOrNone) {
      all.add(value);
    } else if (!value.isEmpty()) {
      all.addAll(flag.type().equals("filter") ? List.of(filter(value)) : record(value));
    }
  }

  /** What is filtered by is not told by its case (docker/cli opts.go: FilterOpt). */
  private static String filter(String value) {
    int equals = value.indexOf('=');
    String key = value.substring(0, equals).trim().toLowerCase(Locale.ROOT);
    return key + "=" + value.substring(equals + 1).trim();
  }

  /** Several values with commas between them (pflag string_slice.go). */
  private static List<String> record(String values) {
    try {
      return GoCsv.read(values);
    } catch (Problem e) {
      throw new IllegalArgumentException("not checked: " + values, e);
    }
  }
}
