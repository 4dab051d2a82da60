package passerelle.sim.userland.db;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.packet.sql.Scramble;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Resolver;

/** mysql, mysqladmin and mariadb (mysql(1), mysqladmin(1)). */
public final class Mysql {
  private static final String LOST = "2013 (HY000): Lost connection to server during query";

  private static final Set<String> SERVERS = Set.of("mysqld", "mariadbd");

  private static final int PORT = 3306;
  private static final int NO_NAME = -2;
  private static final int NO_ANSWER = -3;

  /** EINPROGRESS, which MariaDB's client tells of every connection that there is not. */
  private static final int IN_PROGRESS = 115;

  private static final String WORDS =
      """
      host=h port=P user=u password: execute=e database=D version=V protocol: silent=s
      skip-column-names=N table=t batch=B connect-timeout: skip-ssl ssl-mode:
      """;

  private Mysql() {}

  /** The command {@code mysql}. */
  public static BlockingProgram mysql() {
    return self -> query(self, false);
  }

  /** The command {@code mariadb}. */
  public static BlockingProgram mariadb() {
    return self -> query(self, true);
  }

  /** The command {@code mysqladmin}. */
  public static BlockingProgram admin() {
    return Mysql::ping;
  }

  /** Its password stands in the same word, so that {@code -p secret} asks for it. */
  private static Getopt read(Process self) {
    List<String> words =
        self.arguments().stream().filter(w -> !w.matches("-p.*|--password(=.*)?")).toList();
    return Getopt.parse("h:P:u:e:D:VsNBt", WORDS, words);
  }

  /**
   * Whom it asks; empty for the socket in the file system, which nobody and localhost mean unless a
   * protocol is named. To MariaDB's client a port names one (MDEV-14974).
   */
  private static String host(Getopt getopt, boolean mariadb) {
    String host = getopt.value("h").orElse("localhost");
    boolean tcp =
        getopt.value("protocol").filter(p -> p.equalsIgnoreCase("tcp")).isPresent()
            || mariadb && getopt.has("P");
    return host.equals("localhost") && !tcp ? "" : host;
  }

  private static Reach reach(Process self, String host, int port) {
    return host.isEmpty()
        ? Reach.local(self, s -> s.owner().filter(o -> SERVERS.contains(o.process())).isPresent())
        : Reach.of(self, host, port, -1);
  }

