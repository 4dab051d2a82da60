package passerelle.sim.userland.db;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/** What psql is told: with {@code -c}, out of a file, or line by line. */
final class PsqlSession {
  private final Process self;
  private final Function<Conninfo, PgClient.Start> connect;
  private final Getopt getopt;
  private Conninfo wanted;
  private PgClient client;
  private boolean expanded;
  private final boolean bare;
  private final boolean quiet;
  private final boolean unaligned;

  /**
   * A session that has begun.
   *
   * @param wanted with whom, and as whom
   * @param connect begins another one
   */
  PsqlSession(
      Process self,
      PgClient client,
      Getopt getopt,
      Conninfo wanted,
      Function<Conninfo, PgClient.Start> connect) {
    this.self = self;
    this.client = client;
    this.getopt = getopt;
    this.wanted = wanted;
    this.connect = connect;
    bare = getopt.has("t");
    quiet = getopt.has("q");
    unaligned = getopt.has("A");
  }

  int run() {
    try {
      return done();
    } finally {
      client.close();
    }
  }

  private int done() {
    if (getopt.has("l")) {
      return ask("\\l", true);
    }
    List<Getopt.Option> actions =
        getopt.options().stream().filter(o -> o.name().matches("[cf]")).toList();
    int status = 0;
    for (Getopt.Option action : actions) {
      status = action.is('c') ? ask(action.value(), true) : file(action.value());
    }
    if (!actions.isEmpty()) {
      return status;
    }
    if (!self.stdin().isTerminal()) {
      return script(new String(self.stdin().readAll(), StandardCharsets.UTF_8));
    }
    return talk();
  }

  private int file(String name) {
    try {
      return script(self.files().readText(self.path(name)));
    } catch (FileError none) {
      return self.stderr().print("psql: error: " + name + ": " + none.getMessage() + "\n", 1);
    }
  }

  /** With a person: a command ends with a semicolon, what begins with a backslash is psql's own. */
  private int talk() {
    self.stdout().print("psql (" + Postgres.version(self) + ")\nType \"help\" for help.\n\n");
    StringBuilder command = new StringBuilder();
    while (true) {
      self.stdout().print(wanted.database() + (command.isEmpty() ? "=# " : "-# "));
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

  private int lost() {
    return self.stderr().print(Postgres.LOST + "connection to server was lost\n", 2);
  }

  /** Commands of psql's own stand in lines of their own. */
  private int script(String text) {
    StringBuilder sql = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.strip().matches("\\\\q|quit|exit")) {
        break;
      }
      if (line.strip().startsWith("\\")) {
        ask(sql.toString(), false);
        sql.setLength(0);
        ask(line, false);
      } else {
        sql.append(line).append('\n');
      }
    }
    ask(sql.toString(), false);
    return 0;
  }

  private int meta(List<String> words) throws PsqlMeta.Lost {
    PsqlMeta meta = new PsqlMeta(self, client);
    return switch (words.get(0)) {
      case "\\l", "\\list" -> meta.databases();
      case "\\du", "\\dg" -> meta.roles();
      case "\\dt" -> meta.relations(false);
      case "\\d" -> words.size() > 1 ? meta.relation(words.get(1)) : meta.relations(true);
      case "\\c", "\\connect" -> connect(words.size() > 1 ? words.get(1) : wanted.database());
      case "\\conninfo" -> self.stdout().print(are() + place() + ".\n", 0);
      case "\\x" -> {
        expanded = !expanded;
        yield self.stdout().print("Expanded display is " + (expanded ? "on" : "off") + ".\n", 0);
      }
      case "\\?", "\\h", "\\dn", "\\df", "\\di", "\\timing", "\\i", "\\copy", "\\e", "\\password" ->
          self.stderr().print("psql: Passerelle does not model " + words.get(0) + "\n", 1);
      default -> {
        String hint = self.stdin().isTerminal() ? "\nTry \\? for help." : "";
        yield self.stderr().print("invalid command " + words.get(0) + hint + "\n", 1);
      }
    };
  }

  private String are() {
    return "You are connected to database \"%s\" as user \"%s\""
        .formatted(wanted.database(), wanted.user());
  }

  private String place() {
    String port = " at port \"" + wanted.port() + "\"";
    return wanted.host().isEmpty()
        ? " via socket in \"" + Postgres.DIRECTORY + "\"" + port
        : " on host \"" + wanted.host() + "\"" + port;
  }

  private int connect(String database) {
    Conninfo other = wanted.to(database);
    PgClient.Start start = connect.apply(other);
    if (start.client().isEmpty()) {
      String why = start.refusal().orElse("");
      return self.stderr().print(why + "Previous connection kept\n", 1);
    }
    client.close();
    client = start.client().get();
    wanted = other;
    return self.stdout().print(are().replaceFirst(" are ", " are now ") + ".\n", 0);
  }

  /**
   * Asks, and prints what comes.
   *
   * @param once the status tells of an error
   */
  private int ask(String sql, boolean once) {
    if (sql.strip().startsWith("\\")) {
      try {
        return meta(List.of(sql.strip().replaceFirst(";$", "").split("\\s+")));
      } catch (PsqlMeta.Lost lost) {
        return lost();
      }
    }
    if (sql.isBlank()) {
      return 0;
    }
    Optional<List<Answer>> answers = client.ask(sql);
    if (answers.isEmpty()) {
      return lost();
    }
    int status = 0;
    for (Answer answer : answers.get()) {
      if (answer.error().isPresent()) {
        self.stderr().print(answer.error().get() + "\n");
        status = once ? 1 : 0;
      } else if (!answer.names().isEmpty() || !quiet) {
        self.stdout()
            .print(
                expanded
                    ? answer.asPsqlRecords()
                    : unaligned ? answer.asPsqlLines(bare) : answer.asPsql(bare));
      }
    }
    return status;
  }
}
