package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of variables into the texts of a compose file (compose-go template). */
final class Interpolation {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?[-?+])((?:[^{}]|\\{[^{}]*\\})*))?\\})");

  private final Function<String, Optional<String>> variables;
  private final TreeSet<String> unset = new TreeSet<>();

  Interpolation(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** The variables that were asked for and have no value, in the order of their names. */
  Iterable<String> unset() {
    return unset;
  }

  /** A tree of maps, lists and texts with the values in it. */
  Object of(Object tree) throws ComposeException {
    if (tree instanceof String text) {
      return text(text);
    } else if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> values = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        values.put(entry.getKey(), of(entry.getValue()));
      }
      return values;
    } else if (tree instanceof Iterable<?> list) {
      List<Object> values = new ArrayList<>();
      for (Object element : list) {
        values.add(of(element));
      }
      return values;
    }
    return tree;
  }

  private String text(String text) throws ComposeException {
    StringBuilder out = new StringBuilder();
    Matcher m = VARIABLE.matcher(text);
    int at = 0;
    while (m.find()) {
      out.append(text, at, m.start()).append(m.group(1) != null ? "$" : value(m));
      at = m.end();
    }
    return out.append(text.substring(at)).toString();
  }

  private String value(Matcher m) throws ComposeException {
    String name = m.group(2) == null ? m.group(3) : m.group(2);
    String operator = Optional.ofNullable(m.group(4)).orElse("");
    String word = Optional.ofNullable(m.group(5)).orElse("");
    Optional<String> value =
        variables.apply(name).filter(v -> !operator.startsWith(":") || !v.isEmpty());
    if (operator.endsWith("+")) {
      return value.isPresent() ? text(word) : "";
    } else if (value.isPresent()) {
      return value.get();
    } else if (operator.endsWith("-")) {
      return text(word);
    } else if (operator.endsWith("?")) {
      throw new ComposeException("required variable " + name + " is missing a value: " + word);
    }
    unset.add(name);
    return "";
  }

  /** The variables of a file {@code .env}: lines {@code NAME=VALUE}. */
  static Map<String, String> file(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String line : text.split("\n")) {
      String plain = line.strip().replaceFirst("^export\\s+", "");
      int equals = plain.indexOf('=');
      if (!plain.startsWith("#") && equals > 0) {
        values.put(
            plain.substring(0, equals).strip(),
            plain.substring(equals + 1).strip().replaceAll("^([\"'])(.*)\\1$", "$2"));
      }
    }
    return values;
  }
}
