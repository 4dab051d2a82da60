package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;

/**
 * The commands of psql that begin with a backslash and ask the server (psql(1), "Meta-Commands"),
 * as version 17 answers them.
 */
record PsqlMeta(Process self, PgClient client) {
  /** The server has ended the session. */
  static final class Lost extends Exception {}

  private static final String PUBLIC = " where schemaname = 'public'";

  private static final String PRIMARY = "_pkey";

  /** Databases, and who may do what with those that are templates. */
  int databases() throws Lost {
    String owner =
        rows("select rolname from pg_roles").stream().map(row -> row[0]).findFirst().orElse("");
    List<String[]> all = new ArrayList<>();
    for (String[] row : rows("select datname from pg_database order by datname")) {
      boolean template = row[0].startsWith("template");
      String rights = template ? "=c/" + owner + "\n" + owner + "=CTc/" + owner : "";
      String locale = "en_US.utf8";
      all.add(new String[] {row[0], owner, "UTF8", "libc", locale, locale, "", "", rights});
    }
    String head =
        "Name,Owner,Encoding,Locale Provider,Collate,Ctype,Locale,ICU Rules,Access privileges";
    return counted("List of databases", table(head, all));
  }

  /** Roles, of which there is one. */
  int roles() throws Lost {
    List<String[]> all =
        rows("select rolname from pg_roles").stream()
            .map(
                row ->
                    new String[] {
                      row[0], "Superuser, Create role, Create DB, Replication, Bypass RLS"
                    })
            .toList();
    return self.stdout()
        .print(table("Role name,Attributes", all).asPsql("List of roles") + "\n", 0);
  }

  /**
   * Tables.
   *
   * @param sequences those that count for their columns as well
   */
  int relations(boolean sequences) throws Lost {
    List<String[]> all = new ArrayList<>();
    rows("select tablename, tableowner from pg_tables" + PUBLIC)
        .forEach(row -> all.add(new String[] {"public", row[0], "table", row[1]}));
    if (sequences) {
      rows("select sequencename, sequenceowner from pg_sequences" + PUBLIC)
          .forEach(row -> all.add(new String[] {"public", row[0], "sequence", row[1]}));
    }
    if (all.isEmpty()) {
      return self.stderr().print("Did not find any relations.\n", 0);
    }
    all.sort(Comparator.comparing(row -> row[1]));
    return counted("List of relations", table("Schema,Name,Type,Owner", all));
  }

  /** A table's columns, and its indexes. */
  int relation(String name) throws Lost {
    String table = name.replaceFirst("^public\\.", "").replaceAll("[^\\w$]", "");
    List<String[]> columns = new ArrayList<>();
    String asked = "select column_name, data_type, is_nullable, column_default from";
    for (String[] row :
        rows(asked + " information_schema.columns where table_name = '" + table + "'")) {
      String required = row[2].equals("NO") ? "not null" : "";
      columns.add(new String[] {row[0], row[1], "", required, row[3]});
    }
    if (columns.isEmpty()) {
      return self.stderr().print("Did not find any relation named \"" + name + "\".\n", 1);
    }
    Answer shown = table("Column,Type,Collation,Nullable,Default", columns);
    StringBuilder out = new StringBuilder(shown.asPsql("Table \"public." + table + "\""));
    String which = "select indexname, indexdef from pg_indexes where tablename = '" + table + "'";
    List<String[]> indexes = new ArrayList<>(rows(which + " order by indexname"));
    indexes.sort(Comparator.comparing(index -> !index[0].endsWith(PRIMARY)));
    for (String[] index : indexes) {
      String kind = index[0].endsWith(PRIMARY) ? "PRIMARY KEY" : "UNIQUE CONSTRAINT";
      String on = index[1].replaceFirst(".* USING ", "");
      out.append(index == indexes.get(0) ? "Indexes:\n" : "");
      out.append("    \"" + index[0] + "\" " + kind + ", " + on + "\n");
    }
    return self.stdout().print(out + "\n", 0);
  }

  private int counted(String title, Answer answer) {
    return self.stdout().print(answer.asPsql(title) + answer.count() + "\n\n", 0);
  }

  private static Answer table(String names, List<String[]> rows) {
    List<String> head = List.of(names.split(","));
    List<Boolean> texts = Collections.nCopies(head.size(), false);
    return new Answer(Optional.empty(), head, texts, rows, "");
  }

  private List<String[]> rows(String sql) throws Lost {
    List<Answer> answers = client.ask(sql).orElseThrow(Lost::new);
    return answers.stream().flatMap(answer -> answer.rows().stream()).toList();
  }
}
