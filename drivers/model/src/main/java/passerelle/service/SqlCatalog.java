package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Views of PostgreSQL's on what a database holds ({@code pg_catalog}, {@code information_schema}),
 * as far as its tools need them; of what is the system's own they tell nothing.
 *
 * @param database the one that is asked
 */
record SqlCatalog(SqlStore store, String database) {
  private static final String SCHEMA = "public";

  /** A view of a name, with its schema or without that of the catalogue. */
  Optional<SqlTable> view(String name) {
    return switch (name.replaceFirst("^pg_catalog\\.", "")) {
      case "pg_database" -> Optional.of(view("datname", store.databases().stream()));
      case "pg_roles" -> Optional.of(view("rolname", Stream.of(store.owner())));
      case "pg_tables" ->
          Optional.of(
              view(
                  "schemaname tablename tableowner",
                  tables().map(table -> row(SCHEMA, table.name, store.owner()))));
      case "pg_sequences" ->
          Optional.of(
              view(
                  "schemaname sequencename sequenceowner",
                  tables()
                      .flatMap(t -> columns(t).filter(SqlTable.Column::counts).map(c -> key(t, c)))
                      .map(key -> row(SCHEMA, key + "_seq", store.owner()))));
      case "pg_indexes" ->
          Optional.of(
              view("schemaname tablename indexname indexdef", tables().flatMap(this::indexes)));
      case "information_schema.columns" ->
          Optional.of(
              view(
                  "table_schema table_name column_name data_type is_nullable column_default",
                  tables().flatMap(table -> columns(table).map(c -> column(table, c)))));
      default -> Optional.empty();
    };
  }

  private static SqlTable view(String column, Stream<?> rows) {
    List<SqlTable.Column> columns = new ArrayList<>();
    for (String name : column.split(" ")) {
      columns.add(new SqlTable.Column(name, "name", false, false, false, false, null));
    }
    SqlTable view = new SqlTable("", columns);
    rows.forEach(row -> view.rows.add(row instanceof String[] all ? all : row((String) row)));
    return view;
  }

  private static String[] row(String... values) {
    return values;
  }

  private Stream<SqlTable> tables() {
    return store.tables(database).stream();
  }

  private static Stream<SqlTable.Column> columns(SqlTable table) {
    return table.columns.stream();
  }

  /** The beginning of the names of what belongs to a column. */
  private static String key(SqlTable table, SqlTable.Column column) {
    return table.name + "_" + column.name();
  }

  private Stream<String[]> indexes(SqlTable table) {
    return columns(table)
        .filter(SqlTable.Column::unique)
        .map(
            column -> {
              String name = column.required() ? table.name + "_pkey" : key(table, column) + "_key";
              String on = SCHEMA + "." + table.name + " USING btree (" + column.name() + ")";
              return row(SCHEMA, table.name, name, "CREATE UNIQUE INDEX " + name + " ON " + on);
            });
  }

  private static String[] column(SqlTable table, SqlTable.Column column) {
    String initial = column.initial();
    if (column.counts()) {
      initial = "nextval('" + key(table, column) + "_seq'::regclass)";
    } else if (initial != null && !column.number() && !initial.equals("now()")) {
      initial = "'" + initial.replace("'", "''") + "'::" + column.type().replaceFirst("\\(.*", "");
    }
    String nullable = column.required() ? "NO" : "YES";
    return row(SCHEMA, table.name, column.name(), column.type(), nullable, initial);
  }
}
