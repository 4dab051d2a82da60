package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;

/** The files that web servers are told by what to do, and changes of them. */
public final class ServerSettings {
  public static final List<String> FILES =
      List.of(
          "/etc/nginx/conf.d/default.conf",
          "/etc/nginx/nginx.conf",
          "/usr/local/etc/haproxy/haproxy.cfg",
          "/etc/caddy/Caddyfile");

  private static final Pattern FORBIDDEN =
      Pattern.compile("access forbidden by rule, client: ([^,]+)");

  private static final Pattern NAME = Pattern.compile("server_name\\s+([^;\\s]+)");

  /** To whom it passes requests on: nginx, HAProxy and Caddy name them so. */
  private static final Pattern UPSTREAM =
      Pattern.compile(
          "(?m)^[^#\\n]*?(?:\\b(?:proxy_pass|fastcgi_pass|reverse_proxy|php_fastcgi)[ \\t]+"
              + "|^[ \\t]*server[ \\t]+"
              + "(?:[\\w.-]+[ \\t]+)?)(https?://)?([\\w.-]+)(?::(\\d+))?(?=[ \\t;/]|$)");

  private static final Pattern HOST_VARIABLE =
      Pattern.compile("[A-Z0-9_]*HOST=([A-Za-z][\\w.-]*)(?::(\\d{1,5}))?");

  private static final Pattern LOCATION =
      Pattern.compile("\\blocation\\s+(/[\\w./-]+)\\s*\\{\\s*proxy_pass");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private static final Pattern ROOT = Pattern.compile("root\\s+(/[^;\\s]+)");

  /** Where nginx's image has its pages. */
  private static final String PAGES = "/usr/share/nginx/html";

  /** Whoever reads these files. */
  private static final Set<String> SERVERS = Set.of("nginx", "haproxy", "caddy");

  private ServerSettings() {}

  /** What a server asks for by a name: at the port that its settings give beside that. */
  public static Question asked(Attempt attempt, Container server, String name) {
    Pattern port = Pattern.compile("//" + Pattern.quote(name) + ":(\\d{1,5})\\b");
    return FILES.stream()
        .flatMap(file -> texts(attempt, server, file).stream())
        .flatMap(text -> port.matcher(text).results())
        .map((MatchResult found) -> Integer.parseInt(found.group(1)))
        .findFirst()
        .map(found -> new Question(server.name(), name, found, Protocol.TCP))
        .orElse(new Question(server.name(), name, HTTP, Protocol.TCP));
  }

  public static Remedy reload(Container server) {
    return Remedy.onHost("docker exec " + server.name() + " nginx -s reload");
  }

  /** Its settings name whom it should ask, where something else is to be asked. */
  public static List<Remedy> edited(Attempt attempt, Container server, Diagnosis found) {
    Question asked = attempt.question();
    Set<String> hosts = new LinkedHashSet<>(List.of(asked.host(), "localhost", "127.0.0.1"));
    attempt.destination().container().ifPresent(to -> hosts.addAll(names(to)));
    List<Remedy> remedies = new ArrayList<>();
    for (Remedy remedy : found.remedies()) {
      Optional<Question> other =
          remedy
              .instead()
              .filter(q -> remedy.steps().isEmpty())
              .filter(q -> !isServed(attempt, server, q.port()));
      for (String file : other.isPresent() ? FILES : List.<String>of()) {
        String text = String.join("", texts(attempt, server, file));
        for (String host : hosts) {
          boolean same = other.get().host().equals(asked.host());
          String to = (same ? host : other.get().host()) + ":" + other.get().port();
          Stream.of(
                  "//" + host + ":" + asked.port(),
                  "//" + host + ";",
                  " " + host + ":" + asked.port())
              .filter(text::contains)
              .limit(1)
              .flatMap(old -> edit(server, file, old, to).stream())
              .forEach(remedies::add);
        }
      }
    }
    return remedies;
  }

  /** Whom a server is told to ask in its turn. */
  public static List<Question> upstreams(Attempt attempt, Container server) {
    Stream<Question> written =
        found(UPSTREAM, attempt, server)
            .map(
                (MatchResult found) ->
                    new Question(
                        server.name(),
                        found.group(2),
                        found.group(3) == null
                            ? port(found.group(1))
                            : Integer.parseInt(found.group(3)),
                        Protocol.TCP));
    return Stream.concat(written, named(server)).distinct().toList();
  }

  /** Whom its environment names: {@code WORDPRESS_DB_HOST=db:3306}. */
  private static Stream<Question> named(Container server) {
    return server.spec().process().environment().stream()
        .map(HOST_VARIABLE::matcher)
        .filter(Matcher::matches)
        .map(
            host ->
                host.group(2) == null
                    ? new Question(server.name(), host.group(1), 0, Protocol.ICMP)
                    : new Question(
                        server.name(),
                        host.group(1),
                        Integer.parseInt(host.group(2)),
                        Protocol.TCP));
  }

  private static int port(String scheme) {
    return "https://".equals(scheme) ? HTTPS : HTTP;
  }

