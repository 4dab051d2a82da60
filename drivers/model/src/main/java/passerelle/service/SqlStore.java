package passerelle.service;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The databases of a server, in memory; a {@link SqlJournal} has them outlive its process. Tables
 * with numbers and texts, made, filled, changed, asked and removed one at a time, as a course's
 * first hour needs it; no joins, groups, transactions or rights.
 */
final class SqlStore {
  private static final String UNMODELLED =
      "Passerelle models CREATE, DROP, INSERT, SELECT, UPDATE and DELETE of one table at a time";

  private final SqlDialect dialect;
  private final Supplier<String> date;
  private final Map<String, Map<String, SqlTable>> databases = new TreeMap<>();
  private String owner = "";
  private Change change = (when, database, command) -> {};

  /** The date of a command that is done again. */
  private Optional<String> then = Optional.empty();

  /** Who is told of commands that were done. */
  interface Change {
    /**
     * A command was done.
     *
     * @param when as a timestamp is written
     */
    void done(String when, String database, String command);
  }

  /**
   * Databases that are there from the beginning.
   *
   * @param date now, as a timestamp is written
   */
  SqlStore(SqlDialect dialect, Supplier<String> date, String... names) {
    this.dialect = dialect;
    this.date = () -> then.orElseGet(date);
    Arrays.stream(names).forEach(name -> databases.put(name, new TreeMap<>()));
  }

  /** Has somebody told of each command that is done from now on. */
  void onChange(Change change) {
    this.change = change;
  }

  /** Does a command as it was done at a date. */
  void again(String when, String database, String command) {
    then = Optional.of(when);
    open(database);
    run(command, Map.of("current_database", database));
    then = Optional.empty();
  }

  /** Whose all is, as far as its catalogue tells. */
  void setOwner(String role) {
    owner = role;
  }

  String owner() {
    return owner;
  }

  /** Now, or when a command that is done again was done; as a timestamp is written. */
  String date() {
    return date.get();
  }

  SqlDialect dialect() {
    return dialect;
  }

  /** Opens a database, which is made if nobody has asked for it before. */
  void open(String database) {
    databases.computeIfAbsent(database, name -> new TreeMap<>());
  }

  boolean has(String database) {
    return databases.containsKey(database);
  }

  List<String> databases() {
    return List.copyOf(databases.keySet());
  }

  List<SqlTable> tables(String database) {
    return List.copyOf(databases.getOrDefault(database, Map.of()).values());
  }

  /**
   * Does one command.
   *
   * @param known what functions return, by their names in small letters; {@code current_database}
   *     is the one that is meant
   */
  SqlAnswer run(String command, Map<String, String> known) {
    SqlWords words = new SqlWords(command, dialect);
    try {
      SqlAnswer answer = run(words, known);
      change.done(date(), known.getOrDefault("current_database", ""), command);
      return answer;
    } catch (SqlFault fault) {
      String named = fault.getMessage().replaceFirst("^[^\"']*[\"']([^\"']*)[\"'].*", "$1");
      return SqlAnswer.refused(fault.at(words.position(fault.kind(), named)));
    }
  }

  private SqlAnswer run(SqlWords words, Map<String, String> known) throws SqlFault {
    String database = known.getOrDefault("current_database", "");
    if (words.take("select")) {
      return new SqlSelect(this, words, known).run();
    }
    if (words.takeAll("create", "database")) {
      return createDatabase(words);
    }
    if (words.takeAll("drop", "database")) {
      return dropDatabase(words);
    }
    if (words.takeAll("create", "table")) {
      return createTable(words, database);
    }
    if (words.takeAll("drop", "table")) {
      return dropTable(words, database);
    }
    if (words.takeAll("insert", "into")) {
      return new SqlInsert(this, words, table(words.name(), database)).run();
    }
    if (words.take("update")) {
      return update(words, known);
    }
    if (words.takeAll("delete", "from")) {
      return delete(words, known);
    }
    if (words.take("truncate")) {
      words.take("table");
      table(words.name(), database).rows.clear();
      return SqlAnswer.done("TRUNCATE TABLE", 0);
    }
    if (dialect == SqlDialect.MYSQL && words.take("show")) {
      return show(words, database);
    }
    List<String> others = List.of("alter", "create", "grant", "begin", "commit", "set", "with");
    if (others.stream().anyMatch(words::is)) {
      throw unmodelled();
    }
    throw words.syntax();
  }

  static SqlFault unmodelled() {
    return new SqlFault(SqlFault.Kind.UNMODELLED, UNMODELLED);
  }

  /** A table of a name, or of a database and a name. */
  SqlTable table(String name, String database) throws SqlFault {
    int dot = name.lastIndexOf('.');
    String schema = dot < 0 ? "" : name.substring(0, dot);
    String in = schema.isEmpty() || schema.equals("public") ? database : schema;
    SqlTable own = databases.getOrDefault(in, Map.of()).get(name.substring(dot + 1));
    SqlTable found =
        own == null && dialect == SqlDialect.POSTGRES
            ? new SqlCatalog(this, database).view(name).orElse(null)
            : own;
    if (found == null) {
      throw new SqlFault(SqlFault.Kind.NO_TABLE, dialect.noTable(in, name.substring(dot + 1)));
    }
    return found;
  }

