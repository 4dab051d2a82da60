package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a line of each paragraph and item of a Markdown text, however it was typed; indented lines
 * stay as they are, of a picture stays what it shows. Whoever shows them folds them to the
 * terminal.
 */
public final class Paragraphs {
  /** Emphasis, which a terminal does not show. */
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*{1,2}([^*\\s](?:[^*]*[^*\\s])?)\\*{1,2}");

  private static final Pattern PICTURE = Pattern.compile("!(\\[[^\\]]*\\])\\([^)]*\\)");

  private Paragraphs() {}

  /** A line for each paragraph, list item, empty line and line of code. */
  public static List<String> of(String markdown) {
    List<String> lines = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : markdown.isEmpty() ? new String[0] : markdown.split("\n", -1)) {
      boolean item = line.matches("[-*>] .*");
      boolean goesOn = paragraph.toString().matches("[-*] .*") && line.matches(" {1,3}[^\\s*-].*");
      if (item) {
        flush(paragraph, lines);
      }
      if (line.isBlank() || line.startsWith("|") || line.startsWith(" ") && !goesOn) {
        flush(paragraph, lines);
        lines.add(line);
      } else {
        paragraph.append(paragraph.length() == 0 ? "" : " ").append(line.strip());
      }
    }
    flush(paragraph, lines);
    return lines;
  }

  /** Without emphasis, but in code. */
  private static String plain(String text) {
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i += 2) {
      String shown = PICTURE.matcher(parts[i]).replaceAll("$1");
      parts[i] = EMPHASIS.matcher(shown).replaceAll("$1");
    }
    return String.join("`", parts);
  }

  private static void flush(StringBuilder paragraph, List<String> lines) {
    if (paragraph.length() > 0) {
      lines.add(plain(paragraph.toString()));
    }
    paragraph.setLength(0);
  }
}
