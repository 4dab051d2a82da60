package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the columns of {@code CREATE TABLE}, the parenthesis before them read. */
record SqlColumns(SqlWords words) {
  List<SqlTable.Column> read() throws SqlFault {
    List<SqlTable.Column> columns = new ArrayList<>();
    do {
      if (words.is("primary")
          || words.is("unique")
          || words.is("foreign")
          || words.is("constraint")
          || words.is("key")
          || words.is("index")) {
        constraint(columns);
      } else {
        columns.add(column());
      }
    } while (words.take(","));
    words.require(")");
    return columns;
  }

  /** One that stands by itself and names columns. */
  private void constraint(List<SqlTable.Column> columns) throws SqlFault {
    boolean primary = words.is("primary");
    boolean unique = primary || words.is("unique");
    while (!words.is("(") && !words.isAtEnd()) {
      words.next();
    }
    if (!unique) {
      while (!words.isAtEnd() && !words.is(",") && !words.is(")")) {
        if (words.is("(")) {
          words.skipParentheses();
        } else {
          words.next();
        }
      }
      return;
    }
    words.require("(");
    String name = words.name();
    for (int i = 0; i < columns.size(); i++) {
      SqlTable.Column c = columns.get(i);
      if (c.name().equals(name)) {
        boolean required = primary || c.required();
        columns.set(
            i,
            new SqlTable.Column(
                name, c.type(), c.number(), c.counts(), required, true, c.initial()));
      }
    }
    while (!words.take(")")) {
      words.next();
    }
  }

  private SqlTable.Column column() throws SqlFault {
    String name = words.name();
    String type = words.name().toLowerCase(Locale.ROOT);
    type = words.take("varying") ? "varchar" : type;
    String size = words.is("(") ? size() : "";
    type = words.takeAll("with", "time", "zone") ? "timestamptz" : type;
    boolean number =
        type.matches(
            "(small|big|tiny)?int(eger)?[248]?|(big|small)?serial|numeric|decimal|real|float|double");
    boolean counts = type.endsWith("serial");
    boolean required = counts;
    boolean unique = false;
    String initial = null;
    while (!words.isAtEnd() && !words.is(",") && !words.is(")")) {
      if (words.takeAll("primary", "key")) {
        required = true;
        unique = true;
      } else if (words.take("unique")) {
        unique = true;
      } else if (words.takeAll("not", "null")) {
        required = true;
      } else if (words.take("auto_increment") || words.take("identity")) {
        counts = true;
      } else if (words.take("default")) {
        initial = initial();
      } else if (words.is("(")) {
        words.skipParentheses();
      } else {
        words.next();
      }
    }
    return new SqlTable.Column(name, type(type, size), number, counts, required, unique, initial);
  }

  private String size() throws SqlFault {
    StringBuilder size = new StringBuilder();
    do {
      size.append(words.next());
    } while (size.charAt(size.length() - 1) != ')' && !words.isAtEnd());
    return size.toString();
  }

  /** The name that PostgreSQL has for a type ({@code format_type}). */
  private String type(String typed, String size) {
    String name =
        switch (typed) {
          case "int", "int4", "serial" -> "integer";
          case "int8", "bigserial" -> "bigint";
          case "int2", "smallserial" -> "smallint";
          case "varchar" -> "character varying";
          case "char" -> "character";
          case "bool" -> "boolean";
          case "decimal" -> "numeric";
          case "float", "float8", "double" -> "double precision";
          case "timestamp", "time" -> typed + " without time zone";
          case "timestamptz" -> "timestamp with time zone";
          default -> typed;
        };
    return name + (name.equals("character") && size.isEmpty() ? "(1)" : size);
  }

  private String initial() throws SqlFault {
    String word = words.next();
    if (word.equalsIgnoreCase("now") || word.equalsIgnoreCase("current_timestamp")) {
      words.skipParentheses();
      return "now()";
    }
    if (word.equalsIgnoreCase("null")) {
      return null;
    }
    return word.startsWith("'") ? word.substring(1, word.length() - 1) : word;
  }
}
