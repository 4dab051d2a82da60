package passerelle.scenarios.match;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes visible, in the changed lines of a diff, what the eye does not tell from a blank or from
 * nothing: blanks at the end of a line, tabs, carriage returns, no-break spaces and characters
 * without width.
 */
public final class Unseen {
  private static final Pattern UNSEEN =
      Pattern.compile(
          "(?<end> +(?=\\s*$))|[\\t\\r\\u00a0\\u2007\\u202f\\u00ad\\u200b-\\u200d\\u2060\\ufeff]");
  private static final int HEADER_LINES = 2;

  private Unseen() {}

  /** A unified diff with marks in its lines that begin with {@code -} or {@code +}. */
  public static String marked(String diff) {
    String[] lines = diff.split("(?<=\n)");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      boolean changed = lines[i].startsWith("-") || lines[i].startsWith("+");
      out.append(changed && i >= HEADER_LINES ? markedLine(lines[i]) : lines[i]);
    }
    return out.toString();
  }

  private static String markedLine(String line) {
    String content = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    String end = line.substring(content.length());
    return UNSEEN.matcher(content).replaceAll(m -> Matcher.quoteReplacement(mark(m))) + end;
  }

  private static String mark(MatchResult found) {
    String text = found.group();
    return text.codePoints().mapToObj(Unseen::mark).collect(Collectors.joining());
  }

  private static String mark(int c) {
    return switch (c) {
      case ' ' -> "·";
      case '\t' -> "→\t";
      case '\r' -> "␍";
      case '\u00a0', '\u2007', '\u202f' -> "⍽";
      default -> String.format("<U+%04X>", c);
    };
  }
}
