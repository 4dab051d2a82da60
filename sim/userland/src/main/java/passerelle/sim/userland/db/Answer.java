package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
      width = Math.max(width, shown(row[column], none).length());
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
    if (names.isEmpty()) {
      return tag + "\n";
    }
    StringBuilder out = new StringBuilder();
    List<String> head = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    int[] widths = new int[names.size()];
    for (int i = 0; i < names.size(); i++) {
      widths[i] = width(i, !bare, "");
      int left = (widths[i] - names.get(i).length()) / 2;
      if (!bare) {
        int right = widths[i] - names.get(i).length() - left;
        head.add(" " + " ".repeat(left) + names.get(i) + " ".repeat(right) + " ");
        rule.add("-".repeat(widths[i] + 2));
      }
    }
    if (!bare) {
      out.append(String.join("|", head)).append('\n').append(String.join("+", rule)).append('\n');
    }
    for (String[] row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        String value = shown(row[i], "");
        String pad = " ".repeat(widths[i] - value.length());
        boolean last = i == row.length - 1;
        String cell = numbers.get(i) ? pad + value : value + (last ? "" : pad);
        cells.add(" " + cell + (last ? "" : " "));
      }
      out.append(String.join("|", cells)).append('\n');
    }
    return out + (bare ? "\n" : count() + "\n\n");
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
      head.append(' ').append(names.get(i)).append(" ".repeat(width - names.get(i).length()));
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
