package passerelle.nginx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a request: those that it brings, those that are set, and what was captured. */
public final class Variables {
  private static final Pattern NAME = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");
  private final Function<String, Optional<String>> given;
  private final Map<String, String> set = new HashMap<>();
  private List<String> captured = new ArrayList<>();

  /**
   * Variables.
   *
   * @param given those that the request and the server bring, by name
   */
  public Variables(Function<String, Optional<String>> given) {
    this.given = given;
  }

  /** Sets one. */
  public void set(String name, String value) {
    set.put(name, value);
  }

  /** What an expression has found is {@code $1}, {@code $2}... from now on. */
  void capture(List<String> groups) {
    captured = groups;
  }

  /** The value of one; empty when it has none. */
  public String get(String name) {
    if (name.matches("[1-9]")) {
      int group = Integer.parseInt(name);
      return group <= captured.size() ? captured.get(group - 1) : "";
    }
    return set.containsKey(name) ? set.get(name) : given.apply(name).orElse("");
  }

  /** A text with values in the places of variables. */
  public String fill(String text) {
    return text.indexOf('$') < 0
        ? text
        : NAME.matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        get(found.group(1) == null ? found.group(2) : found.group(1))));
  }
}
