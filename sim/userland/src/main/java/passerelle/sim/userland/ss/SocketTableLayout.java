package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.Align;

/**
 * Lays out the columns of {@code ss} (misc/ss.c:render): on a terminal the space that is left is
 * spread over the columns from the right, elsewhere the columns are as narrow as their contents.
 */
final class SocketTableLayout {

  /** The columns, in order. */
  enum Column {
    NETID("Netid", "", false),
    STATE("State", " ", false),
    RECEIVE("Recv-Q", " ", false),
    SEND("Send-Q", " ", false),
    LOCAL("Local Address:", " ", true),
    LOCAL_PORT("Port", "", false),
    PEER("Peer Address:", " ", true),
    PEER_PORT("Port", "", false),
    PROCESS("Process", "", false);

    private final String header;
    private final String delimiter;
    private final boolean right;

    Column(String header, String delimiter, boolean right) {
      this.header = header;
      this.delimiter = delimiter;
      this.right = right;
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> details = new ArrayList<>();

  /** A table of some of the columns, with or without their heads. */
  SocketTableLayout(List<Column> columns, boolean header) {
    this.columns = columns;
    if (header) {
      add(columns.stream().map(column -> column.header).toList(), "");
    }
  }

  /**
   * Adds a line.
   *
   * @param fields one text for each column
   * @param detail what follows, whatever room there is
   */
  void add(List<String> fields, String detail) {
    rows.add(fields);
    details.add(detail);
  }

  /**
   * The table as text.
   *
   * @param screen columns of the terminal; 0 when there is none
   */
  String render(int screen) {
    int[] widths = contentWidths(screen > 0 ? screen : Integer.MAX_VALUE);
    if (screen > 0) {
      spread(widths, screen);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      line(out, rows.get(i), widths);
      out.append(details.get(i)).append('\n');
    }
    return out.toString();
  }

  private int[] contentWidths(int most) {
    int[] widths = new int[columns.size()];
    boolean first = true;
    for (int i = 0; i < widths.length; i++) {
      int longest = 0;
      for (List<String> row : rows) {
        longest = Math.max(longest, row.get(i).length());
      }
      int delimiter = first || longest == 0 ? 0 : columns.get(i).delimiter.length();
      widths[i] = Math.min(longest + delimiter, most);
      first &= widths[i] == 0;
    }
    return widths;
  }

  /** Columns that do not fit on a line begin another one; each line is filled up. */
  private static void spread(int[] widths, int screen) {
    int start = 0;
    while (start < widths.length) {
      int end = start;
      int length = widths[start];
      while (end + 1 < widths.length && length + widths[end + 1] <= screen) {
        end++;
        length += widths[end];
      }
      int count = 0;
      for (int i = start; i <= end; i++) {
        count += widths[i] > 0 ? 1 : 0;
      }
      if (length < screen && count > 0) {
        fill(widths, start, end, screen - length, count);
      }
      start = end + 1;
    }
  }

  private static void fill(int[] widths, int from, int to, int space, int count) {
    int left = space % count;
    for (int i = to; i >= from; i--) {
      if (widths[i] > 0) {
        widths[i] += space / count + (left > 0 ? 1 : 0);
        left -= left > 0 ? 1 : 0;
      }
    }
  }

  private void line(StringBuilder out, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      String delimiter = i == 0 ? "" : column.delimiter;
      String text = row.get(i);
      int width = widths[i] - delimiter.length();
      out.append(delimiter);
      out.append(column.right ? Align.right(text, width) : Align.left(text, width));
    }
  }
}
