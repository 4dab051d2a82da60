package passerelle.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code SELECT} of one table, or of what the server knows without any. */
record SqlSelect(SqlStore store, SqlWords words, Map<String, String> known) {
  private static final List<String> ENDS = List.of("from", "where", "order", "limit", "");

  /**
   * What is asked for.
   *
   * @param word a column's or a function's name, or a value
   * @param function how rows are put together: empty for each by itself
   */
  private record Item(String word, String function, Optional<String> alias) {}

  SqlAnswer run() throws SqlFault {
    List<Item> items = new ArrayList<>();
    do {
      items.add(item());
    } while (words.take(","));
    if (words.isAtEnd()) {
      return constants(items);
    }
    words.require("from");
    String name = words.name();
    SqlTable table = store.table(name, known.getOrDefault("current_database", ""));
    List<String[]> rows = new SqlWhere(store, words, table).rows();
    order(table, rows);
    if (words.take("limit")) {
      int most = Integer.parseInt(words.next().replaceAll("[^0-9]", "0"));
      rows = rows.subList(0, Math.min(most, rows.size()));
    }
    if (!words.isAtEnd()) {
      throw words.is("join") || words.is("group") ? SqlStore.unmodelled() : words.syntax();
    }
    return answer(items, table, rows);
  }

  private Item item() throws SqlFault {
    if (ENDS.contains(words.peek().toLowerCase(Locale.ROOT))) {
      throw words.syntax();
    }
    String word = words.next();
    String function = "";
    if (words.take("(")) {
      function = word.toLowerCase(Locale.ROOT);
      word = words.is(")") ? "" : words.next();
      words.require(")");
    }
    Optional<String> alias = Optional.empty();
    if (words.take("as")) {
      alias = Optional.of(words.name());
    }
    return new Item(word, function, alias);
  }

  private void order(SqlTable table, List<String[]> rows) throws SqlFault {
    if (!words.take("order")) {
      return;
    }
    words.require("by");
    Comparator<String[]> order = (a, b) -> 0;
    do {
      int at = store.column(table, words.name(), "order clause");
      Comparator<String[]> by = (a, b) -> SqlWhere.compare(a[at], b[at]);
      boolean down = words.take("desc");
      words.take("asc");
      order = order.thenComparing(down ? by.reversed() : by);
    } while (words.take(","));
    rows.sort(order);
  }

  private SqlAnswer constants(List<Item> items) throws SqlFault {
    List<SqlAnswer.Column> columns = new ArrayList<>();
    List<String> row = new ArrayList<>();
    for (Item item : items) {
      String word = item.word();
      boolean text = word.startsWith("'");
      boolean number = item.function().isEmpty() && word.matches("[0-9.]+");
      String name = item.function().isEmpty() ? word.toLowerCase(Locale.ROOT) : item.function();
      if (text || number) {
        String value = text ? word.substring(1, word.length() - 1).replace("''", "'") : word;
        columns.add(
            new SqlAnswer.Column(item.alias().orElse(value), item.alias().orElse(""), number));
        row.add(value);
      } else if (known.containsKey(name) && (item.function().isEmpty() || word.isEmpty())) {
        String value = known.get(name);
        String typed = item.function().isEmpty() ? word : item.function() + "()";
        columns.add(
            new SqlAnswer.Column(
                item.alias().orElse(typed), item.alias().orElse(name), value.matches("[0-9]+")));
        row.add(value);
      } else if (item.function().isEmpty() && word.matches("[A-Za-z_].*")) {
        throw new SqlFault(SqlFault.Kind.NO_COLUMN, store.dialect().noColumn(word, "field list"));
      } else {
        throw SqlStore.unmodelled();
      }
    }
    return SqlAnswer.rows(columns, List.of(new String[][] {row.toArray(String[]::new)}));
  }

  private SqlAnswer answer(List<Item> items, SqlTable table, List<String[]> rows) throws SqlFault {
    List<SqlAnswer.Column> columns = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<String> together = new ArrayList<>();
    for (Item item : items) {
      if (item.word().equals("*") && item.function().isEmpty()) {
        for (int i = 0; i < table.columns.size(); i++) {
          SqlTable.Column column = table.columns.get(i);
          columns.add(new SqlAnswer.Column(column.name(), column.name(), column.number()));
          places.add(i);
        }
      } else if (item.function().isEmpty()) {
        int at = store.column(table, item.word(), "field list");
        String name = item.alias().orElse(table.columns.get(at).name());
        columns.add(new SqlAnswer.Column(name, name, table.columns.get(at).number()));
        places.add(at);
      } else {
        String typed = item.function() + "(" + item.word() + ")";
        columns.add(
            new SqlAnswer.Column(
                item.alias().orElse(typed), item.alias().orElse(item.function()), true));
        together.add(together(item, table, rows));
      }
    }
    if (!together.isEmpty()) {
      if (!places.isEmpty()) {
        throw SqlStore.unmodelled();
      }
      return SqlAnswer.rows(columns, List.of(new String[][] {together.toArray(String[]::new)}));
    }
    List<String[]> out = new ArrayList<>();
    for (String[] row : rows) {
      out.add(places.stream().map(at -> row[at]).toArray(String[]::new));
    }
    return SqlAnswer.rows(columns, out);
  }

  private String together(Item item, SqlTable table, List<String[]> rows) throws SqlFault {
    if (item.function().equals("count") && item.word().equals("*")) {
      return "" + rows.size();
    }
    int at = store.column(table, item.word(), "field list");
    List<String> values = rows.stream().map(row -> row[at]).filter(v -> v != null).toList();
    return switch (item.function()) {
      case "count" -> "" + values.size();
      case "max" -> values.stream().max(SqlWhere::compare).orElse(null);
      case "min" -> values.stream().min(SqlWhere::compare).orElse(null);
      case "sum" -> {
        boolean numbers = values.stream().allMatch(v -> v.matches("-?[0-9]{1,9}"));
        if (!numbers) {
          throw SqlStore.unmodelled();
        }
        yield values.isEmpty() ? null : "" + values.stream().mapToLong(Long::parseLong).sum();
      }
      default -> throw SqlStore.unmodelled();
    };
  }
}
