package passerelle.sim.userland.sysctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The options of {@code sysctl}. */
final class SysctlOptions {
  boolean namesOnly;
  boolean valuesOnly;
  boolean newline = true;
  boolean quiet;
  boolean ignoreUnknown;
  boolean dryRun;
  boolean all;
  boolean load;

  /** All the files of the system, in their order. */
  boolean system;

  Optional<Pattern> pattern = Optional.empty();

  /** Reads the options; what is left are the operands. */
  List<String> parse(List<String> arguments) throws ToolFailure {
    List<String> operands = new ArrayList<>();
    boolean patternNext = false;
    for (String word : arguments) {
      if (patternNext) {
        pattern = Optional.of(compile(word));
        patternNext = false;
      } else if (word.startsWith("--")) {
        patternNext = takeLong(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        patternNext = takeLetters(word.substring(1), operands);
      } else {
        operands.add(word);
      }
    }
    return operands;
  }

  private boolean takeLetters(String letters, List<String> operands) throws ToolFailure {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      switch (letter) {
        case 'a', 'A', 'X' -> all = true;
        case 'b' -> {
          valuesOnly = true;
          newline = false;
        }
        case 'e' -> ignoreUnknown = true;
        case 'N' -> namesOnly = true;
        case 'n' -> valuesOnly = true;
        case 'q' -> quiet = true;
        case 'w', 'o', 'x' -> {
          // A value is written whenever one is given.
        }
        case 'p', 'f' -> {
          load = true;
          if (i + 1 < letters.length()) {
            operands.add(letters.substring(i + 1));
          }
          return false;
        }
        case 'r' -> {
          if (i + 1 < letters.length()) {
            pattern = Optional.of(compile(letters.substring(i + 1)));
            return false;
          }
          return true;
        }
        case 'V' -> throw version();
        case 'h', 'd' -> throw new ToolFailure(0, usage());
        default ->
            throw new ToolFailure(1, "sysctl: invalid option -- '" + letter + "'\n" + usage());
      }
    }
    return false;
  }

  private boolean takeLong(String word) throws ToolFailure {
    String name = word.substring(2).replaceFirst("=.*", "");
    String value = word.contains("=") ? word.substring(word.indexOf('=') + 1) : "";
    switch (name) {
      case "all" -> all = true;
      case "system" -> system = true;
      case "binary" -> takeLetters("b", new ArrayList<>());
      case "ignore" -> ignoreUnknown = true;
      case "names" -> namesOnly = true;
      case "values" -> valuesOnly = true;
      case "quiet" -> quiet = true;
      case "dry-run" -> dryRun = true;
      case "write", "deprecated" -> {
        // A value is written whenever one is given.
      }
      case "load" -> load = true;
      case "pattern" -> {
        if (value.isEmpty()) {
          return true;
        }
        pattern = Optional.of(compile(value));
      }
      case "version" -> throw version();
      case "help" -> throw new ToolFailure(0, usage());
      default -> throw new ToolFailure(1, "sysctl: unrecognized option '" + word + "'\n" + usage());
    }
    return false;
  }

  private static Pattern compile(String expression) throws ToolFailure {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException wrong) {
      throw new ToolFailure(1, "sysctl: invalid regular expression: " + expression + "\n");
    }
  }

  private static ToolFailure version() {
    return new ToolFailure(0, "sysctl from procps-ng 4.0.4\n");
  }

  static String usage() {
    return Resources.text(SysctlOptions.class, "usage.txt");
  }
}
