package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a line of a lab command apart: words, single and double quotes, backslashes. */
public final class Words {
  private static final char NO_QUOTE = 0;

  private Words() {}

  /** The words of a line; empty when a quote is not closed. */
  public static Optional<List<String>> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = NO_QUOTE;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        inWord = true;
      } else if (quote != NO_QUOTE && c == quote) {
        quote = NO_QUOTE;
      } else if (quote == NO_QUOTE && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == NO_QUOTE && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return quote == NO_QUOTE ? Optional.of(words) : Optional.empty();
  }

  /** Puts words together again so that a shell reads them as the same words. */
  public static String join(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      boolean plain = word.matches("[A-Za-z0-9_@%+=:,./^-]+");
      quoted.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", quoted);
  }
}
