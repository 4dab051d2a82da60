package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks Markdown text into lines that fit a terminal; lists and indented lines stay as they are.
 */
final class Paragraphs {
  private static final int WIDTH = 80;

  private Paragraphs() {}

  static List<String> wrap(String markdown) {
    List<String> lines = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : markdown.isEmpty() ? new String[0] : markdown.split("\n", -1)) {
      if (line.isBlank() || line.matches("[ \\-*>|].*")) {
        flush(paragraph, lines);
        lines.add(line);
      } else {
        paragraph.append(line.strip()).append(' ');
      }
    }
    flush(paragraph, lines);
    return lines;
  }

  private static void flush(StringBuilder paragraph, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.toString().split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    paragraph.setLength(0);
  }
}
