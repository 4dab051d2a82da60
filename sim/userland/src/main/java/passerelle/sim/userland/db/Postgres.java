package passerelle.sim.userland.db;

import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/** psql and pg_isready of PostgreSQL (psql(1), pg_isready(1)). */
public final class Postgres {
  static final String DIRECTORY = "/var/run/postgresql";
  static final String LOST =
      "server closed the connection unexpectedly\n\tThis probably means the server terminated"
          + " abnormally\n\tbefore or while processing the request.\n";

  private static final String WORDS =
      """
      host=h port=p username=U dbname=d command=c file=f no-align=A no-psqlrc=X no-password=w
      password=W version=V quiet=q timeout:=t tuples-only=t list=l
      """;

  private static final String HINT = "%1$s: hint: Try \"%1$s --help\" for more information.\n";

  private Postgres() {}

  /** The command {@code psql}. */
  public static BlockingProgram psql() {
    return Postgres::query;
  }

  /** The command {@code pg_isready}. */
  public static BlockingProgram ready() {
    return Postgres::isReady;
  }

  private static int isReady(Process self) {
    Getopt getopt = Getopt.parse("h:p:U:d:t:qV", WORDS, self.arguments());
    getopt.orExit(self, "pg_isready", 3, HINT.formatted("pg_isready"));
    Conninfo wanted = Conninfo.of(self, getopt);
    String host = wanted.host();
    int port = wanted.port();
    String seconds = getopt.value("t").filter(t -> t.matches("[0-9]{1,4}")).orElse("3");
    boolean ready = Reach.of(self, host, port, Long.parseLong(seconds)).hangUp();
    if (!getopt.has("q")) {
      String where = (host.isEmpty() ? DIRECTORY : host) + ":" + port;
      self.stdout().print(where + " - " + (ready ? "accepting connections" : "no response") + "\n");
    }
    return ready ? 0 : 2;
  }

  private static int query(Process self) {
    Getopt getopt = Getopt.parse("h:p:U:d:c:f:v:wWVqtlAX", WORDS, self.arguments());
    getopt.orExit(self, "psql", 1, HINT.formatted("psql"));
    if (getopt.has("V")) {
      return self.stdout().print("psql (PostgreSQL) " + version(self) + "\n", 0);
    }
    Conninfo wanted = Conninfo.of(self, getopt);
    Optional<String> password = wanted.password();
    boolean asks = getopt.has("W");
    boolean silent = getopt.has("w");
    if (asks) {
      password = Optional.of(Unseen.ask(self, prompt(wanted)));
    }
    Reach reach = Reach.of(self, wanted.host(), wanted.port(), -1);
    PgClient.Start start = start(self, reach, wanted, password);
    if (start.needsPassword() && password.isEmpty() && !silent) {
      password = Optional.of(Unseen.ask(self, prompt(wanted)));
      reach = Reach.of(self, wanted.host(), wanted.port(), -1);
      start = start(self, reach, wanted, password);
    }
    if (start.refusal().isPresent()) {
      return self.stderr().print("psql: error: " + start.refusal().get(), 2);
    }
    PgClient client = start.client().orElseThrow();
    Optional<String> used = password;
    return new PsqlSession(
            self,
            client,
            getopt,
            wanted,
            other -> start(self, Reach.of(self, other.host(), other.port(), -1), other, used))
        .run();
  }

  /** Its version, with that of the package where the distribution names it. */
  static String version(Process self) {
    String whole = self.environment().getOrDefault("PG_VERSION", "17.6-0+deb13u1");
    String version = whole.replaceAll("-.*", "");
    return self.files().exists("/etc/debian_version")
        ? version + " (Debian " + whole + ")"
        : version;
  }

  private static String prompt(Conninfo wanted) {
    return "Password for user " + wanted.user() + ": ";
  }

  /** A connection and a session over it, or why there is none. */
  private static PgClient.Start start(
      Process self, Reach reach, Conninfo wanted, Optional<String> password) {
    if (!reach.isConnected()) {
      return PgClient.Start.refused(failure(self, reach, wanted.host(), wanted.port()) + "\n");
    }
    PgClient client = new PgClient(new Dialogue(self, reach.socket().orElseThrow()));
    PgClient.Start start =
        client.start(wanted.user(), wanted.database(), password.filter(p -> !p.isEmpty()));
    if (start.refusal().isPresent()) {
      client.close();
    }
    return start.at(at(reach, wanted.host(), wanted.port()) + " failed: ");
  }

  private static String at(Reach reach, String host, int port) {
    if (host.isEmpty()) {
      return "connection to server on socket \"" + DIRECTORY + "/.s.PGSQL." + port + "\"";
    }
    String address = reach.address().toString();
    String shown = "\"" + host + (host.equals(address) ? "\"" : "\" (" + address + ")");
    return "connection to server at " + shown + ", port " + port;
  }

  private static String failure(Process self, Reach reach, String host, int port) {
    if (!reach.isFound()) {
      return "could not translate host name \"%s\" to address: %s"
          .formatted(host, reach.names().text(self));
    }
    if (host.isEmpty()) {
      return at(reach, host, port)
          + " failed: No such file or directory\n"
          + "\tIs the server running locally and accepting connections on that socket?";
    }
    return at(reach, host, port)
        + " failed: "
        + self.place().libc().strerror(reach.refusal().orElseThrow())
        + "\n\tIs the server running on that host and accepting TCP/IP connections?";
  }
}
