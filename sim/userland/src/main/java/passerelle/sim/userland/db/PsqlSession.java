package passerelle.sim.userland.db;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/** What psql is told: with {@code -c}, out of a file, or line by line. */
final class PsqlSession {
  private final Process self;
  private final PgClient client;
  private final Getopt getopt;
  private final String database;
  private final boolean bare;
  private final boolean quiet;
  private final boolean unaligned;

  PsqlSession(Process self, PgClient client, Getopt getopt, String database) {
    this.self = self;
    this.client = client;
    this.getopt = getopt;
    this.database = database;
    bare = getopt.has("t") || getopt.has("tuples-only");
    quiet = getopt.has("q") || getopt.has("quiet");
    unaligned = getopt.has("A") || getopt.has("no-align");
  }

  int run() {
    Optional<String> command = Postgres.value(getopt, "c", "command");
    if (command.isPresent()) {
      return ask(command.get(), true);
    }
    Optional<String> file = Postgres.value(getopt, "f", "file");
    if (file.isPresent()) {
      try {
        String path = FileSystem.resolve(self.directory(), file.get());
        ask(self.files().readText(path), false);
        return 0;
      } catch (FileError none) {
        return self.stderr()
            .print("psql: error: " + file.get() + ": " + none.getMessage() + "\n", 1);
      }
    }
    if (!self.stdin().isTerminal()) {
      ask(new String(self.stdin().readAll(), StandardCharsets.UTF_8), false);
      return 0;
    }
    return talk();
  }

  /** With a person: a command ends with a semicolon, what begins with a backslash is psql's own. */
  private int talk() {
    String version = self.environment().getOrDefault("PG_VERSION", "17.6").replaceAll("-.*", "");
    self.stdout().print("psql (" + version + ")\nType \"help\" for help.\n\n");
    StringBuilder command = new StringBuilder();
    while (true) {
      self.stdout().print(database + (command.isEmpty() ? "=# " : "-# "));
      Optional<String> line = self.stdin().readLine();
      if (line.isEmpty()
          || command.isEmpty() && line.get().strip().matches("\\\\q|quit|exit|quit;|exit;")) {
        return 0;
      }
      if (command.isEmpty() && line.get().strip().startsWith("\\")) {
        ask(line.get().strip(), false);
        continue;
      }
      command.append(line.get()).append('\n');
      if (line.get().stripTrailing().endsWith(";")) {
        ask(command.toString(), false);
        command.setLength(0);
      }
    }
  }

  /**
   * Asks, and prints what comes.
   *
   * @param once the status tells of an error
   */
  private int ask(String sql, boolean once) {
    if (sql.strip().startsWith("\\")) {
      return self.stderr()
          .print("psql: Passerelle does not model " + sql.strip().split("\\s")[0] + "\n", 1);
    }
    if (sql.isBlank()) {
      return 0;
    }
    Optional<List<Answer>> answers = client.ask(sql);
    if (answers.isEmpty()) {
      return self.stderr().print(Postgres.LOST + "connection to server was lost\n", 2);
    }
    int status = 0;
    for (Answer answer : answers.get()) {
      if (answer.error().isPresent()) {
        self.stderr().print(answer.error().get() + "\n");
        status = once ? 1 : 0;
      } else if (!answer.names().isEmpty() || !quiet) {
        self.stdout().print(unaligned ? answer.asPsqlLines(bare) : answer.asPsql(bare));
      }
    }
    return status;
  }
}
