package passerelle.sim.userland.db;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.text.CNumber;

/** mysql or mariadb with a person (mysql(1)): a statement ends with a semicolon. */
final class MysqlSession {
  private static final Pattern USE = Pattern.compile("(?i)(?:use|\\\\u)\\s+`?(\\w+)`?[\\s;]*");
  private static final Pattern LEAVES = Pattern.compile("(?i)(?:exit|quit|\\\\q)[\\s;]*");
  private static final double NANOSECONDS = 1e9;
  private static final String MORE = "    -> ";

  private final Process self;
  private final MySqlClient client;
  private final boolean mariadb;
  private Optional<String> database;

  /** A session that has begun, in a database or none. */
  MysqlSession(Process self, MySqlClient client, boolean mariadb, Optional<String> database) {
    this.self = self;
    this.client = client;
    this.mariadb = mariadb;
    this.database = database;
  }

  int run(MySqlClient.Greeting server) {
    self.stdout().print(banner(server));
    StringBuilder statement = new StringBuilder();
    while (true) {
      self.stdout().print(statement.isEmpty() ? prompt() : MORE);
      Optional<String> line = self.stdin().readLine();
      if (line.isEmpty() || statement.isEmpty() && LEAVES.matcher(line.get().strip()).matches()) {
        client.close();
        return self.stdout().print("Bye\n", 0);
      }
      statement.append(line.get());
      String typed = statement.toString().strip();
      if (typed.endsWith("\\c")) {
        self.stdout().print("\n");
        statement.setLength(0);
      } else if (typed.matches("(?s).*(?:;|\\\\[gG])") || USE.matcher(typed).matches()) {
        statement.setLength(0);
        if (!answer(typed.replaceFirst("(?:;|\\\\[gG])$", "").strip())) {
          return self.stderr().print("ERROR 2013 (HY000): Lost connection to server\n", 1);
        }
      } else if (typed.isEmpty()) {
        statement.setLength(0);
      }
    }
  }

  private String prompt() {
    return mariadb ? "MariaDB [" + database.orElse("(none)") + "]> " : "mysql> ";
  }

  private String banner(MySqlClient.Greeting server) {
    String name = mariadb ? "MariaDB" : "MySQL";
    return "Welcome to the %s monitor.  Commands end with ; or \\g.\nYour %s".formatted(name, name)
        + " connection id is "
        + server.thread()
        + "\nServer version: "
        + server.version()
        + (server.version().contains("MariaDB")
            ? " mariadb.org binary distribution"
            : " MySQL Community Server - GPL")
        + (mariadb
            ? "\n\nCopyright (c) 2000, 2018, Oracle, MariaDB Corporation Ab and others."
            : "\n\n"
                + "Copyright (c) 2000, 2025, Oracle and/or its affiliates.\n\n"
                + "Oracle is a registered trademark of Oracle Corporation and/or its\n"
                + "affiliates. Other names may be trademarks of their respective\n"
                + "owners.")
        + "\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input"
        + " statement.\n\n";
  }

  /** Whether the server is still there. */
  private boolean answer(String statement) {
    if (statement.isEmpty()) {
      return refused(": \nNo query specified\n");
    }
    Matcher use = USE.matcher(statement);
    long begun = self.now();
    Optional<Answer> answer = use.matches() ? client.open(use.group(1)) : client.ask(statement);
    if (answer.isEmpty()) {
      return false;
    }
    Optional<String> error = answer.get().error();
    if (error.isPresent()) {
      return refused(error.get().replace(" at line 1", ""));
    }
    if (use.matches()) {
      database = Optional.of(use.group(1));
      self.stdout().print("Database changed\n");
      return true;
    }
    String seconds = CNumber.fixed((self.now() - begun) / NANOSECONDS, 3);
    self.stdout().print(told(answer.get()) + " (" + seconds + " sec)\n\n");
    return true;
  }

  /** The server goes on hearing after an error, and so does the person. */
  private boolean refused(String error) {
    self.stdout().print("ERROR" + (error.startsWith(":") ? "" : " ") + error + "\n");
    return true;
  }

  private static String told(Answer answer) {
    if (answer.names().isEmpty()) {
      return "Query OK, " + rows(answer.tag()) + " affected";
    }
    return answer.rows().isEmpty()
        ? "Empty set"
        : answer.asMysqlTable() + rows("" + answer.rows().size()) + " in set";
  }

  private static String rows(String count) {
    return count + (count.equals("1") ? " row" : " rows");
  }
}
