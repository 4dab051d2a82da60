package passerelle.sim.tty;

import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import passerelle.text.ByteText;

/** Keeps on the screen what is in a line editor ({@code rl_redisplay}, {@code lineedit.c}). */
final class Redisplay {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_ALL = "\u001b[H\u001b[2J";

  private final Display display;
  private final IntSupplier columns;
  private String prompt = "";
  private String text = "";
  private int cursor;

  /** A place on the screen, seen from where the prompt's last line begins. */
  private record Cell(int row, int column) {}

  /**
   * Nothing is shown yet.
   *
   * @param columns how wide the screen is now; 0 when nobody has told
   */
  Redisplay(Display display, IntSupplier columns) {
    this.display = display;
    this.columns = columns;
  }

  /** Shows prompt and line where the cursor is now. */
  void begin(String newPrompt, String newText, int newCursor) {
    prompt = newPrompt;
    text = "";
    cursor = 0;
    write(prompt);
    update(newText, newCursor);
  }

  /** Shows them in place of what was shown. */
  void redraw(String newPrompt, String newText, int newCursor) {
    int up = cell(cursor).row() - cell(0).row();
    write((up > 0 ? "\u001b[" + up + "A" : "") + "\r");
    begin(newPrompt, newText, newCursor);
    moveTo(text.length());
    write(CLEAR_BELOW);
    moveTo(newCursor);
  }

  /** Shows them at the top of an empty screen. */
  void clear(String newPrompt, String newText, int newCursor) {
    write(CLEAR_ALL);
    begin(newPrompt, newText, newCursor);
  }

  /** Shows what has changed. */
  void update(String newText, int newCursor) {
    int same = 0;
    int bound = Math.min(text.length(), newText.length());
    while (same < bound && text.charAt(same) == newText.charAt(same)) {
      same++;
    }
    if (same < text.length() || same < newText.length()) {
      moveTo(same);
      Cell oldEnd = cell(text.length());
      text = newText;
      put(same, text.length());
      clearTo(oldEnd);
    }
    moveTo(newCursor);
  }

  /** Leaves the line: the cursor goes behind it, and to an empty line of the screen. */
  void end(String mark) {
    moveTo(text.length());
    boolean empty = mark.isEmpty() && cell(text.length()).column() == 0 && !text.isEmpty();
    write(mark + (empty && !text.endsWith("\n") ? "" : "\n"));
  }

  private void put(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (char c : text.substring(from, to).toCharArray()) {
      out.append(shown(c));
    }
    write(out.toString());
    cursor = to;
    boolean full = to > from && cell(to).column() == 0 && text.charAt(to - 1) != '\n';
    if (full) {
      write(" \r");
    }
  }

  private static String shown(char c) {
    return c < ' ' && c != '\n' || c == Keys.ERASE ? "^" + (char) (c ^ 0x40) : "" + c;
  }

  private void clearTo(Cell oldEnd) {
    Cell end = cell(text.length());
    if (oldEnd.row() > end.row()) {
      write(CLEAR_BELOW);
    } else if (oldEnd.row() == end.row() && oldEnd.column() > end.column()) {
      int rest = oldEnd.column() - end.column();
      write(" ".repeat(rest) + "\b".repeat(rest));
    }
  }

  private void moveTo(int position) {
    if (position > cursor) {
      put(cursor, position);
    } else if (position < cursor) {
      Cell from = cell(cursor);
      Cell to = cell(position);
      if (from.row() == to.row()) {
        write("\b".repeat(from.column() - to.column()));
      } else {
        String right = to.column() > 0 ? "\u001b[" + to.column() + "C" : "";
        write("\u001b[" + (from.row() - to.row()) + "A\r" + right);
      }
      cursor = position;
    }
  }

  private Cell cell(int position) {
    int width = columns.getAsInt() > 0 ? columns.getAsInt() : Integer.MAX_VALUE;
    int row = 0;
    String last = prompt.substring(prompt.lastIndexOf('\n') + 1);
    int column = COLOURS.matcher(last).replaceAll("").length();
    row += column / width;
    column %= width;
    for (char c : text.substring(0, position).toCharArray()) {
      column += c == '\n' ? 0 : shown(c).length();
      if (c == '\n' || column >= width) {
        row++;
        column = c == '\n' ? 0 : column - width;
      }
    }
    return new Cell(row, column);
  }

  private void write(String out) {
    if (!out.isEmpty()) {
      display.write(ByteText.encode(out), true);
    }
  }
}
