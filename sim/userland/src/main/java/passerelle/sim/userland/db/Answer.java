package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a server answered to a query: an error, or one row.
 *
 * @param error the server's complaint
 * @param names of the columns
 * @param numbers whether a column has numbers
 * @param row its values
 */
record Answer(Optional<String> error, List<String> names, List<Boolean> numbers, List<String> row) {

  static Answer error(String text) {
    return new Answer(Optional.of(text), List.of(), List.of(), List.of());
  }

  private int width(int column) {
    return Math.max(names.get(column).length(), row.get(column).length());
  }

  /**
   * As psql prints it (fe_utils/print.c, aligned).
   *
   * @param bare the row alone
   */
  String asPsql(boolean bare) {
    List<String> head = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int width = bare ? row.get(i).length() : width(i);
      int left = (width - names.get(i).length()) / 2;
      if (!bare) {
        int right = width - names.get(i).length() - left;
        head.add(" " + " ".repeat(left) + names.get(i) + " ".repeat(right) + " ");
        rule.add("-".repeat(width + 2));
      }
      String pad = " ".repeat(width - row.get(i).length());
      boolean last = i == names.size() - 1;
      String cell = numbers.get(i) ? pad + row.get(i) : row.get(i) + (last ? "" : pad);
      cells.add(" " + cell + (last ? "" : " "));
    }
    String values = String.join("|", cells) + "\n";
    return bare
        ? values + "\n"
        : String.join("|", head) + "\n" + String.join("+", rule) + "\n" + values + "(1 row)\n\n";
  }

  /** As mysql prints it at a terminal (client/mysql.cc:print_table_data). */
  String asMysqlTable() {
    StringBuilder head = new StringBuilder("|");
    StringBuilder values = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("+");
    for (int i = 0; i < names.size(); i++) {
      String space = " ".repeat(width(i) - names.get(i).length());
      String pad = " ".repeat(width(i) - row.get(i).length());
      head.append(' ').append(names.get(i)).append(space).append(" |");
      String cell = numbers.get(i) ? pad + row.get(i) : row.get(i) + pad;
      values.append(' ').append(cell).append(" |");
      rule.append(String.join("", Collections.nCopies(width(i) + 2, "-"))).append('+');
    }
    return rule + "\n" + head + "\n" + rule + "\n" + values + "\n" + rule + "\n";
  }

  /** As mysql prints it where nobody looks. */
  String asMysqlLines() {
    return String.join("\t", names) + "\n" + String.join("\t", row) + "\n";
  }
}
