package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How {@code xargs} cuts its input. */
final class Words {
  private Words() {}

  /** Lines that are not blank, without leading blanks. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        lines.add(line.stripLeading());
      }
    }
    return lines;
  }

  static List<String> separated(String text, String separator) {
    List<String> items = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = separator.isEmpty() ? -1 : text.indexOf(separator, at);
      items.add(text.substring(at, end < 0 ? text.length() : end));
      at = end < 0 ? text.length() : end + separator.length();
    }
    return items;
  }

  /** Words parted by blanks, with quotes and backslashes; empty if a quote is open. */
  static Optional<List<String>> quoted(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\n') {
          return Optional.empty();
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (c == '\\' && i < text.length()) {
        word.append(text.charAt(i++));
        inWord = true;
      } else if (c == ' ' || c == '\t' || c == '\n') {
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
    return quote == 0 ? Optional.of(words) : Optional.empty();
  }
}