  private static int port(Getopt getopt) {
    return getopt
        .value("P")
        .filter(p -> p.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .orElse(PORT);
  }

  private static void warn(Process self) {
    if (self.arguments().stream().anyMatch(w -> w.matches("-p.+|--password=.+"))) {
      self.stderr()
          .print(
              self.name()
                  + ": [Warning] Using a password on the command line interface can be"
                  + " insecure.\n");
    }
  }

  private static int query(Process self, boolean mariadb) {
    Getopt getopt = read(self);
    getopt.orExit(self, self.name(), 2, "");
    if (getopt.has("V")) {
      String version = self.environment().getOrDefault("MYSQL_VERSION", "9.5.0");
      self.stdout()
          .print(
              mariadb
                  ? "mariadb from 11.8.9-MariaDB, client 15.2 for debian-linux-gnu (x86_64) using"
                      + "  EditLine wrapper\n"
                  : "mysql  Ver "
                      + version.replaceAll("-.*", "")
                      + " for Linux on x86_64 (MySQL Community Server - GPL)\n");
      return 0;
    }
    if (!mariadb) {
      warn(self);
    }
    String host = host(getopt, mariadb);
    int port = port(getopt);
    Reach reach = reach(self, host, port);
    if (!reach.isConnected()) {
      return fail(self, failure(reach, host, port, mariadb));
    }
    Optional<String> sql = getopt.value("e");
    MySqlClient client = new MySqlClient(new Dialogue(self, reach.socket().orElseThrow()));
    Optional<MySqlClient.Greeting> server = client.greeting();
    String user = getopt.value("u").orElse("root");
    Optional<String> refused =
        server
            .flatMap(s -> client.start(user, Scramble.of(password(self), s.nonce())))
            .map(answer -> answer.error().orElse(""))
            .or(() -> Optional.of(LOST))
            .filter(error -> !error.isEmpty());
    if (refused.isPresent()) {
      return fail(self, refused.get().replace(" at line 1", ""));
    }
    Optional<String> database = getopt.value("D").or(() -> getopt.operands().stream().findFirst());
    Optional<String> unknown = database.flatMap(client::open).flatMap(Answer::error);
    if (unknown.isPresent()) {
      return fail(self, unknown.get().replace(" at line 1", ""));
    }
    if (sql.isEmpty() && self.stdin().isTerminal()) {
      return new MysqlSession(self, client, mariadb, database).run(server.orElseThrow());
    }
    String all = sql.orElseGet(() -> new String(self.stdin().readAll(), StandardCharsets.UTF_8));
    return ask(self, getopt, client, all);
  }

  /** What stands behind {@code -p}, or is typed unseen where nothing does. */
  private static String password(Process self) {
    String word =
        self.arguments().stream()
            .filter(w -> w.matches("-p.*|--password(=.*)?"))
            .reduce("", (first, last) -> last);
    String given = word.replaceFirst("^(?:-p|--password=?)", "");
    if (word.isEmpty()) {
      return self.environment().getOrDefault("MYSQL_PWD", "");
    }
    if (!given.isEmpty()) {
      return given;
    }
    return Unseen.ask(self, "Enter password: ");
  }

  /** Asks one statement after the other. */
  private static int ask(Process self, Getopt getopt, MySqlClient client, String all) {
    boolean bare = getopt.has("N");
    boolean table = self.stdout().isTerminal() || getopt.has("t");
    for (String one : statements(all)) {
      Optional<Answer> answer = client.ask(one);
      Optional<String> error = answer.isEmpty() ? Optional.of(LOST) : answer.get().error();
      if (error.isPresent()) {
        return fail(self, error.get());
      }
      Answer rows = answer.get();
      self.stdout().print(table ? rows.asMysqlTable() : rows.asMysqlLines(bare));
    }
    client.close();
    return 0;
  }

  private static int fail(Process self, String error) {
    return self.stderr().print("ERROR " + error + "\n", 1);
  }

  /** The client parts what it is given at semicolons that stand in no text. */
  private static List<String> statements(String all) {
    List<String> out = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    char quote = 0;
    for (char c : all.toCharArray()) {
      if (quote == 0 && c == ';') {
        out.add(one.toString().strip());
        one.setLength(0);
        continue;
      }
      quote = quote == c ? 0 : quote == 0 && "'\"`".indexOf(c) >= 0 ? c : quote;
      one.append(c);
    }
    out.add(one.toString().strip());
    out.removeIf(String::isEmpty);
    return out;
  }

  private static String failure(Reach reach, String host, int port, boolean mariadb) {
    if (!reach.isFound()) {
      int code = reach.names() == Resolver.Outcome.TRY_AGAIN ? NO_ANSWER : NO_NAME;
      return "2005 (HY000): Unknown %sserver host '%s' (%s)"
          .formatted(mariadb ? "" : "MySQL ", host, code);
    }
    if (host.isEmpty()) {
      return "2002 (HY000): Can't connect to local "
          + (mariadb ? "" : "MySQL ")
          + "server through socket '/var/run/mysqld/mysqld.sock' (2)";
    }
    return mariadb
        ? "2002 (HY000): Can't connect to server on '" + host + "' (" + IN_PROGRESS + ")"
        : "2003 (HY000): Can't connect to MySQL server on '%s' (%s)"
            .formatted(host + ":" + port, reach.refusal().orElseThrow().number());
  }

  private static int ping(Process self) {
    Getopt getopt = read(self);
    if (!getopt.operands().equals(List.of("ping"))) {
      return self.stderr().print("mysqladmin: Passerelle models the command ping alone\n", 2);
    }
    warn(self);
    String host = host(getopt, false);
    int port = port(getopt);
    Reach reach = reach(self, host, port);
    if (reach.hangUp()) {
      self.stdout().print("mysqld is alive\n");
      return 0;
    }
    String shown = host.isEmpty() ? "localhost" : host;
    return self.stderr()
        .print(
            "mysqladmin: connect to server at '%s' failed\nerror: '".formatted(shown)
                + failure(reach, host, port, false).replaceFirst("^\\S+ \\S+ ", "")
                + "'\nCheck that mysqld is running"
                + (host.isEmpty()
                    ? " and that the socket: '/var/run/mysqld/mysqld.sock' exists!\n"
                    : " on %s and that the port is %s.\nYou can check this by doing 'telnet "
                            .formatted(shown, port)
                        + shown
                        + " "
                        + port
                        + "'\n"),
            1);
  }
}
