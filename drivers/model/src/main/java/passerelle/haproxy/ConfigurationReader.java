package passerelle.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.Cut;
import passerelle.text.WordSet;

/** Reads the lines of a configuration ({@code src/cfgparse.c:parse_cfg}). */
final class ConfigurationReader {
  private static final Set<String> PROXIES = Set.of("frontend", "backend", "listen");

  /** Sections of which nothing here is meant for a request. */
  private static final Set<String> OTHERS =
      WordSet.of(
          """
          resolvers userlist peers mailers program cache ring http-errors crt-store
          log-forward fcgi-app traces acme
          """);

  /** What changes nothing that is modelled. */
  private static final Set<String> ACCEPTED =
      WordSet.of(
          """
          maxconn retries description id errorfile errorloc fullconn log-tag hash-type
          compression capture declare email-alert unique-id-format unique-id-header
          load-server-state-from-file http-reuse max-keep-alive-queue rate-limit enabled
          bind-process backlog grace source filter stick-table http-check tcp-check
          external-check persist log-steps
          """);

  /** What changes what is answered, and is not modelled. */
  private static final Set<String> UNMODELLED =
      WordSet.of(
          """
          stick tcp-request tcp-response server-template dispatch use-server
          http-after-response http-error errorfiles monitor monitor-uri disabled force-persist
          ignore-persist log-format transparent use-fcgi-app
          """);

