package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.Columns;

/**
 * Aligns cells that end with a tab in columns (Go: text/tabwriter, in docker/cli's edition, which
 * counts the places that characters take on a terminal). Cells that follow each other from line to
 * line make a column, which is as wide as its widest cell and the padding. The last text of a line
 * belongs to no column.
 */
public final class TabWriter {
  private final int minWidth;
  private final int padding;
  private final StringBuilder out = new StringBuilder();
  private final List<Integer> widths = new ArrayList<>();
  private List<List<String>> lines = List.of();

  private TabWriter(int minWidth, int padding) {
    this.minWidth = minWidth;
    this.padding = padding;
  }

  /**
   * Aligns a text as docker's tables are: columns of 10 places at least, 3 spaces between them.
   *
   * @param text lines whose cells end with a tab
   */
  public static String align(String text) {
    return align(text, 10, 3);
  }

  /**
   * Aligns a text with spaces.
   *
   * @param minWidth the least width of a column, padding included
   * @param padding the spaces that follow the widest cell of a column
   */
  public static String align(String text, int minWidth, int padding) {
    TabWriter writer = new TabWriter(minWidth, padding);
    writer.lines = new ArrayList<>();
    for (String line : text.split("[\n\f]", -1)) {
      writer.lines.add(List.of(line.split("[\t\u000b]", -1)));
    }
    writer.format(0, writer.lines.size());
    return writer.out.toString();
  }

  /** Formats lines whose first columns' widths are known, finding those of the next column. */
  private void format(int from, int to) {
    int column = widths.size();
    int written = from;
    int line = from;
    while (line < to) {
      if (!hasCell(line, column)) {
        line++;
        continue;
      }
      write(written, line);
      int begin = line;
      int width = minWidth;
      while (line < to && hasCell(line, column)) {
        width = Math.max(width, Columns.of(lines.get(line).get(column)) + padding);
        line++;
      }
      widths.add(width);
      format(begin, line);
      widths.remove(column);
      written = line;
    }
    write(written, to);
  }

  private boolean hasCell(int line, int column) {
    return column < lines.get(line).size() - 1;
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      List<String> cells = lines.get(i);
      for (int column = 0; column < cells.size(); column++) {
        out.append(cells.get(column));
        if (column < widths.size()) {
          out.append(" ".repeat(widths.get(column) - Columns.of(cells.get(column))));
        }
      }
      out.append(i + 1 < lines.size() ? "\n" : "");
    }
  }
}
