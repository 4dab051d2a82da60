package passerelle.service;

import java.util.List;
import java.util.Optional;

/**
 * What a database says to a command.
 *
 * @param columns of what a query found; empty for a command
 * @param rows their values, null for none
 * @param tag what was done, as PostgreSQL says it
 * @param changed how many rows a command has changed
 * @param error why nothing was done
 */
record SqlAnswer(
    List<Column> columns, List<String[]> rows, String tag, int changed, Optional<SqlFault> error) {

  /**
   * A column of the answer.
   *
   * @param expression as it was typed
   * @param name a column's or a function's name; empty for a number or a text
   * @param number it holds numbers
   */
  record Column(String expression, String name, boolean number) {}

  static SqlAnswer done(String tag, int changed) {
    return new SqlAnswer(List.of(), List.of(), tag, changed, Optional.empty());
  }

  static SqlAnswer rows(List<Column> columns, List<String[]> rows) {
    return new SqlAnswer(columns, rows, "SELECT " + rows.size(), 0, Optional.empty());
  }

  static SqlAnswer refused(SqlFault fault) {
    return new SqlAnswer(List.of(), List.of(), "", 0, Optional.of(fault));
  }
}
