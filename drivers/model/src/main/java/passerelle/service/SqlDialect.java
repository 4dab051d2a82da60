package passerelle.service;

/** The words in which a server complains, and what else is its own. */
enum SqlDialect {
  POSTGRES {
    @Override
    String noTable(String database, String table) {
      return "relation \"" + table + "\" does not exist";
    }

    @Override
    String noColumn(String column, String place) {
      return "column \"" + column + "\" does not exist";
    }

    @Override
    String tableExists(String table) {
      return "relation \"" + table + "\" already exists";
    }

    @Override
    String databaseExists(String database) {
      return "database \"" + database + "\" already exists";
    }

    @Override
    String noDatabase(String database) {
      return "database \"" + database + "\" does not exist";
    }

    @Override
    String duplicate(String table, String column, String value, boolean primary) {
      String key = primary ? "_pkey" : "_" + column + "_key";
      return "duplicate key value violates unique constraint \"" + table + key + '"';
    }

    @Override
    String isNull(String table, String column) {
      return "null value in column \"%s\" of relation \"%s\" violates not-null constraint"
          .formatted(column, table);
    }

    @Override
    String syntax(String at, String rest) {
      return at.isEmpty()
          ? "syntax error at end of input"
          : "syntax error at or near \"" + at + '"';
    }
  },
  MYSQL {
    @Override
    String noTable(String database, String table) {
      return "Table '" + database + "." + table + "' doesn't exist";
    }

    @Override
    String noColumn(String column, String place) {
      return "Unknown column '" + column + "' in '" + place + "'";
    }

    @Override
    String tableExists(String table) {
      return "Table '" + table + "' already exists";
    }

    @Override
    String databaseExists(String database) {
      return "Can't create database '" + database + "'; database exists";
    }

    @Override
    String noDatabase(String database) {
      return "Unknown database '" + database + "'";
    }

    @Override
    String duplicate(String table, String column, String value, boolean primary) {
      String key = table + "." + (primary ? "PRIMARY" : column);
      return "Duplicate entry '" + value + "' for key '" + key + "'";
    }

    @Override
    String isNull(String table, String column) {
      return "Column '" + column + "' cannot be null";
    }

    @Override
    String syntax(String at, String rest) {
      return "You have an error in your SQL syntax; check the manual that corresponds to your MySQL"
          + " server version for the right syntax to use near '"
          + rest
          + "' at line 1";
    }
  };

  abstract String noTable(String database, String table);

  /**
   * A column that is not there.
   *
   * @param place the clause that names it, such as {@code field list}
   */
  abstract String noColumn(String column, String place);

  abstract String tableExists(String table);

  abstract String databaseExists(String database);

  abstract String noDatabase(String database);

  abstract String duplicate(String table, String column, String value, boolean primary);

  abstract String isNull(String table, String column);

  /**
   * What cannot be read.
   *
   * @param at the word that does not fit; empty at the end
   * @param rest all from there on
   */
  abstract String syntax(String at, String rest);
}
