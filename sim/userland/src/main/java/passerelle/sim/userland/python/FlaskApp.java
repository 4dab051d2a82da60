package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small web application in Python with Flask, as far as its source says by itself what it
 * answers: routes whose functions return texts, what the machine is called, variables and who asks.
 *
 * @param routes what is returned, by path: an expression
 * @param names what names stand for: expressions
 * @param run the arguments of {@code app.run}; empty when it is not called
 */
record FlaskApp(
    Map<String, String> routes, Map<String, String> names, Optional<Map<String, String>> run) {
  private static final Pattern MADE = Pattern.compile("(?m)^(\\w+) *= *Flask\\(");
  private static final Pattern ROUTE =
      Pattern.compile(
          "(?m)^@\\w+\\.(?:route|get)\\( *[\"']([^\"']*)[\"'][^)\\n]*\\) *\\n"
              + "def \\w+\\([^)\\n]*\\)[^:\\n]*: *\\n((?:[ \\t]+[^\\n]*\\n|[ \\t]*\\n)+)");
  private static final Pattern ASSIGNED = Pattern.compile("(?m)^[ \\t]*(\\w+) *= *([^=\\n].*)$");
  private static final Pattern RETURNED = Pattern.compile("(?m)^[ \\t]+return +(.+)$");
  private static final Pattern RUN = Pattern.compile("(?m)^[ \\t]*\\w+\\.run\\((.*)\\) *$");
  private static final Pattern ARGUMENT = Pattern.compile("(\\w+) *= *((?:[^,(]|\\([^)]*\\))+)");

  /** Lines that a function may have besides its return. */
  private static final Pattern PLAIN =
      Pattern.compile("[ \\t]*(?:#.*|\"\"\".*\"\"\"|return .*|\\w+ *= *[^=].*|print\\(.*\\))?");

  /** What a source says; empty when it says more than is understood here. */
  static Optional<FlaskApp> of(String source) {
    String text = source.replace("\r", "") + "\n";
    if (!MADE.matcher(text).find()) {
      return Optional.empty();
    }
    Map<String, String> routes = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
        .forEach(line -> assign(line, names));
    Matcher route = ROUTE.matcher(text);
    while (route.find()) {
      String body = route.group(2);
      Matcher returned = RETURNED.matcher(body);
      if (!body.lines().allMatch(l -> PLAIN.matcher(l).matches()) || !returned.find()) {
        return Optional.empty();
      }
      body.lines().forEach(line -> assign(line, names));
      routes.put(route.group(1), returned.group(1).strip());
    }
    boolean others = text.lines().filter(l -> l.startsWith("@")).count() != routes.size();
    return others ? Optional.empty() : Optional.of(new FlaskApp(routes, names, run(text)));
  }

  private static void assign(String line, Map<String, String> names) {
    Matcher assigned = ASSIGNED.matcher(line);
    if (assigned.matches()) {
      names.put(assigned.group(1), assigned.group(2).strip());
    }
  }

  private static Optional<Map<String, String>> run(String text) {
    Matcher run = RUN.matcher(text);
    if (!run.find()) {
      return Optional.empty();
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    Matcher argument = ARGUMENT.matcher(run.group(1));
    while (argument.find()) {
      arguments.put(argument.group(1), argument.group(2).strip());
    }
    return Optional.of(arguments);
  }

  /** The packages that a source needs besides Python's own. */
  static List<String> imports(String source) {
    List<String> needed = new ArrayList<>();
    Matcher line = Pattern.compile("(?m)^(?:from|import) +(\\w+)").matcher(source);
    while (line.find()) {
      needed.add(line.group(1));
    }
    return needed;
  }
}
