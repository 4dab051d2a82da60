package passerelle.engine.dockerfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a stage: its {@code ENV}, which go before its {@code ARG} (shell/lex.go). */
public final class BuildVariables {
  private static final Pattern USE =
      Pattern.compile("\\\\\\$|\\$\\{(\\w+)(?:(:?[-+?])([^}]*))?}|\\$(\\w+)");

  private final Map<String, String> arguments = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** {@code ARG}: a value that only the build knows. */
  public void argument(String name, String value) {
    arguments.put(name, value);
  }

  /** {@code ENV}: a value that the image keeps. */
  public void variable(String name, String value) {
    environment.put(name, value);
  }

  /** The arguments, by name. */
  public Map<String, String> arguments() {
    return Map.copyOf(arguments);
  }

  /** The value of a variable or an argument. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(environment.getOrDefault(name, arguments.get(name)));
  }

  /** A text with the values of its variables. */
  public String in(String text) {
    return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use)));
  }

  private String value(MatchResult use) {
    if (use.group().equals("\\$")) {
      return "$";
    }
    String name = use.group(1) == null ? use.group(4) : use.group(1);
    String how = use.group(2) == null ? "" : use.group(2);
    boolean colon = how.startsWith(":");
    Optional<String> value = value(name).filter(v -> !colon || !v.isEmpty());
    if (how.endsWith("+")) {
      return value.isPresent() ? in(use.group(3)) : "";
    }
    return value.orElse(how.endsWith("-") ? in(use.group(3)) : "");
  }
}
