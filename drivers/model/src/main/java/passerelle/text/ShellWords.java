package passerelle.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts that are words with quotes and backslashes, without more of a shell: commands in compose
 * files (mattn/go-shellwords), lines of lab commands.
 */
public final class ShellWords {
  private ShellWords() {}

  /** The words of a text; a quote that is not closed ends with it. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    read(text, words);
    return words;
  }

  /** The words of a text; empty when a quote is not closed. */
  public static Optional<List<String>> parse(String text) {
    List<String> words = new ArrayList<>();
    return read(text, words) ? Optional.of(words) : Optional.empty();
  }

  /** Reads them; whether every quote is closed. */
  private static boolean read(String text, List<String> words) {
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        begun = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        begun = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return quote == 0;
  }

  /** Words as a shell would have to be told them. */
  public static String quoted(List<String> words) {
    return String.join(
        " ",
        words.stream()
            .map(w -> w.matches("[\\w@%+=:,./-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
            .toList());
  }
}
