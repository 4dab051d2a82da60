package passerelle.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@code frontend}, {@code backend} or {@code listen} section, with what its defaults said. */
public final class Proxy {
  /**
   * Where a proxy listens.
   *
   * @param address an address; {@code 0.0.0.0} for all of IPv4, {@code ::} for all
   * @param line of the configuration
   * @param tls whether clients come by TLS
   */
  public record Bind(String address, int port, int line, boolean tls) {}

  private final String kind;
  private final String name;
  private final int line;
  String mode = "tcp";
  String balance = "roundrobin";
  Optional<String> defaultBackend = Optional.empty();
  boolean logs;
  String logFormat = "";
  String check = "";
  Optional<String> cookie = Optional.empty();
  final Map<String, Long> timeouts = new HashMap<>();
  final Set<String> options = new HashSet<>();
  final Map<String, String> stats = new HashMap<>();
  final List<Bind> binds = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final List<Rule> rules = new ArrayList<>();
  final Map<String, List<AclTest>> acls = new LinkedHashMap<>();

  Proxy(String kind, String name, int line) {
    this.kind = kind;
    this.name = name;
    this.line = line;
  }

  /** A section that begins with what {@code defaults} has said. */
  static Proxy after(Proxy defaults, String kind, String name, int line) {
    Proxy proxy = new Proxy(kind, name, line);
    proxy.mode = defaults.mode;
    proxy.balance = defaults.balance;
    proxy.logs = defaults.logs;
    proxy.logFormat = defaults.logFormat;
    proxy.check = defaults.check;
    proxy.cookie = defaults.cookie;
    proxy.defaultBackend = kind.equals("backend") ? Optional.empty() : defaults.defaultBackend;
    proxy.timeouts.putAll(defaults.timeouts);
    proxy.options.addAll(defaults.options);
    proxy.stats.putAll(defaults.stats);
    return proxy;
  }

  /** {@code frontend}, {@code backend} or {@code listen}. */
  public String kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public int line() {
    return line;
  }

  public boolean isHttp() {
    return mode.equals("http");
  }

  public boolean takesClients() {
    return !kind.equals("backend");
  }

  public boolean hasServers() {
    return !kind.equals("frontend");
  }

  /** How a server is chosen: {@code roundrobin}, {@code leastconn}, {@code source}... */
  public String balance() {
    return balance;
  }

  public Optional<String> defaultBackend() {
    return defaultBackend;
  }

  /** Whether it logs; to where {@code global} says. */
  public boolean logs() {
    return logs;
  }

  /** {@code httplog}, {@code tcplog}, or nothing for the line of a connection. */
  public String logFormat() {
    return logFormat;
  }

  /** The request by which the health of servers is checked; nothing for a connection alone. */
  public String check() {
    return check;
  }

  /** The cookie that leads a client to the same server again. */
  public Optional<String> cookie() {
    return cookie;
  }

  /** A timeout in nanoseconds. */
  public Optional<Long> timeout(String what) {
    return Optional.ofNullable(timeouts.get(what));
  }

  public boolean has(String option) {
    return options.contains(option);
  }

  /** A setting of the page of statistics: {@code uri}, {@code auth}, {@code refresh}. */
  public Optional<String> stats(String what) {
    return Optional.ofNullable(stats.get(what));
  }

  /** The path of the page of statistics; empty where there is none. */
  public Optional<String> statsUri() {
    return stats.isEmpty()
        ? Optional.empty()
        : Optional.of(stats.getOrDefault("uri", "/haproxy?stats"));
  }

  public List<Bind> binds() {
    return binds;
  }

  public List<Member> members() {
    return members;
  }

  /** Its rules of one kind, in order. */
  public List<Rule> rules(String what) {
    return rules.stream().filter(rule -> rule.what().equals(what)).toList();
  }
}
