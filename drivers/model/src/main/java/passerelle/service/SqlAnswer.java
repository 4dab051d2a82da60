package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the lab's database servers answer: {@code SELECT} of numbers, texts and what a server knows
 * of a connection. They have no tables.
 *
 * @param columns those of the one row
 */
record SqlAnswer(List<Column> columns) {
  /** What is said of everything else. */
  static final String REFUSAL =
      "Passerelle models no tables: SELECT of numbers, texts, version() and the connection's"
          + " addresses is all that this server knows";

  /**
   * A column of the row.
   *
   * @param expression as it was typed
   * @param name a function's name; empty for a number or a text
   * @param number it is a number
   */
  record Column(String expression, String name, String value, boolean number) {}

  /**
   * Answers a query.
   *
   * @param known what functions return, by their names in small letters
   * @return empty for what is not understood
   */
  static Optional<SqlAnswer> of(String query, Map<String, String> known) {
    String sql = query.strip().replaceFirst("\\s*;$", "");
    if (!sql.toLowerCase(Locale.ROOT).startsWith("select ")) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    for (String part : parts(sql.substring("select ".length()))) {
      Optional<Column> column = column(part.strip(), known);
      if (column.isEmpty()) {
        return Optional.empty();
      }
      columns.add(column.get());
    }
    return Optional.of(new SqlAnswer(columns));
  }

  /** Parts between commas that are in no text. */
  private static List<String> parts(String list) {
    List<String> out = new ArrayList<>();
    int start = 0;
    boolean text = false;
    for (int i = 0; i < list.length(); i++) {
      text ^= list.charAt(i) == '\'';
      if (list.charAt(i) == ',' && !text) {
        out.add(list.substring(start, i));
        start = i + 1;
      }
    }
    out.add(list.substring(start));
    return out;
  }

  private static Optional<Column> column(String expression, Map<String, String> known) {
    if (expression.matches("-?[0-9]{1,9}")) {
      return Optional.of(new Column(expression, "", expression, true));
    }
    if (expression.matches("'[^']*'")) {
      String text = expression.substring(1, expression.length() - 1);
      return Optional.of(new Column(text, "", text, false));
    }
    String function = expression.toLowerCase(Locale.ROOT).replaceFirst("\\(\\)$", "");
    return Optional.ofNullable(known.get(function))
        .map(value -> new Column(expression, function, value, value.matches("[0-9]+")));
  }
}
