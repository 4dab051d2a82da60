package passerelle.sim.userland.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of simple expressions of a script: literals, names, sums, calls that hand their
 * argument on, objects. What a language says differently, its own class knows.
 */
public abstract class ScriptValues {
  /** How deep expressions may stand in each other: a script may be anybody's. */
  private static final int DEEPEST = 8;

  private final Map<String, String> names;
  private final Pattern transparent;

  /**
   * Values in one script.
   *
   * @param names what names stand for: expressions
   * @param transparent calls whose value is told as their argument's, which is the first group
   */
  protected ScriptValues(Map<String, String> names, Pattern transparent) {
    this.names = names;
    this.transparent = transparent;
  }

  /** The value of an expression as a text; empty for what is not understood, or undefined. */
  public final Optional<String> of(String expression) {
    return of(expression, 0);
  }

  /** The value of an expression that stands within others. */
  protected final Optional<String> of(String written, int depth) {
    String expression = written.strip();
    if (depth > DEEPEST || expression.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> simple = simple(expression, depth);
    if (simple.isPresent()) {
      return simple;
    }
    String named = names.getOrDefault(expression, expression);
    return named.equals(expression) ? composed(expression, depth) : of(named, depth + 1);
  }

  private Optional<String> composed(String expression, int depth) {
    Optional<String> special = special(expression, depth);
    if (special.isPresent()) {
      return special;
    }
    List<String> sum = ScriptSource.parts(expression, "+");
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
    Matcher call = transparent.matcher(expression);
    if (call.matches()) {
      return of(call.group(1), depth + 1);
    }
    return expression.startsWith("{") && expression.endsWith("}")
        ? object(expression.substring(1, expression.length() - 1), depth)
        : Optional.empty();
  }

  /** An object as JSON. */
  private Optional<String> object(String inner, int depth) {
    List<String> pairs = new ArrayList<>();
    for (String part : ScriptSource.parts(inner, ",")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> pair = ScriptSource.parts(part, ":");
      Optional<String> key = key(pair.get(0), depth + 1);
      Optional<String> value = of(pair.get(pair.size() - 1), depth + 1);
      if (pair.size() > 2 || key.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      pairs.add('"' + key.get() + "\":" + json(pair.get(pair.size() - 1), value.get()));
    }
    return Optional.of("{" + String.join(",", pairs) + "}");
  }

  private String json(String expression, String value) {
    boolean bare =
        !isText(expression) && value.matches("-?\\d{1,9}|[Tt]rue|[Ff]alse|null|None|\\{.*}");
    return bare
        ? value.equals("None")
            ? "null"
            : value.startsWith("{") ? value : value.toLowerCase(Locale.ROOT)
        : '"' + value.replace("\"", "\\\"") + '"';
  }

  /** The text with what stands in its braces filled in; empty where that has no value. */
  protected final Optional<String> filled(String text, String opening, int depth) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    for (int use = text.indexOf(opening); use >= 0; use = text.indexOf(opening, at)) {
      Optional<String> inner = ScriptSource.inside(text, use + opening.length() - 1);
      Optional<String> value = inner.flatMap(expression -> of(expression, depth + 1));
      if (value.isEmpty()) {
        return value;
      }
      all.append(text, at, use).append(value.get());
      at = use + opening.length() + inner.get().length() + 1;
    }
    return Optional.of(all.append(text.substring(at)).toString());
  }

  /** The value of a literal or a variable of the language; empty for others. */
  protected abstract Optional<String> simple(String expression, int depth);

  /** The value of what only this language composes so; empty for others. */
  protected abstract Optional<String> special(String expression, int depth);

  /** Whether an expression is a text in quotes. */
  protected abstract boolean isText(String expression);

  /** What an object's key is called. */
  protected abstract Optional<String> key(String written, int depth);
}
