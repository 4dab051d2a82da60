package passerelle.sim.userland.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;

/**
 * The values of simple expressions of JavaScript.
 *
 * @param names what names stand for: expressions
 */
record NodeValues(Process self, Map<String, String> names) {
  private static final int DEEPEST = 8;
  private static final Pattern TEXT = Pattern.compile("(?s)'([^']*)'|\"([^\"]*)\"|`([^`]*)`");
  private static final Pattern VARIABLE =
      Pattern.compile("process\\.env(?:\\.(\\w+)|\\[['\"](\\w+)['\"]])");
  private static final Pattern CALL =
      Pattern.compile("(?s)(?:String|Number|parseInt|JSON\\.stringify)\\((.+?)(?:, *10)?\\)");
  private static final Pattern KEY = Pattern.compile("['\"]?([\\w$-]+)['\"]?");

  /** The value of an expression as a text; empty for what is not understood, or undefined. */
  Optional<String> of(String expression) {
    return of(expression.strip(), 0);
  }

  private Optional<String> of(String expression, int depth) {
    if (depth > DEEPEST || expression.isEmpty()) {
      return Optional.empty();
    }
    if (expression.matches("-?\\d{1,9}(\\.\\d{1,9})?|true|false|null")) {
      return Optional.of(expression);
    }
    if (expression.matches("(\\w+\\.)?hostname\\(\\)")) {
      return Optional.of(self.hostname());
    }
    Matcher text = TEXT.matcher(expression);
    if (text.matches()) {
      return text.group(3) == null
          ? Optional.of(plain(text.group(1) == null ? text.group(2) : text.group(1)))
          : filled(text.group(3), depth);
    }
    Matcher variable = VARIABLE.matcher(expression);
    if (variable.matches()) {
      String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
      return Optional.ofNullable(self.environment().get(name));
    }
    if (names.containsKey(expression)) {
      return of(names.get(expression).strip(), depth + 1);
    }
    return composed(expression, depth);
  }

  private Optional<String> composed(String expression, int depth) {
    for (String either : List.of("||", "??")) {
      List<String> choices = NodeSource.parts(expression, either);
      if (choices.size() > 1) {
        return choices.stream()
            .flatMap(choice -> of(choice, depth + 1).stream())
            .filter(value -> !value.isEmpty())
            .findFirst();
      }
    }
    List<String> sum = NodeSource.parts(expression, "+");
    if (sum.size() > 1) {
      StringBuilder all = new StringBuilder();
      for (String part : sum) {
        Optional<String> value = of(part, depth + 1);
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
    StringBuilder all = new StringBuilder();
    int at = 0;
    for (int use = text.indexOf("${"); use >= 0; use = text.indexOf("${", at)) {
      Optional<String> inner = NodeSource.inside(text, use + 1);
      Optional<String> value = inner.flatMap(expression -> of(expression.strip(), depth + 1));
      if (value.isEmpty()) {
        return value;
      }
      all.append(text, at, use).append(value.get());
      at = use + inner.get().length() + 3;
    }
    return Optional.of(plain(all.append(text.substring(at)).toString()));
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n").replace("\\'", "'").replace("\\\"", "\"");
  }

  /** An object as {@code JSON.stringify} writes it. */
  private Optional<String> json(String inner, int depth) {
    List<String> pairs = new ArrayList<>();
    for (String part : NodeSource.parts(inner, ",")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> pair = NodeSource.parts(part, ":");
      Matcher key = KEY.matcher(pair.get(0));
      String expression = pair.get(pair.size() - 1);
      Optional<String> value = of(expression, depth + 1);
      if (!key.matches() || pair.size() > 2 || value.isEmpty()) {
        return Optional.empty();
      }
      boolean bare = value.get().matches("-?\\d{1,9}|true|false|null|\\{.*}");
      boolean quoted = !bare || TEXT.matcher(expression).matches();
      String told = quoted ? '"' + value.get().replace("\"", "\\\"") + '"' : value.get();
      pairs.add('"' + key.group(1) + "\":" + told);
    }
    return Optional.of("{" + String.join(",", pairs) + "}");
  }
}
