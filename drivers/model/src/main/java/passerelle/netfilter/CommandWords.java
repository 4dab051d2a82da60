package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of a rule written as text, and the way back (libxtables/xtables.c:xtables_save_string,
 * iptables/xshared.c:add_param_to_argv).
 */
final class CommandWords {
  private CommandWords() {}

  /** Splits at blanks; double quotes keep blanks, a backslash inside them keeps the next sign. */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean started = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        started = true;
      } else if (!quoted && (c == ' ' || c == '\t' || c == '\n')) {
        if (started || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else {
        word.append(c);
      }
    }
    if (started || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** Quotes a value unless it is made of letters, digits, {@code _} and {@code -} only. */
  static String quote(String value) {
    if (value.matches("[A-Za-z0-9_-]+")) {
      return value;
    }
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\' || c == '\'') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  static String bang(boolean negated) {
    return negated ? "! " : "";
  }

  /** Appends a blank, and an option with its value, as a condition or its opposite. */
  static void part(StringBuilder out, boolean negated, String option) {
    out.append(' ').append(bang(negated)).append(option);
  }

  static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }
}