  private static final Set<String> BALANCES =
      Set.of("roundrobin", "static-rr", "leastconn", "first", "source", "uri", "random");

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h|d)?");
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s\"'\\\\#]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')+");

  private final String path;
  private final List<Proxy> proxies = new ArrayList<>();
  private final List<String> parsing = new ArrayList<>();
  private Proxy defaults = new Proxy("defaults", "", 0);
  private Proxy current = defaults;
  private Map<String, String> serverDefaults = new LinkedHashMap<>();
  private String section = "";
  private boolean stdout;
  private int number;

  ConfigurationReader(String path) {
    this.path = path;
  }

  Configuration read(String text) {
    for (String line : text.split("\n", -1)) {
      number++;
      List<String> words = words(line);
      if (!words.isEmpty()) {
        line(words);
      }
    }
    return new Configuration(List.copyOf(proxies), List.copyOf(parsing), stdout);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    int at = 0;
    while (word.find() && !line.substring(at, word.start()).contains("#")) {
      at = word.end();
      words.add(word.group().replaceAll("(?:\\\\|[\"'])((?<=\\\\).|)", "$1"));
    }
    return words;
  }

  private void line(List<String> words) {
    String first = words.get(0);
    if (PROXIES.contains(first)) {
      section = first;
      String name = words.size() > 1 ? words.get(1) : "";
      if (name.isEmpty()) {
        wrong("'" + first + "' expects an <id> argument");
      }
      current = Proxy.after(defaults, first, name, number);
      serverDefaults = new LinkedHashMap<>();
      proxies.add(current);
    } else if (first.equals("defaults")) {
      section = first;
      defaults = new Proxy("defaults", "", number);
      current = defaults;
    } else if (first.equals("global") || OTHERS.contains(first)) {
      section = first;
    } else if (section.isEmpty()) {
      wrong("unknown keyword '" + first + "' out of section.");
    } else if (section.equals("global")) {
      stdout |= first.equals("log") && words.size() > 1 && words.get(1).equals("stdout");
    } else if (!OTHERS.contains(section)) {
      keyword(first, words.subList(1, words.size()));
    }
  }

  private void wrong(String what) {
    parsing.add("parsing [" + path + ":" + number + "] : " + what);
  }

  private void unmodelled(String what) {
    wrong("Passerelle does not model '" + what + "'");
  }

  private void keyword(String keyword, List<String> words) {
    String value = words.isEmpty() ? "" : words.get(0);
    switch (keyword) {
      case "mode" -> current.mode = value;
      case "log" -> log(value);
      case "timeout" -> timeout(value, words.size() > 1 ? words.get(1) : "");
      case "option" -> option(value, words);
      case "no" -> current.options.remove(words.size() > 1 ? words.get(1) : "");
      case "balance" -> balance(value);
      case "bind" -> bind(words);
      case "server" -> server(words);
      case "default-server" -> read(words, serverDefaults);
      case "default_backend" -> current.defaultBackend = Optional.of(value);
      case "cookie" -> cookie(words);
      case "stats" -> stats(words);
      case "acl" -> acl(words);
      case "use_backend" -> rule("use_backend", words);
      case "redirect" -> rule("redirect", words);
      case "http-request" -> rule("request", words);
      case "http-response" -> rule("response", words);
      default -> other(keyword);
    }
  }

  private void other(String keyword) {
    if (UNMODELLED.contains(keyword)) {
      unmodelled(keyword);
    } else if (keyword.matches("contimeout|clitimeout|srvtimeout")) {
      String now = keyword.replace("con", "connect ").replace("cli", "client ");
      wrong(
          ("the '" + keyword + "' directive is not supported anymore since HAProxy 2.1. Use ")
              + ("'timeout " + now.replace("srv", "server ").split(" ")[0] + "'."));
    } else if (!ACCEPTED.contains(keyword)) {
      wrong("unknown keyword '" + keyword + "' in '" + section + "' section");
    }
  }

  private void log(String target) {
    current.logs = true;
    stdout |= target.equals("stdout");
  }

  private void timeout(String what, String time) {
    Optional<Long> nanos = nanos(time);
    if (nanos.isPresent()) {
      current.timeouts.put(what, nanos.get());
    } else {
      wrong("'timeout " + what + "' expects an integer value (in milliseconds)");
    }
  }

  private static Optional<Long> nanos(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(time.group(1));
    String unit = time.group(2) == null ? "ms" : time.group(2);
    return Optional.of(
        count
            * switch (unit) {
              case "us" -> 1000L;
              case "s" -> 1_000_000_000L;
              case "m" -> 60_000_000_000L;
              case "h" -> 3_600_000_000_000L;
              case "d" -> 86_400_000_000_000L;
              default -> 1_000_000L;
            });
  }

  private void option(String name, List<String> words) {
    switch (name) {
      case "httplog", "tcplog" -> current.logFormat = name;
      case "httpchk" -> current.check = request(words.subList(1, words.size()));
      default -> current.options.add(name);
    }
  }

  /** {@code option httpchk [METHOD] PATH [VERSION]}. */
  private static String request(List<String> words) {
    if (words.isEmpty()) {
      return "OPTIONS * HTTP/1.0";
    }
    boolean alone = words.size() == 1;
    String method = alone ? "OPTIONS" : words.get(0);
    return method + " " + words.get(alone ? 0 : 1) + " HTTP/1.0";
  }

  private void balance(String how) {
    String name = how.replaceFirst("\\(.*", "");
    if (name.matches("hdr|url_param|rdp-cookie|hash|log-hash|sticky")) {
      unmodelled("balance " + how);
    } else if (!BALANCES.contains(name)) {
      wrong(
          "balance only supports 'roundrobin', 'static-rr', 'leastconn', 'source', 'uri',"
              + " 'url_param', 'hash', 'hdr(name)', 'rdp-cookie(name)', 'log-hash' and 'sticky'"
              + " options.");
    } else {
      current.balance = name;
    }
  }

  private void bind(List<String> words) {
    for (String text : words.isEmpty() ? List.<String>of() : List.of(words.get(0).split(","))) {
      Cut place = Cut.last(text, ":");
      String port = place.after();
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
        wrong("'bind' : '" + text + "' : missing port number.");
        continue;
      }
      String address = place.before().replaceAll("^ipv4@|[\\[\\]]", "");
      String where = address.matches("\\*?") ? "0.0.0.0" : address;
      boolean tls = words.contains("ssl");
      current.binds.add(new Proxy.Bind(where, Integer.parseInt(port), number, tls));
    }
  }

  private void server(List<String> words) {
    if (words.size() < 2) {
      wrong("'server' expects <name> and <addr>[:<port>] as arguments.");
      return;
    }
    Map<String, String> settings = new LinkedHashMap<>(serverDefaults);
    String name = words.get(0);
    Optional<String> unknown = read(words.subList(2, words.size()), settings);
    if (unknown.isPresent()) {
      String where = "'server " + current.name() + "/" + name + "' : ";
      parsing.add(
          "[" + path + ":" + number + "] : " + where + "unknown keyword '" + unknown.get() + "'.");
    }
    if (settings.containsKey("ssl")) {
      unmodelled("server ... ssl");
    }
    Cut address = Cut.last(words.get(1), ":");
    String port = address.after();
    current.members.add(
        new Member(
            name,
            address.before(),
            port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0,
            number,
            count(settings, "weight", 1),
            settings.containsKey("check"),
            nanos(settings.getOrDefault("inter", "2s")).orElse(2_000_000_000L),
            count(settings, "rise", 2),
            count(settings, "fall", 3),
            settings.containsKey("backup"),
            settings.containsKey("disabled"),
            settings.getOrDefault("init-addr", "").contains("none"),
            Optional.ofNullable(settings.get("cookie"))));
  }

  private static int count(Map<String, String> settings, String name, int otherwise) {
    String value = settings.getOrDefault(name, "");
    return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
  }

  /** Settings of a server with their values; the first that there is not. */
  private static Optional<String> read(List<String> words, Map<String, String> settings) {
    Optional<String> unknown = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.matches(
          "weight|inter|fastinter|downinter|rise|fall|cookie|maxconn|minconn|maxqueue|slowstart"
              + "|init-addr|resolvers|resolve-prefer|port|addr|observe|error-limit|on-error|id"
              + "|on-marked-down|on-marked-up|verify|ca-file|sni|proto|alpn|crt|check-sni|track"
              + "|pool-max-conn|pool-purge-delay|source|ws|tfo")) {
        settings.put(word, i + 1 < words.size() ? words.get(i + 1) : "");
        i++;
      } else if (word.matches(
          "check|backup|disabled|enabled|ssl|send-proxy|send-proxy-v2|check-ssl|no-check"
              + "|resolve-net|stick|non-stick|redir|agent-check")) {
        settings.put(word, "");
      } else {
        unknown = unknown.or(() -> Optional.of(word));
      }
    }
    return unknown;
  }

  private void cookie(List<String> words) {
    if (words.contains("insert")) {
      current.cookie = Optional.of(words.get(0));
    } else {
      unmodelled("cookie without insert");
    }
  }

  private void stats(List<String> words) {
    String what = words.isEmpty() ? "" : words.get(0);
    if (!what.matches("enable|uri|auth|refresh|realm|admin|show-legends|show-node|hide-version")) {
      return;
    }
    current.stats.putIfAbsent("enable", "");
    current.stats.put(what, words.size() > 1 ? words.get(1) : "");
  }

  private void acl(List<String> words) {
    Optional<AclTest> test = AclTest.parse(words.subList(Math.min(1, words.size()), words.size()));
    if (test.isEmpty()) {
      unmodelled("acl " + String.join(" ", words));
      return;
    }
    current.acls.computeIfAbsent(words.get(0), name -> new ArrayList<>()).add(test.get());
  }

  private void rule(String what, List<String> words) {
    int at = words.size();
    for (int i = words.size() - 1; i >= 0; i--) {
      at = words.get(i).matches("if|unless") ? i : at;
    }
    List<String> arguments = List.copyOf(words.subList(0, at));
    Optional<Condition> condition = Condition.parse(words.subList(at, words.size()), current.acls);
    boolean known = !what.equals("request") && !what.equals("response") || isKnown(arguments);
    if (condition.isEmpty() || arguments.isEmpty() || !known) {
      unmodelled(String.join(" ", words));
    } else {
      current.rules.add(new Rule(what, arguments, condition.get()));
    }
  }

  private static boolean isKnown(List<String> arguments) {
    return !arguments.isEmpty()
        && arguments
            .get(0)
            .matches(
                "set-header|add-header|del-header|deny|return|redirect|allow|set-path|set-log-level");
  }
}