  private SqlAnswer createDatabase(SqlWords words) throws SqlFault {
    boolean silent = words.takeAll("if", "not", "exists");
    String name = words.name();
    if (databases.containsKey(name) && !silent) {
      throw new SqlFault(SqlFault.Kind.DATABASE_EXISTS, dialect.databaseExists(name));
    }
    open(name);
    return SqlAnswer.done("CREATE DATABASE", 1);
  }

  private SqlAnswer dropDatabase(SqlWords words) throws SqlFault {
    boolean silent = words.takeAll("if", "exists");
    String name = words.name();
    if (databases.remove(name) == null && !silent) {
      throw new SqlFault(SqlFault.Kind.NO_DATABASE, dialect.noDatabase(name));
    }
    return SqlAnswer.done("DROP DATABASE", 0);
  }

  private SqlAnswer createTable(SqlWords words, String database) throws SqlFault {
    boolean silent = words.takeAll("if", "not", "exists");
    String name = words.name();
    name = name.substring(name.lastIndexOf('.') + 1);
    open(database);
    words.require("(");
    List<SqlTable.Column> columns = new SqlColumns(words).read();
    if (databases.get(database).containsKey(name)) {
      if (silent) {
        return SqlAnswer.done("CREATE TABLE", 0);
      }
      throw new SqlFault(SqlFault.Kind.TABLE_EXISTS, dialect.tableExists(name));
    }
    databases.get(database).put(name, new SqlTable(name, columns));
    return SqlAnswer.done("CREATE TABLE", 0);
  }

  private SqlAnswer dropTable(SqlWords words, String database) throws SqlFault {
    boolean silent = words.takeAll("if", "exists");
    String name = words.name();
    boolean there = databases.getOrDefault(database, Map.of()).containsKey(name);
    if (there || !silent) {
      databases.get(database).remove(table(name, database).name);
    }
    return SqlAnswer.done("DROP TABLE", 0);
  }

  /** A number, a text, NULL, or now. */
  String literal(SqlWords words) throws SqlFault {
    if (words.take("null")) {
      return null;
    }
    if (words.take("now") || words.take("current_timestamp")) {
      words.skipParentheses();
      return date();
    }
    if (words.take("true") || words.take("false")) {
      throw unmodelled();
    }
    String sign = words.take("-") ? "-" : "";
    if (words.peek().startsWith("'")) {
      String word = words.next();
      return word.substring(1, Math.max(1, word.length() - 1)).replace("''", "'");
    }
    if (!words.peek().matches("[0-9].*")) {
      throw words.syntax();
    }
    return sign + words.next();
  }

  int column(SqlTable table, String name, String place) throws SqlFault {
    int at = table.column(name.substring(name.lastIndexOf('.') + 1));
    if (at < 0) {
      throw new SqlFault(SqlFault.Kind.NO_COLUMN, dialect.noColumn(name, place));
    }
    return at;
  }

  private SqlAnswer update(SqlWords words, Map<String, String> known) throws SqlFault {
    SqlTable table = table(words.name(), known.getOrDefault("current_database", ""));
    words.require("set");
    Map<Integer, String> values = new TreeMap<>();
    do {
      int at = column(table, words.name(), "field list");
      words.require("=");
      values.put(at, literal(words));
    } while (words.take(","));
    List<String[]> found = new SqlWhere(this, words, table).rows();
    for (String[] row : found) {
      values.forEach((at, value) -> row[at] = value);
    }
    return SqlAnswer.done("UPDATE " + found.size(), found.size());
  }

  private SqlAnswer delete(SqlWords words, Map<String, String> known) throws SqlFault {
    SqlTable table = table(words.name(), known.getOrDefault("current_database", ""));
    List<String[]> found = new SqlWhere(this, words, table).rows();
    table.rows.removeAll(found);
    return SqlAnswer.done("DELETE " + found.size(), found.size());
  }

  private SqlAnswer show(SqlWords words, String database) throws SqlFault {
    if (words.take("databases")) {
      return names("Database", databases());
    }
    if (words.take("tables")) {
      if (database.isEmpty()) {
        throw new SqlFault(SqlFault.Kind.NO_DATABASE, "No database selected");
      }
      List<String> names = tables(database).stream().map(t -> t.name).toList();
      return names("Tables_in_" + database, names);
    }
    throw unmodelled();
  }

  private static SqlAnswer names(String title, List<String> names) {
    SqlAnswer.Column column = new SqlAnswer.Column(title, title, false);
    return SqlAnswer.rows(
        List.of(column), names.stream().map(name -> new String[] {name}).toList());
  }

  /** The database of a name that {@code USE} goes to. */
  Optional<SqlFault> use(String database) {
    return has(database)
        ? Optional.empty()
        : Optional.of(new SqlFault(SqlFault.Kind.NO_DATABASE, dialect.noDatabase(database)));
  }
}
