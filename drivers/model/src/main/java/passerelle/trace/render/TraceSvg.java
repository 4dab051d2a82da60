package passerelle.trace.render;

import java.util.List;
import passerelle.text.Columns;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.Xml;

/** The lines of a trace as a picture for slides and pages (SVG 1.1). */
public final class TraceSvg {
  private static final double CHARACTER = 7.8;
  private static final int LINE = 20;
  private static final int MARGIN = 16;
  private static final String INK = "#1f2328";
  private static final String PAPER = "#ffffff";
  private static final String PALE = "#57606a";
  private static final String CHANGED = "#0550ae";
  private static final String DROPPED = "#b42318";
  private static final String DELIVERED = "#1a7f37";

  private TraceSvg() {}

  /**
   * Draws lines in a monospaced font: rewrites in blue, deliveries in green, drops in red.
   *
   * @param title a line above
   * @param lines folded to the columns that the picture shall have
   */
  public static String of(String title, List<TextLine> lines) {
    int longest =
        Math.max(Columns.of(title), lines.stream().mapToInt(TextLine::columns).max().orElse(0));
    int width = (int) Math.ceil(longest * CHARACTER) + 2 * MARGIN;
    int height = (lines.size() + 2) * LINE + 2 * MARGIN;
    StringBuilder out = new StringBuilder();
    out.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$s\" height=\"%2$s\" viewBox=\"0 0"
                + " %1$s %2$s\" role=\"img\" font-size=\"13\" font-family=\"ui-monospace, 'DejaVu"
                + " Sans Mono', Menlo, Consolas, monospace\">\n")
            .formatted(width, height));
    out.append("<title>").append(Xml.text(title)).append("</title>\n");
    out.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"").append(PAPER);
    out.append("\" stroke=\"#d0d7de\"/>\n");
    out.append(line(TextLine.of(Tone.HEADING, title), 0));
    for (int i = 0; i < lines.size(); i++) {
      out.append(line(lines.get(i), i + 2));
    }
    return out.append("</svg>\n").toString();
  }

  private static String line(TextLine line, int row) {
    StringBuilder out = new StringBuilder();
    out.append(
        "<text x=\"%s\" y=\"%s\" fill=\"%s\" xml:space=\"preserve\">"
            .formatted(MARGIN, MARGIN + (row + 1) * LINE - 6, INK));
    for (TextLine.Piece piece : line.pieces()) {
      String text = Xml.text(piece.text());
      String style = style(piece.tone());
      out.append(style.isEmpty() ? text : "<tspan " + style + ">" + text + "</tspan>");
    }
    return out.append("</text>\n").toString();
  }

  private static String style(Tone tone) {
    return switch (tone) {
      case HEADING -> "font-weight=\"bold\"";
      case QUIET -> "fill=\"" + PALE + "\"";
      case CHANGED -> "fill=\"" + CHANGED + "\"";
      case GOOD -> "fill=\"" + DELIVERED + "\"";
      case BAD -> "fill=\"" + DROPPED + "\"";
      case PLAIN, RULE, COMMAND, CODE -> "";
    };
  }
}
