package passerelle.sim.userland.editor;

import java.util.ArrayList;
import java.util.List;

/** A text that is being edited, with the place of the cursor and the part that a screen shows. */
final class EditorText {
  private final List<StringBuilder> lines = new ArrayList<>();
  private final boolean open;
  private int row;
  private int column;
  private int top;
  private boolean changed;

  /**
   * A text.
   *
   * @param open whether there is an empty line behind the end, to write on
   */
  EditorText(String text, boolean open) {
    this.open = open;
    String[] parts = text.split("\n", -1);
    int count = text.endsWith("\n") && !open ? parts.length - 1 : parts.length;
    for (int i = 0; i < Math.max(1, count); i++) {
      lines.add(new StringBuilder(parts[i]));
    }
  }

  /** The whole text, every line ended; an empty one is empty. */
  String text() {
    String all = String.join("\n", lines);
    return all.isEmpty() || open && all.endsWith("\n") ? all : all + "\n";
  }

  /** How many lines it has, without an empty one behind the end. */
  int count() {
    return (int) text().chars().filter(c -> c == '\n').count();
  }

  int size() {
    return lines.size();
  }

  int row() {
    return row;
  }

  int column() {
    return column;
  }

  String line() {
    return lines.get(row).toString();
  }

  boolean isChanged() {
    return changed;
  }

  void saved() {
    changed = false;
  }

  private StringBuilder current() {
    changed = true;
    return lines.get(row);
  }

  void moveTo(int newRow, int newColumn) {
    row = Math.max(0, Math.min(lines.size() - 1, newRow));
    column = Math.max(0, Math.min(lines.get(row).length(), newColumn));
  }

  void move(int down, int right) {
    int target = column + right;
    if (target < 0 && row > 0) {
      moveTo(row - 1, Integer.MAX_VALUE);
    } else if (target > lines.get(row).length() && row < lines.size() - 1 && right > 0) {
      moveTo(row + 1, 0);
    } else {
      moveTo(row + down, target);
    }
  }

  void insert(String text) {
    for (String part : text.split("(?<=\n)|(?=\n)")) {
      if (part.equals("\n")) {
        String rest = current().substring(column);
        current().setLength(column);
        lines.add(row + 1, new StringBuilder(rest));
        moveTo(row + 1, 0);
      } else {
        current().insert(column, part);
        column += part.length();
      }
    }
  }

  /** The character under the cursor goes, or the end of the line. */
  void delete() {
    if (column < lines.get(row).length()) {
      current().deleteCharAt(column);
    } else if (row < lines.size() - 1) {
      current().append(lines.remove(row + 1));
    }
  }

  void backspace() {
    if (row > 0 || column > 0) {
      move(0, -1);
      delete();
    }
  }

  /** Takes the line of the cursor out. */
  String cutLine() {
    String cut = current() + "\n";
    lines.remove(row);
    if (lines.isEmpty()) {
      lines.add(new StringBuilder());
    }
    moveTo(row, 0);
    return cut;
  }

  /** Cuts the line of the cursor there. */
  void cutToEnd() {
    current().setLength(column);
  }

  /** Goes to where a word is next, around the end of the text; false when it is nowhere. */
  boolean find(String word) {
    for (int i = 0; i <= lines.size(); i++) {
      int candidate = (row + i) % lines.size();
      int at = lines.get(candidate).indexOf(word, i == 0 ? column + 1 : 0);
      if (at >= 0 && !word.isEmpty()) {
        moveTo(candidate, at);
        return true;
      }
    }
    return false;
  }

  /** The rows that a screen of that size shows, the cursor's among them. */
  List<String> visible(int rows, int columns, String beyond) {
    top = Math.max(Math.min(top, row), row - rows + 1);
    List<String> shown = new ArrayList<>();
    for (int i = top; i < top + rows; i++) {
      String text = i < lines.size() ? lines.get(i).toString() : beyond;
      int from = i == row ? offset(columns) : 0;
      String part = text.substring(Math.min(from, text.length())).replace('\t', ' ');
      shown.add(part.length() > columns ? part.substring(0, columns) : part);
    }
    return shown;
  }

  /** How far the line of the cursor is moved to the left. */
  private int offset(int columns) {
    return Math.max(0, column - columns + 1);
  }

  /** The sequence that puts the terminal's cursor where this one is, from a first row on. */
  String cursor(int firstRow, int columns) {
    return "\u001b[" + (firstRow + row - top) + ";" + (column - offset(columns) + 1) + "H";
  }
}
