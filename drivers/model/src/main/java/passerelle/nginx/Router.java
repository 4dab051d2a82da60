package passerelle.nginx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.text.Cut;

/**
 * Takes a request through the phases of a server, from its rewrites to what gives the content
 * ({@code ngx_http_core_run_phases}).
 */
public final class Router {
  /** After so many changes of its path a request has failed. */
  private static final int MOST_CHANGES = 10;

  private final VirtualServer server;
  private final Files files;
  private final Variables variables;
  private final String client;
  private String uri;
  private String arguments;
  private int changes;
  private OptionalInt kept = OptionalInt.empty();

  /**
   * For a request.
   *
   * @param uri its path
   * @param arguments its query, without the question mark
   * @param client the client's address, for allow and deny
   */
  public Router(
      VirtualServer server,
      Files files,
      Variables variables,
      String uri,
      String arguments,
      String client) {
    this.server = server;
    this.files = files;
    this.variables = variables;
    this.uri = uri;
    this.arguments = arguments;
    this.client = client;
  }

  /** The path as it is now: {@code $uri}. */
  public String uri() {
    return uri;
  }

  /** The query as it is now: {@code $args}. */
  public String arguments() {
    return arguments;
  }

  /** What is to be done. */
  public Decision decide() {
    Location none = new Location(server.scope(), "", List.of());
    Rewrites first = new Rewrites(this, variables, files);
    Optional<Decision> said = first.run(server.scope(), none);
    return withPages(said.orElseGet(this::enter));
  }

  /** A status that came later, such as that of a proxy, with the page that is set for it. */
  public Decision failed(int status, Location location, String message) {
    return withPages(error(status, location, message));
  }

  void change(String newUri, String newArguments) {
    uri = newUri;
    arguments = newArguments;
    changes++;
  }

  Decision error(int status, Location location, String message) {
    return decision(Decision.Kind.ERROR, status, "", location, message);
  }

  Decision decision(
      Decision.Kind kind, int status, String value, Location location, String message) {
    return new Decision(kind, status, value, location, uri, arguments, message);
  }

  /** Finds the location and goes through its phases. */
  private Decision enter() {
    Location location = Location.find(server.scope(), uri);
    variables.capture(location.groups());
    return enter(location);
  }

  private Decision enter(Location location) {
    if (changes > MOST_CHANGES) {
      return error(
          500, location, "rewrite or internal redirection cycle while processing \"" + uri + "\"");
    }
    if (!location.scope().own("internal").isEmpty() && changes == 0) {
      return error(404, location, "");
    }
    Rewrites rewrites = new Rewrites(this, variables, files);
    Optional<Decision> said = rewrites.run(location.scope(), location);
    if (said.isPresent()) {
      return said.get();
    }
    if (rewrites.searchAgain()) {
      return enter();
    }
    Location at = rewrites.within(location);
    Optional<Decision> refused = Access.check(at, client, variables, this);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Directive> tries = at.scope().all("try_files");
    return !tries.isEmpty() ? tried(tries.get(0), at) : content(at);
  }

  private Decision content(Location location) {
    Scope scope = location.scope();
    List<Directive> pass = scope.own("proxy_pass");
    if (!pass.isEmpty()) {
      return decision(Decision.Kind.PROXY, 0, pass.get(0).argument(0), location, "");
    }
    List<Directive> fast = scope.own("fastcgi_pass");
    if (!fast.isEmpty()) {
      String to = Pass.FASTCGI + fast.get(0).argument(0);
      return decision(Decision.Kind.PROXY, 0, to, location, "");
    }
    for (String other : List.of("uwsgi_pass", "grpc_pass", "scgi_pass")) {
      if (!scope.own(other).isEmpty()) {
        return error(502, location, "Passerelle does not model " + other);
      }
    }
    if (!scope.own("stub_status").isEmpty()) {
      return decision(Decision.Kind.COUNTERS, 200, "", location, "");
    }
    return new StaticContent(this, files, variables).find(location);
  }

  private Decision tried(Directive tries, Location location) {
    StaticContent content = new StaticContent(this, files, variables);
    List<String> words = tries.arguments();
    for (String word : words.subList(0, words.size() - 1)) {
      String path = variables.fill(word);
      boolean directory = path.endsWith("/");
      String mapped = content.path(location, path);
      if (directory ? files.names(trimmed(mapped)).isPresent() : files.text(mapped).isPresent()) {
        uri = path;
        return content(location);
      }
    }
    String last = words.get(words.size() - 1);
    if (last.matches("=[0-9]{3}")) {
      return error(Integer.parseInt(last.substring(1)), location, "");
    }
    return redirected(variables.fill(last), location);
  }

  /** An internal redirect: a named location, or another path. */
  Decision redirected(String target, Location from) {
    if (target.startsWith("@")) {
      changes++;
      Optional<Location> named = Location.named(server.scope(), target);
      return named.isPresent() && changes <= MOST_CHANGES
          ? enter(named.get())
          : error(500, from, "could not find named location \"" + target + "\"");
    }
    Cut asked = Cut.first(target, "?");
    change(asked.before(), asked.after(arguments));
    return enter();
  }

  static String trimmed(String directory) {
    return directory.length() > 1 && directory.endsWith("/")
        ? directory.substring(0, directory.length() - 1)
        : directory;
  }

  /** The page that {@code error_page} names for a status, once for each request. */
  private Decision withPages(Decision decided) {
    if (decided.kind() != Decision.Kind.ERROR || kept.isPresent()) {
      return decided;
    }
    for (Directive page : decided.location().scope().all("error_page")) {
      List<String> words = page.arguments();
      String target = words.get(words.size() - 1);
      List<String> before = words.subList(0, words.size() - 1);
      if (!before.contains(String.valueOf(decided.status()))) {
        continue;
      }
      Optional<String> other = before.stream().filter(w -> w.startsWith("=")).findFirst();
      int status =
          other
              .filter(w -> w.matches("=[0-9]{3}"))
              .map(w -> Integer.parseInt(w.substring(1)))
              .orElse(decided.status());
      if (target.matches("https?://.*")) {
        return decision(Decision.Kind.REDIRECT, 302, target, decided.location(), decided.message());
      }
      kept = OptionalInt.of(status);
      Decision then = redirected(variables.fill(target), decided.location());
      boolean itsOwn = other.filter(w -> w.equals("=")).isPresent() || target.startsWith("@");
      return new Decision(
          then.kind(),
          itsOwn && then.status() != 0 ? then.status() : status,
          then.value(),
          then.location(),
          then.uri(),
          then.arguments(),
          decided.message());
    }
    return decided;
  }
}
