package passerelle.service;

/** Why a database does not do something. */
final class SqlFault extends Exception {
  /** What is wrong, for which each server has its own words. */
  enum Kind {
    SYNTAX("42601", 1064, "42000"),
    NO_TABLE("42P01", 1146, "42S02"),
    NO_COLUMN("42703", 1054, "42S22"),
    TABLE_EXISTS("42P07", 1050, "42S01"),
    DATABASE_EXISTS("42P04", 1007, "HY000"),
    NO_DATABASE("3D000", 1049, "42000"),
    DUPLICATE("23505", 1062, "23000"),
    NULL("23502", 1048, "23000"),
    DENIED("28000", 1045, "28000"),
    COUNT("42601", 1136, "21S01"),
    UNMODELLED("0A000", 1235, "42000");

    private final String sqlState;
    private final int number;
    private final String mysqlState;

    Kind(String sqlState, int number, String mysqlState) {
      this.sqlState = sqlState;
      this.number = number;
      this.mysqlState = mysqlState;
    }

    /** PostgreSQL's SQLSTATE (appendix A of its manual). */
    String sqlState() {
      return sqlState;
    }

    /** MySQL's error number. */
    int number() {
      return number;
    }

    /** MySQL's SQLSTATE. */
    String mysqlState() {
      return mysqlState;
    }
  }

  private final Kind kind;
  private int position;

  SqlFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Where in the command it lies, from 1; 0 when that is not told. */
  int position() {
    return position;
  }

  SqlFault at(int place) {
    position = place;
    return this;
  }

  Kind kind() {
    return kind;
  }
}
