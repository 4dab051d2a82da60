package passerelle.sim.userland.db;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/**
 * Whom psql is to reach as whom: its options, what stands where a database's name would (a URI or
 * {@code keyword=value} words: libpq, "Connection Strings"), and the environment, in this order.
 *
 * @param host empty for the server of this machine
 * @param password what is given without asking for it
 */
record Conninfo(String host, int port, String user, String database, Optional<String> password) {
  private static final int PORT = 5432;
  private static final Pattern URI =
      Pattern.compile(
          "postgres(?:ql)?://(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?]*)(?::(\\d{1,5}))?(?:/([^?]*))?(?:\\?.*)?");

  private static final Pattern WORD = Pattern.compile("(\\w+)\\s*=\\s*('[^']*'|\\S*)");
  private static final List<String> PARTS = List.of("user", "password", "host", "port", "dbname");

  static Conninfo of(Process self, Getopt getopt) {
    List<String> operands = getopt.operands();
    Optional<String> named = getopt.value("d").or(() -> operands.stream().findFirst());
    Map<String, String> told = named.map(Conninfo::parts).orElse(Map.of());
    Map<String, String> environment = self.environment();
    String host =
        getopt.value("h").orElse(told.getOrDefault("host", environment.getOrDefault("PGHOST", "")));
    String port =
        getopt.value("p").orElse(told.getOrDefault("port", environment.getOrDefault("PGPORT", "")));
    Optional<String> other =
        getopt.value("U").or(() -> operands.stream().skip(getopt.has("d") ? 0 : 1).findFirst());
    String user =
        other.orElse(
            told.getOrDefault(
                "user",
                environment.getOrDefault("PGUSER", environment.getOrDefault("USER", "root"))));
    return new Conninfo(
        host.startsWith("/") ? "" : host,
        port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : PORT,
        user,
        told.getOrDefault("dbname", environment.getOrDefault("PGDATABASE", user)),
        Optional.ofNullable(told.getOrDefault("password", environment.get("PGPASSWORD"))));
  }

  /** The same server's other database. */
  Conninfo to(String other) {
    return new Conninfo(host, port, user, other, password);
  }

  private static Map<String, String> parts(String named) {
    Map<String, String> parts = new LinkedHashMap<>();
    Matcher uri = URI.matcher(named);
    if (uri.matches()) {
      for (int i = 0; i < PARTS.size(); i++) {
        String part = uri.group(i + 1);
        if (part != null && !part.isEmpty()) {
          parts.put(PARTS.get(i), part);
        }
      }
      return parts;
    }
    if (!named.contains("=")) {
      return Map.of("dbname", named);
    }
    Matcher word = WORD.matcher(named);
    while (word.find()) {
      parts.put(word.group(1), word.group(2).replace("'", ""));
    }
    return parts;
  }
}
