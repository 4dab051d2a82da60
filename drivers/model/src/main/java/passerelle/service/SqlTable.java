package passerelle.service;

import java.util.ArrayList;
import java.util.List;

/** A table: columns, and rows in the order in which they came. A null is a value like others. */
final class SqlTable {
  /**
   * A column.
   *
   * @param type as PostgreSQL calls it
   * @param number its values are numbers
   * @param counts a value left out is the next number
   * @param initial what stands where a value is left out; null for nothing
   */
  record Column(
      String name,
      String type,
      boolean number,
      boolean counts,
      boolean required,
      boolean unique,
      String initial) {}

  final String name;
  final List<Column> columns;
  final List<String[]> rows = new ArrayList<>();
  long last;

  SqlTable(String name, List<Column> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /** The position of a column; -1 for none. */
  int column(String wanted) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
