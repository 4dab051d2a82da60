package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a line of each paragraph of a Markdown text, however it was typed; lists and indented lines
 * stay as they are. Whoever shows them folds them to the terminal.
 */
public final class Paragraphs {
  private Paragraphs() {}

  /** A line for each paragraph, list item, empty line and line of code. */
  public static List<String> of(String markdown) {
    List<String> lines = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : markdown.isEmpty() ? new String[0] : markdown.split("\n", -1)) {
      if (line.isBlank() || line.matches("( |[-*>] |[|]).*")) {
        flush(paragraph, lines);
        lines.add(line);
      } else {
        paragraph.append(paragraph.length() == 0 ? "" : " ").append(line.strip());
      }
    }
    flush(paragraph, lines);
    return lines;
  }

  private static void flush(StringBuilder paragraph, List<String> lines) {
    if (paragraph.length() > 0) {
      lines.add(paragraph.toString());
    }
    paragraph.setLength(0);
  }
}