  /** It asks by http where it was told to ask by https. */
  public static List<Remedy> withoutTls(Attempt attempt, Container server) {
    return FILES.stream()
        .filter(file -> String.join("", texts(attempt, server, file)).contains(" https://"))
        .flatMap(file -> changed(server, file, "s| https://| http://|").stream())
        .toList();
  }

  /** The paths that a server passes on, of those that do not begin with a sign of nginx's. */
  public static List<String> paths(Attempt attempt, Container server) {
    return found(LOCATION, attempt, server).map(found -> found.group(1)).distinct().toList();
  }

  private static Stream<MatchResult> found(Pattern wanted, Attempt attempt, Container server) {
    return FILES.stream()
        .flatMap(file -> texts(attempt, server, file).stream())
        .flatMap(text -> wanted.matcher(text).results());
  }

  /** The names by which a server tells its sites apart. */
  public static List<String> hosts(Attempt attempt, Container server) {
    return found(NAME, attempt, server)
        .map((MatchResult name) -> name.group(1))
        .filter(name -> !name.matches("_|localhost"))
        .distinct()
        .toList();
  }

  /** A command line that asks for the site of a name. */
  public static String withHost(String line, String name) {
    return line.replaceFirst("curl ", "curl -H 'Host: " + name + "' ");
  }

  /** It would ask itself, and itself again, without an end. */
  private static boolean isServed(Attempt attempt, Container server, int port) {
    return attempt.destination().container().filter(server::equals).isPresent()
        && attempt.destination().sockets().stream()
            .anyMatch(s -> s.port() == port && SERVERS.contains(s.process()));
  }

  /** How a container may stand in settings: by its name, or as others call it. */
  private static Set<String> names(Container container) {
    Set<String> names = new LinkedHashSet<>(List.of(container.name()));
    container.attachments().values().forEach(a -> names.addAll(a.dnsNames()));
    return names;
  }

  private static List<Remedy> edit(Container server, String file, String old, String to) {
    String before = old.startsWith("//") ? "//" : " ";
    String after = old.endsWith(";") ? ";" : "";
    return changed(server, file, "s|" + old + "|" + before + to + after + "|");
  }

  /** A file of its settings is changed, and it reads them again. */
  private static List<Remedy> changed(Container server, String file, String change) {
    String sed = "sed -i '" + change + "' ";
    Remedy restart = Remedy.onHost("docker restart " + server.name());
    Optional<String> source = source(server, file);
    if (source.isPresent()) {
      // sed makes the file anew: a container that has it mounted sees that when it starts.
      return List.of(Remedy.onHost(sed + source.get()).then(restart));
    }
    Remedy edit = Remedy.onHost("docker exec " + server.name() + " " + sed + file);
    return List.of(edit.then(reload(server)), edit.then(restart));
  }

  /** The file of the host that is mounted there, itself or in its directory. */
  static Optional<String> source(Container server, String file) {
    return Stream.concat(
            server.spec().storage().binds().stream().map(bind -> bind.split(":")),
            server.spec().storage().mounts().stream()
                .filter(mount -> mount.type().equals("bind"))
                .map(mount -> new String[] {mount.source(), mount.target()}))
        .filter(mount -> mount.length > 1 && file.startsWith(mount[1]))
        .map(mount -> mount[0] + file.substring(mount[1].length()))
        .map(path -> path.replace("/./", "/"))
        .findFirst();
  }

  public static List<String> texts(Attempt attempt, Container container, String file) {
    return attempt.lab().kernel().spaces().readFile(container.id(), file).stream().toList();
  }

  /** Its settings with what it refuses allowed, or with another directory. */
  public static List<Remedy> mended(Attempt attempt, Container server) {
    List<Remedy> remedies = new ArrayList<>();
    Optional<String> client =
        server.log().entries().stream()
            .map(entry -> FORBIDDEN.matcher(entry.text()))
            .filter(Matcher::find)
            .map(said -> said.group(1))
            .reduce((first, last) -> last);
    for (String file : client.isPresent() ? FILES : List.<String>of()) {
      if (String.join("", texts(attempt, server, file)).contains("deny all;")) {
        source(server, file)
            .map(source -> "sed -i 's/deny all;/allow " + client.get() + "; &/' " + source)
            .map(sed -> Remedy.onHost(sed, "docker restart " + server.name()))
            .ifPresent(remedies::add);
      }
    }
    remedies.addAll(rooted(attempt, server));
    return remedies;
  }

  /** Where it looks for files is not where the image has them. */
  private static List<Remedy> rooted(Attempt attempt, Container server) {
    List<Remedy> remedies = new ArrayList<>();
    for (String file : FILES) {
      String text = String.join("", texts(attempt, server, file));
      Matcher root = ROOT.matcher(text);
      while (root.find()) {
        boolean pages = root.group(1).equals(PAGES);
        source(server, file)
            .filter(source -> !pages)
            .map(source -> "sed -i 's|" + root.group(1) + "|" + PAGES + "|' " + source)
            .map(sed -> Remedy.onHost(sed, "docker restart " + server.name()))
            .ifPresent(remedies::add);
      }
    }
    return remedies;
  }
}
