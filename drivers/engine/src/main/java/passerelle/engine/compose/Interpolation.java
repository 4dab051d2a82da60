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
public final class Interpolation {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?[-?+])((?:[^{}]|\\{[^{}]*\\})*))?\\})");

  private final Function<String, Optional<String>> variables;
  private final TreeSet<String> unset = new TreeSet<>();

  Interpolation(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /**
   * A variable that a file names.
   *
   * @param required whether there is nothing to do without it
   * @param usual the value that it has when it is not set; empty for none
   * @param alternate what stands in the file when it is set; empty for its value
   */
  public record Variable(String name, boolean required, String usual, String alternate) {
    private static Variable of(Matcher m) {
      String operator = Optional.ofNullable(m.group(4)).orElse("");
      String word = Optional.ofNullable(m.group(5)).orElse("");
      return new Variable(
          m.group(2) == null ? m.group(3) : m.group(2),
          operator.endsWith("?"),
          operator.endsWith("-") ? word : "",
          operator.endsWith("+") ? word : "");
    }
  }

  /** The variables that the texts of a tree name, each once, in the order of their names. */
  static List<Variable> named(Object tree) {
    Map<String, Variable> all = new TreeMap<>();
    for (Matcher m = VARIABLE.matcher(String.valueOf(tree)); m.find(); ) {
      if (m.group(1) == null) {
        Variable one = Variable.of(m);
        all.putIfAbsent(one.name(), one);
        named(one.usual() + one.alternate()).forEach(v -> all.putIfAbsent(v.name(), v));
      }
    }
    return List.copyOf(all.values());
  }

  /** The variables that were asked for and have no value, in the order of their names. */
  Iterable<String> unset() {
    return unset;
  }

  /** A tree of maps, lists and texts with the values in it. */
  Object of(Object tree) throws ComposeException {
    return of("", tree);
  }

  private Object of(String path, Object tree) throws ComposeException {
    if (tree instanceof String text) {
      return text(path, text);
    } else if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> values = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String inner = (path.isEmpty() ? "" : path + ".") + entry.getKey();
        values.put(entry.getKey(), of(inner, entry.getValue()));
      }
      return values;
    } else if (tree instanceof Iterable<?> list) {
      List<Object> values = new ArrayList<>();
      for (Object element : list) {
        values.add(of(path + ".[]", element));
      }
      return values;
    }
    return tree;
  }

  /**
   * A text with the values in it.
   *
   * @param path where it stands: {@code services.web.image}
   */
  private String text(String path, String text) throws ComposeException {
    StringBuilder out = new StringBuilder();
    Matcher m = VARIABLE.matcher(text);
    int at = 0;
    while (m.find()) {
      checkPlain(path, text, text.substring(at, m.start()));
      out.append(text, at, m.start()).append(m.group(1) != null ? "$" : value(path, m));
      at = m.end();
    }
    checkPlain(path, text, text.substring(at));
    return out.append(text.substring(at)).toString();
  }

  private static void checkPlain(String path, String text, String plain) throws ComposeException {
    if (plain.contains("${")) {
      throw new ComposeException(
          ("invalid interpolation format for " + path + ".\n")
              + "You may need to escape any $ with another $.\n"
              + text);
    }
  }

  private String value(String path, Matcher m) throws ComposeException {
    String name = m.group(2) == null ? m.group(3) : m.group(2);
    String operator = Optional.ofNullable(m.group(4)).orElse("");
    String word = Optional.ofNullable(m.group(5)).orElse("");
    Optional<String> value =
        variables.apply(name).filter(v -> !operator.startsWith(":") || !v.isEmpty());
    if (operator.endsWith("+")) {
      return value.isPresent() ? text(path, word) : "";
    } else if (value.isPresent()) {
      return value.get();
    } else if (operator.endsWith("-")) {
      return text(path, word);
    } else if (operator.endsWith("?")) {
      String why = word.isEmpty() ? "" : ": " + word;
      throw new ComposeException(
          ("error while interpolating " + path + ": required variable ")
              + (name + " is missing a value" + why));
    }
    unset.add(name);
    return "";
  }

  /**
   * The variables of a file {@code .env}: lines {@code NAME=VALUE}, in which the variables before
   * may be named (compose-go dotenv).
   */
  static Map<String, String> file(String text, Function<String, Optional<String>> outer)
      throws ComposeException {
    Map<String, String> values = new LinkedHashMap<>();
    Interpolation filled =
        new Interpolation(v -> outer.apply(v).or(() -> Optional.ofNullable(values.get(v))));
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      String plain = line.strip().replaceFirst("^export\\s+", "");
      int equals = plain.indexOf('=');
      if (!plain.startsWith("#") && equals > 0) {
        String name = plain.substring(0, equals).strip();
        if (name.matches(".*\\s.*")) {
          throw new ComposeException("line " + number + ": key cannot contain a space");
        }
        values.put(name, value(filled, plain.substring(equals + 1).strip()));
      }
    }
    return values;
  }

  private static String value(Interpolation filled, String written) throws ComposeException {
    Matcher quoted = Pattern.compile("([\"'])(.*)\\1(\\s+#.*)?").matcher(written);
    if (!quoted.matches()) {
      return filled.text("", written.replaceFirst("\\s+#.*", ""));
    }
    return quoted.group(1).equals("'")
        ? quoted.group(2)
        : filled.text("", quoted.group(2).replace("\\n", "\n").replace("\\\"", "\""));
  }
}
