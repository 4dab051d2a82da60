package passerelle.sim.userland.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.sim.userland.script.ScriptSource;

/**
 * A small web server in JavaScript, with Node's own http, Express or Fastify.
 *
 * @param names what names stand for: expressions
 * @param routes what is answered, by path: an expression; {@code *} for any path
 * @param port an expression
 * @param host an expression; empty where the source names no address
 * @param said what is printed once it listens: an expression; empty for nothing
 * @param modules what the source needs besides Node's own modules
 */
record NodeApp(
    Map<String, String> names,
    Map<String, String> routes,
    String port,
    Optional<String> host,
    Optional<String> said,
    Set<String> modules) {
  static final String ANY = "*";

  private static final Set<String> OWN =
      Set.of("http", "https", "os", "net", "fs", "path", "url", "util", "events", "process");

  private static final Pattern NAME =
      Pattern.compile("(?m)^\\s*(?:const|let|var)\\s+(\\w+)\\s*=\\s*([^;\\n]+);?\\s*$");
  private static final Pattern MODULE =
      Pattern.compile(
          "(?:require\\(|\\bfrom\\s+|\\bimport\\s+)\\s*['\"](?:node:)?([@\\w/-]+)['\"]");
  private static final Pattern ROUTE =
      Pattern.compile("\\.(?:get|all|use)(\\()\\s*['\"]([^'\"]*)['\"]\\s*,");
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\b\\w+(?:\\.(?:status|type|code)\\([^)]*\\))*\\.(?:end|send|json|write)(\\()");
  private static final Pattern RETURNED = Pattern.compile("\\breturn\\s+|=>\\s*(?=[^\\s{])");
  private static final Pattern SERVER = Pattern.compile("createServer(\\()");
  private static final Pattern LISTEN = Pattern.compile("\\.listen(\\()");
  private static final Pattern SAID = Pattern.compile("console\\.log(\\()");

  /** What a source says; empty when it listens on nothing, or says more than is understood. */
  static Optional<NodeApp> of(String source) {
    String text = ScriptSource.uncommented(source.replace("\r", ""));
    Optional<String> listen = argument(LISTEN.matcher(text), text);
    if (listen.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.put(name.group(1), name.group(2).strip());
    }
    Map<String, String> given = new LinkedHashMap<>();
    List<String> words = ScriptSource.parts(listen.get(), ",");
    if (words.get(0).startsWith("{")) {
      for (String pair : ScriptSource.parts(inner(words.get(0)), ",")) {
        List<String> sides = ScriptSource.parts(pair, ":");
        given.put(sides.get(0), sides.get(sides.size() - 1));
      }
    } else {
      given.put("port", words.get(0));
      words.stream()
          .skip(1)
          .filter(word -> word.matches("['\"`][\\w.:]*['\"`]|\\w+|process\\.env\\.\\w+.*"))
          .filter(word -> !word.matches("\\d+|function.*|err.*|callback"))
          .findFirst()
          .ifPresent(word -> given.put("host", word));
    }
    Set<String> modules = modules(text);
    // Fastify listens on localhost unless it is told otherwise.
    String usual = modules.contains("fastify") ? "'localhost'" : "";
    Optional<String> host =
        Optional.of(given.getOrDefault("host", usual)).filter(word -> !word.isEmpty());
    Map<String, String> routes = routes(text);
    return routes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NodeApp(
                names,
                routes,
                given.getOrDefault("port", "0"),
                host,
                argument(SAID.matcher(listen.get()), listen.get()),
                modules));
  }

  private static String inner(String braces) {
    return ScriptSource.inside(braces, 0).orElse("");
  }

  private static Optional<String> argument(Matcher call, String text) {
    return call.find() ? ScriptSource.inside(text, call.start(1)) : Optional.empty();
  }

  private static Map<String, String> routes(String text) {
    Map<String, String> routes = new LinkedHashMap<>();
    Matcher route = ROUTE.matcher(text);
    while (route.find()) {
      String path = route.group(2);
      ScriptSource.inside(text, route.start(1))
          .flatMap(NodeApp::answer)
          .ifPresent(answer -> routes.putIfAbsent(path, answer));
    }
    if (routes.isEmpty()) {
      argument(SERVER.matcher(text), text)
          .flatMap(NodeApp::answer)
          .ifPresent(answer -> routes.put(ANY, answer));
    }
    return routes;
  }

  private static Optional<String> answer(String handler) {
    Matcher call = ANSWER.matcher(handler);
    while (call.find()) {
      Optional<String> told =
          ScriptSource.inside(handler, call.start(1)).filter(inside -> !inside.isBlank());
      if (told.isPresent()) {
        return told;
      }
    }
    Matcher returned = RETURNED.matcher(handler);
    if (!returned.find()) {
      return Optional.empty();
    }
    String rest = handler.substring(returned.end());
    return rest.startsWith("{")
        ? ScriptSource.inside(rest, 0).map(pairs -> "{" + pairs + "}")
        : Optional.of(rest.replaceFirst("(?s)[;\n].*", "").strip());
  }

  private static Set<String> modules(String text) {
    Set<String> modules = new LinkedHashSet<>();
    Matcher module = MODULE.matcher(text);
    while (module.find()) {
      Stream.of(module.group(1)).filter(name -> !OWN.contains(name)).forEach(modules::add);
    }
    return modules;
  }
}
