package passerelle.nginx;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.text.Cut;

/** The rewrite module: {@code return}, {@code rewrite}, {@code set}, {@code break}, {@code if}. */
final class Rewrites {
  private final Router router;
  private final Variables variables;
  private final Files files;
  private boolean again;
  private boolean stopped;
  private Optional<Scope> within = Optional.empty();

  Rewrites(Router router, Variables variables, Files files) {
    this.router = router;
    this.variables = variables;
    this.files = files;
  }

  /** Whether the location has to be searched anew. */
  boolean searchAgain() {
    return again;
  }

  /** The location, or the if in it whose condition was true last. */
  Location within(Location location) {
    return within.map(s -> new Location(s, location.prefix(), location.groups())).orElse(location);
  }

  /** Does one directive after the other; the answer if one of them gives it. */
  Optional<Decision> run(Scope scope, Location location) {
    for (Directive each : scope.directives()) {
      if (again || stopped) {
        break;
      }
      switch (each.name()) {
        case "return" -> {
          return Optional.of(returned(each, location));
        }
        case "set" ->
            variables.set(each.argument(0).substring(1), variables.fill(each.argument(1)));
        case "break" -> stopped = true;
        case "rewrite" -> {
          Optional<Decision> sent = rewrite(each, location);
          if (sent.isPresent()) {
            return sent;
          }
        }
        case "if" -> {
          if (holds(each)) {
            Scope inner = scope.inner(each.block());
            within = Optional.of(inner);
            Optional<Decision> said = run(inner, within(location));
            if (said.isPresent()) {
              return said;
            }
          }
        }
        default -> {
          // It belongs to another module.
        }
      }
    }
    return Optional.empty();
  }

  private Decision returned(Directive directive, Location location) {
    String first = directive.argument(0);
    boolean code = first.matches("[0-9]{3}");
    int status = code ? Integer.parseInt(first) : 302;
    boolean text = directive.arguments().size() > 1;
    String value = variables.fill(code ? directive.argument(1) : first);
    boolean redirect = List.of(301, 302, 303, 307, 308).contains(status);
    if (redirect && !value.isEmpty()) {
      return router.decision(Decision.Kind.REDIRECT, status, value, location, "");
    }
    return text || status < 300
        ? router.decision(Decision.Kind.TEXT, status, value, location, "")
        : router.error(status, location, "");
  }

  private Optional<Decision> rewrite(Directive directive, Location location) {
    Matcher matcher;
    try {
      matcher = Pattern.compile(directive.argument(0)).matcher(router.uri());
    } catch (PatternSyntaxException other) {
      return Optional.empty();
    }
    if (!matcher.find()) {
      return Optional.empty();
    }
    variables.capture(Location.groups(matcher));
    String target = variables.fill(directive.argument(1));
    String flag = directive.argument(2);
    boolean away = target.matches("https?://.*");
    if (away || flag.equals("redirect") || flag.equals("permanent")) {
      int status = flag.equals("permanent") ? 301 : 302;
      String query = router.arguments().isEmpty() ? "" : "?" + router.arguments();
      return Optional.of(
          router.decision(Decision.Kind.REDIRECT, status, target + query, location, ""));
    }
    Cut asked = Cut.first(target, "?");
    router.change(asked.before(), asked.after(router.arguments()));
    if (flag.equals("last") || flag.isEmpty()) {
      again = true;
    } else {
      stopped = true;
    }
    return Optional.empty();
  }

  /** Whether a condition is true: {@code ($a = b)}, {@code ($a ~ x)}, {@code (-f path)}. */
  private boolean holds(Directive condition) {
    List<String> words = words(condition);
    String first = words.isEmpty() ? "" : words.get(0);
    if (words.size() == 1) {
      String value = variables.fill(first);
      return !value.isEmpty() && !value.equals("0");
    }
    if (words.size() == 2) {
      String path = variables.fill(words.get(1));
      boolean not = first.startsWith("!");
      return switch (not ? first.substring(1) : first) {
        case "-f" -> not != files.text(path).isPresent();
        case "-d" -> not != files.names(path).isPresent();
        case "-e" -> not != (files.text(path).isPresent() || files.names(path).isPresent());
        default -> false;
      };
    }
    String value = variables.fill(first);
    String other = words.get(2);
    return switch (words.get(1)) {
      case "=" -> value.equals(variables.fill(other));
      case "!=" -> !value.equals(variables.fill(other));
      case "~", "~*" -> matches(value, other, words.get(1).length() > 1);
      case "!~", "!~*" -> !matches(value, other, words.get(1).length() > 2);
      default -> false;
    };
  }

  private boolean matches(String value, String expression, boolean anyCase) {
    try {
      Matcher matcher =
          Pattern.compile(expression, anyCase ? Pattern.CASE_INSENSITIVE : 0).matcher(value);
      boolean found = matcher.find();
      if (found) {
        variables.capture(Location.groups(matcher));
      }
      return found;
    } catch (PatternSyntaxException other) {
      return false;
    }
  }

  /** The words between the parentheses. */
  private static List<String> words(Directive condition) {
    String all = String.join("\u0000", condition.arguments());
    String inner = all.startsWith("(") ? all.substring(1) : all;
    inner = inner.endsWith(")") ? inner.substring(0, inner.length() - 1) : inner;
    return List.of(inner.split("\u0000")).stream().filter(word -> !word.isEmpty()).toList();
  }
}
