package passerelle.trace.render;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines of a trace as a picture for slides and pages (SVG 1.1). */
public final class TraceSvg {
  private static final double CHARACTER = 7.8;
  private static final int LINE = 20;
  private static final int MARGIN = 16;
  private static final String INK = "#1f2328";
  private static final String PAPER = "#ffffff";
  private static final String CHANGED = "#0550ae";
  private static final String DROPPED = "#b42318";
  private static final String DELIVERED = "#1a7f37";

  private TraceSvg() {}

  /**
   * Draws the lines in a monospaced font: rewrites in blue, deliveries in green, drops in red.
   *
   * @param title a line above
   * @param lines the lines of {@link TraceText#lines}, the heading first
   */
  public static String of(String title, List<String> lines) {
    int longest = Math.max(title.length(), lines.stream().mapToInt(String::length).max().orElse(0));
    int width = (int) Math.ceil(longest * CHARACTER) + 2 * MARGIN;
    int height = (lines.size() + 2) * LINE + 2 * MARGIN;
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0"
                + " %1$d %2$d\" role=\"img\" font-size=\"13\" font-family=\"ui-monospace, 'DejaVu"
                + " Sans Mono', Menlo, Consolas, monospace\">\n",
            width,
            height));
    out.append("<title>").append(escape(title)).append("</title>\n");
    out.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"").append(PAPER);
    out.append("\" stroke=\"#d0d7de\"/>\n");
    out.append(text(title, 0, INK, true));
    for (int i = 0; i < lines.size(); i++) {
      out.append(text(lines.get(i), i + 2, i == 0 ? "#57606a" : colour(lines.get(i)), i == 0));
    }
    return out.append("</svg>\n").toString();
  }

  private static String colour(String line) {
    if (line.contains("DROPPED,") || line.contains("ABANDONNÉ (")) {
      return DROPPED;
    }
    if (line.contains("NAT: ") || line.contains("NAT\u00a0: ")) {
      return CHANGED;
    }
    return line.contains("  delivered to") || line.contains("  remis à") ? DELIVERED : INK;
  }

  private static String text(String line, int row, String colour, boolean bold) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" fill=\"%s\"%s xml:space=\"preserve\">%s</text>\n",
        MARGIN,
        MARGIN + (row + 1) * LINE - 6,
        colour,
        bold ? " font-weight=\"bold\"" : "",
        escape(line));
  }

  private static String escape(String text) {
    return text.chars()
        .mapToObj(
            c ->
                switch (c) {
                  case '<' -> "&lt;";
                  case '>' -> "&gt;";
                  case '&' -> "&amp;";
                  default -> String.valueOf((char) c);
                })
        .collect(Collectors.joining());
  }
}
