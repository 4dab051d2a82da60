package passerelle.service;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Which rows of a table a command is about. */
record SqlWhere(SqlStore store, SqlWords words, SqlTable table) {
  /** Those for which what stands behind {@code WHERE} holds; all without it. */
  List<String[]> rows() throws SqlFault {
    if (!words.take("where")) {
      return new ArrayList<>(table.rows);
    }
    Predicate<String[]> holds = either();
    return new ArrayList<>(table.rows.stream().filter(holds).toList());
  }

  private Predicate<String[]> either() throws SqlFault {
    Predicate<String[]> holds = both();
    while (words.take("or")) {
      holds = holds.or(both());
    }
    return holds;
  }

  private Predicate<String[]> both() throws SqlFault {
    Predicate<String[]> holds = one();
    while (words.take("and")) {
      holds = holds.and(one());
    }
    return holds;
  }

  private Predicate<String[]> one() throws SqlFault {
    if (words.take("not")) {
      return one().negate();
    }
    if (words.take("(")) {
      Predicate<String[]> inner = either();
      words.require(")");
      return inner;
    }
    int at = store.column(table, words.name(), "where clause");
    if (words.take("is")) {
      boolean not = words.take("not");
      words.require("null");
      return row -> (row[at] == null) != not;
    }
    boolean not = words.take("not");
    if (words.take("in")) {
      List<String> values = new ArrayList<>();
      words.require("(");
      do {
        values.add(store.literal(words));
      } while (words.take(","));
      words.require(")");
      return row -> values.stream().anyMatch(v -> compare(row[at], v) == 0) != not;
    }
    if (words.take("like") || words.take("ilike")) {
      String pattern = store.literal(words);
      String regex =
          pattern
              .replaceAll("([.\\\\^$|?*+()\\[\\]{}])", "\\\\$1")
              .replace("%", ".*")
              .replace('_', '.');
      boolean mysql = store.dialect() == SqlDialect.MYSQL;
      String flags = mysql ? "(?is)" : "(?s)";
      return row -> row[at] != null && row[at].matches(flags + regex) != not;
    }
    String sign = words.next();
    String value = store.literal(words);
    return switch (sign.toLowerCase(Locale.ROOT)) {
      case "=" -> row -> both(row[at], value) && compare(row[at], value) == 0;
      case "<>", "!=" -> row -> both(row[at], value) && compare(row[at], value) != 0;
      case "<" -> row -> both(row[at], value) && compare(row[at], value) < 0;
      case "<=" -> row -> both(row[at], value) && compare(row[at], value) <= 0;
      case ">" -> row -> both(row[at], value) && compare(row[at], value) > 0;
      case ">=" -> row -> both(row[at], value) && compare(row[at], value) >= 0;
      default -> throw SqlStore.unmodelled();
    };
  }

  /** Nothing is equal to null, nor different. */
  private static boolean both(String a, String b) {
    return a != null && b != null;
  }

  /** Numbers by their value, others by their letters; null comes last. */
  static int compare(String a, String b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? 1 : -1;
    }
    String number = "-?[0-9]{1,30}(\\.[0-9]{1,30})?";
    return a.matches(number) && b.matches(number)
        ? new BigDecimal(a).compareTo(new BigDecimal(b))
        : a.compareTo(b);
  }
}
