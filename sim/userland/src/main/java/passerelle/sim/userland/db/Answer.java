package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.text.Align;

/**
 * What a server answered to one command: an error, rows, or that it is done.
 *
 * @param error the server's complaint
 * @param names of the columns; none of a command that asks nothing
 * @param numbers whether a column has numbers
 * @param rows their values, null for none
 * @param tag what was done, as PostgreSQL says it
 */
record Answer(
    Optional<String> error,
    List<String> names,
    List<Boolean> numbers,
    List<String[]> rows,
    String tag) {

  static Answer error(String text) {
    return new Answer(Optional.of(text), List.of(), List.of(), List.of(), "");
  }

  private static String shown(String value, String none) {
    return value == null ? none : value;
  }

  private int width(int column, boolean titled, String none) {
    int width = titled ? names.get(column).length() : 0;
    for (String[] row : rows) {
      for (String line : shown(row[column], none).split("\n", -1)) {
        width = Math.max(width, line.length());
      }
    }
    return width;
  }

  /** How many rows there are, as psql says it. */
  String count() {
    return rows.size() == 1 ? "(1 row)" : "(" + rows.size() + " rows)";
  }

  /**
   * As psql prints it (fe_utils/print.c, aligned).
   *
   * @param bare the rows alone
   */
  String asPsql(boolean bare) {
    return names.isEmpty() ? tag + "\n" : aligned(bare) + (bare ? "\n" : count() + "\n\n");
  }

  /** The same below a title, without the number of rows. */
  String asPsql(String title) {
    String table = aligned(false);
    int free = table.split("\n")[1].length() - title.length();
    return " ".repeat(Math.max(0, free / 2)) + title + "\n" + table;
  }

  private String aligned(boolean bare) {
    StringBuilder out = new StringBuilder();
    List<String> head = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    int[] widths = new int[names.size()];
    for (int i = 0; i < names.size(); i++) {
      // The name counts although it is not shown (fe_utils/print.c:print_aligned_text).
      widths[i] = width(i, true, "");
      int left = (widths[i] - names.get(i).length()) / 2;
      int right = widths[i] - names.get(i).length() - left;
      head.add(" " + " ".repeat(left) + names.get(i) + " ".repeat(right) + " ");
      rule.add("-".repeat(widths[i] + 2));
    }
    if (!bare) {
      out.append(String.join("|", head)).append('\n').append(String.join("+", rule)).append('\n');
    }
    rows.forEach(row -> out.append(lines(row, widths)));
    return out.toString();
  }

  /** The lines of a row: a value of several lines goes on behind a plus. */
  private String lines(String[] row, int[] widths) {
    StringBuilder out = new StringBuilder();
    boolean more = true;
    for (int line = 0; more; line++) {
      List<String> cells = new ArrayList<>();
      more = false;
      for (int i = 0; i < row.length; i++) {
        String[] parts = shown(row[i], "").split("\n", -1);
        String value = line < parts.length ? parts[line] : "";
        boolean goesOn = line + 1 < parts.length;
        boolean last = i == row.length - 1 && !goesOn;
        String pad = " ".repeat(widths[i] - value.length());
        String cell = numbers.get(i) ? pad + value : value + (last ? "" : pad);
        cells.add(" " + cell + (goesOn ? "+" : last ? "" : " "));
        more |= goesOn;
      }
      out.append(String.join("|", cells)).append('\n');
    }
    return out.toString();
  }

  /** As psql prints it with {@code \\x}: a line for each value. */
  String asPsqlRecords() {
    if (names.isEmpty()) {
      return tag + "\n";
    }
    int name = names.stream().mapToInt(String::length).max().orElse(0);
    int value = 0;
    for (int i = 0; i < names.size(); i++) {
      value = Math.max(value, width(i, false, ""));
    }
    StringBuilder out = new StringBuilder(rows.isEmpty() ? "(0 rows)\n" : "");
    for (int number = 1; number <= rows.size(); number++) {
      String head = "-[ RECORD " + number + " ]";
      head += "-".repeat(Math.max(0, name + 1 - head.length()));
      head += head.length() == name + 1 ? "+" : "";
      out.append(head).append("-".repeat(Math.max(0, name + value + 3 - head.length())));
      out.append('\n');
      for (int i = 0; i < names.size(); i++) {
        String pad = " ".repeat(name - names.get(i).length());
        String shown = shown(rows.get(number - 1)[i], "");
        out.append(names.get(i)).append(pad).append(" | ").append(shown).append('\n');
      }
    }
    return out + "\n";
  }

  /** As psql prints it with {@code -A}. */
  String asPsqlLines(boolean bare) {
    if (names.isEmpty()) {
      return tag + "\n";
    }
    StringBuilder out = new StringBuilder(bare ? "" : String.join("|", names) + "\n");
    for (String[] row : rows) {
      List<String> cells = new ArrayList<>();
      for (String value : row) {
        cells.add(shown(value, ""));
      }
      out.append(String.join("|", cells)).append('\n');
    }
    return out + (bare ? "" : count() + "\n");
  }

  /** As mysql prints it at a terminal (client/mysql.cc:print_table_data). */
  String asMysqlTable() {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder head = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("+");
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      int width = width(i, true, "NULL");
      head.append(' ').append(Align.left(names.get(i), width));
      head.append(" |");
      rule.append(String.join("", Collections.nCopies(width + 2, "-"))).append('+');
    }
    for (String[] row : rows) {
      values.append('|');
      for (int i = 0; i < row.length; i++) {
        String value = shown(row[i], "NULL");
        String pad = " ".repeat(width(i, true, "NULL") - value.length());
        values.append(' ').append(numbers.get(i) ? pad + value : value + pad).append(" |");
      }
      values.append('\n');
    }
    return rule + "\n" + head + "\n" + rule + "\n" + values + rule + "\n";
  }

  /**
   * As mysql prints it where nobody looks.
   *
   * @param bare without the names
   */
  String asMysqlLines(boolean bare) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(bare ? "" : String.join("\t", names) + "\n");
    for (String[] row : rows) {
      List<String> cells = new ArrayList<>();
      for (String value : row) {
        cells.add(shown(value, "NULL"));
      }
      out.append(String.join("\t", cells)).append('\n');
    }
    return out.toString();
  }
}
