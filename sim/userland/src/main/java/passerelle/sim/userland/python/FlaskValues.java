package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;

/** The values of simple expressions of Python, for one who asks a {@link FlaskApp}. */
record FlaskValues(Process self, Map<String, String> names, String client) {
  private static final int DEEPEST = 8;
  private static final Pattern TEXT = Pattern.compile("([fF]?)(?:\"([^\"]*)\"|'([^']*)')");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "os\\.(?:environ\\.get|getenv)\\( *[\"'](\\w+)[\"'](?: *, *(.+))? *\\)"
              + "|os\\.environ\\[[\"'](\\w+)[\"']\\]");
  private static final Pattern CALL = Pattern.compile("(?:str|int|jsonify)\\((.+)\\)");
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern FORMATTED =
      Pattern.compile("((?:\"[^\"]*\"|'[^']*'))\\.format\\((.*)\\)");

  /** The value of an expression as a text; empty for what is not understood. */
  Optional<String> of(String expression) {
    return of(expression.strip(), 0);
  }

  private Optional<String> of(String expression, int depth) {
    if (depth > DEEPEST || expression.isEmpty()) {
      return Optional.empty();
    }
    if (expression.matches("-?\\d{1,9}|True|False")) {
      return Optional.of(expression);
    }
    if (expression.matches(
        "socket\\.gethostname\\(\\)|os\\.uname\\(\\)(\\.nodename|\\[1\\])|platform\\.node\\(\\)")) {
      return Optional.of(self.hostname());
    }
    if (expression.equals("request.remote_addr")) {
      return Optional.of(client);
    }
    Matcher text = TEXT.matcher(expression);
    if (text.matches()) {
      String plain = text.group(2) == null ? text.group(3) : text.group(2);
      String told = plain.replace("\\n", "\n");
      return text.group(1).isEmpty() ? Optional.of(told) : filled(told, depth);
    }
    Matcher variable = VARIABLE.matcher(expression);
    if (variable.matches()) {
      String name = variable.group(1) == null ? variable.group(3) : variable.group(1);
      Optional<String> value = Optional.ofNullable(self.environment().get(name));
      String usual = variable.group(2) == null ? "\"None\"" : variable.group(2);
      return value.isPresent() ? value : of(usual.strip(), depth + 1);
    }
    if (names.containsKey(expression) && !names.get(expression).equals(expression)) {
      return of(names.get(expression), depth + 1);
    }
    return composed(expression, depth);
  }

  private Optional<String> composed(String expression, int depth) {
    Matcher format = FORMATTED.matcher(expression);
    if (format.matches()) {
      Optional<String> pattern = of(format.group(1), depth + 1);
      String result = pattern.orElse("");
      for (String argument : parts(format.group(2), ',')) {
        Optional<String> value = of(argument.strip(), depth + 1);
        if (value.isEmpty()) {
          return value;
        }
        result = result.replaceFirst("\\{}", Matcher.quoteReplacement(value.get()));
      }
      return Optional.of(result);
    }
    List<String> sum = parts(expression, '+');
    if (sum.size() > 1) {
      StringBuilder all = new StringBuilder();
      for (String part : sum) {
        Optional<String> value = of(part.strip(), depth + 1);
        if (value.isEmpty()) {
          return value;
        }
        all.append(value.get());
      }
      return Optional.of(all.toString());
    }
    Matcher call = CALL.matcher(expression);
    if (call.matches()) {
      return of(call.group(1).strip(), depth + 1);
    }
    return expression.startsWith("{") && expression.endsWith("}")
        ? json(expression.substring(1, expression.length() - 1), depth)
        : Optional.empty();
  }

  private Optional<String> filled(String text, int depth) {
    Optional<String> failed = Optional.empty();
    List<MatchResult> uses = BRACES.matcher(text).results().toList();
    StringBuilder all = new StringBuilder();
    int at = 0;
    for (MatchResult use : uses) {
      Optional<String> value = of(use.group(1).strip(), depth + 1);
      if (value.isEmpty()) {
        return failed;
      }
      all.append(text, at, use.start()).append(value.get());
      at = use.end();
    }
    return Optional.of(all.append(text.substring(at)).toString());
  }

  /** A dictionary as Flask sends it. */
  private Optional<String> json(String inner, int depth) {
    List<String> pairs = new ArrayList<>();
    for (String part : parts(inner, ',')) {
      List<String> pair = parts(part, ':');
      if (pair.size() != 2) {
        return Optional.empty();
      }
      Optional<String> key = of(pair.get(0).strip(), depth + 1);
      Optional<String> value = of(pair.get(1).strip(), depth + 1);
      if (key.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      boolean bare = pair.get(1).strip().matches("-?\\d+");
      pairs.add("\"" + key.get() + "\":" + (bare ? value.get() : "\"" + value.get() + "\""));
    }
    return Optional.of("{" + String.join(",", pairs) + "}\n");
  }

  /** Parts between a character that stands in no text and no brackets. */
  private static List<String> parts(String text, char between) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    char quote = 0;
    int depth = 0;
    for (char c : text.toCharArray()) {
      quote = quote == 0 && (c == '"' || c == '\'') ? c : c == quote ? 0 : quote;
      depth += quote != 0 ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == between && quote == 0 && depth == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    if (!part.toString().isBlank() || parts.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }
}
