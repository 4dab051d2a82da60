package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code INSERT}: rows of values, and what a table gives those that are not named.
 *
 * @param words behind the table's name
 */
record SqlInsert(SqlStore store, SqlWords words, SqlTable table) {
  private static final int MOST_ROWS = 10_000;

  SqlAnswer run() throws SqlFault {
    List<Integer> places = places();
    words.require("values");
    int count = 0;
    do {
      insert(places, count + 1);
      count++;
    } while (words.take(","));
    if (!words.isAtEnd()) {
      throw words.syntax();
    }
    return SqlAnswer.done("INSERT 0 " + count, count);
  }

  /** The columns that are meant, all of them where none is named. */
  private List<Integer> places() throws SqlFault {
    if (!words.take("(")) {
      return IntStream.range(0, table.columns.size()).boxed().toList();
    }
    List<Integer> places = new ArrayList<>();
    do {
      places.add(store.column(table, words.name(), "field list"));
    } while (words.take(","));
    words.require(")");
    return places;
  }

  private void insert(List<Integer> places, int number) throws SqlFault {
    words.require("(");
    String[] row = new String[table.columns.size()];
    boolean[] given = new boolean[row.length];
    int at = 0;
    do {
      if (at >= places.size()) {
        throw count(number);
      }
      boolean initial = words.take("default");
      given[places.get(at)] = !initial;
      if (!initial) {
        row[places.get(at)] = store.literal(words);
      }
      at++;
    } while (words.take(","));
    words.require(")");
    if (at < places.size() && store.dialect() == SqlDialect.MYSQL) {
      throw count(number);
    }
    add(row, given);
  }

  private SqlFault count(int row) {
    return new SqlFault(
        SqlFault.Kind.COUNT,
        store.dialect() == SqlDialect.POSTGRES
            ? "INSERT has more expressions than target columns"
            : "Column count doesn't match value count at row " + row);
  }

  private void add(String[] row, boolean[] given) throws SqlFault {
    for (int i = 0; i < row.length; i++) {
      SqlTable.Column column = table.columns.get(i);
      if (!given[i]) {
        boolean now = column.initial() != null && column.initial().equals("now()");
        row[i] = column.counts() ? "" + ++table.last : now ? store.date() : column.initial();
      }
      check(column, i, row);
    }
    if (table.rows.size() >= MOST_ROWS) {
      throw SqlStore.unmodelled();
    }
    table.rows.add(row);
  }

  private void check(SqlTable.Column column, int at, String[] row) throws SqlFault {
    if (row[at] == null && column.required()) {
      String text = store.dialect().isNull(table.name, column.name());
      throw new SqlFault(SqlFault.Kind.NULL, text);
    }
    if (column.unique()
        && row[at] != null
        && table.rows.stream().anyMatch(r -> row[at].equals(r[at]))) {
      boolean primary = column.required();
      throw new SqlFault(
          SqlFault.Kind.DUPLICATE,
          store.dialect().duplicate(table.name, column.name(), row[at], primary));
    }
  }
}
