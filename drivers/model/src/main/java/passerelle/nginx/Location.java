package passerelle.nginx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A location that a request's path belongs to.
 *
 * @param scope its directives; those of the server when no location fits
 * @param prefix the part of the path that it names; empty for an expression or none
 * @param groups what an expression has found, from group 1
 */
public record Location(Scope scope, String prefix, List<String> groups) {

  /** Which location of a scope a path belongs to ({@code ngx_http_core_find_location}). */
  static Location find(Scope scope, String path) {
    Optional<Directive> longest = Optional.empty();
    for (Directive each : scope.own("location")) {
      String modifier = modifier(each);
      String pattern = pattern(each);
      if (modifier.equals("=") && pattern.equals(path)) {
        return new Location(scope.inner(each.block()), pattern, List.of());
      }
      boolean prefix = modifier.isEmpty() || modifier.equals("^~");
      if (prefix && !pattern.startsWith("@") && path.startsWith(pattern)) {
        if (longest.isEmpty() || pattern.length() > pattern(longest.get()).length()) {
          longest = Optional.of(each);
        }
      }
    }
    Optional<Location> nested =
        longest.flatMap(
            d ->
                d.block().stream().anyMatch(in -> in.name().equals("location"))
                    ? Optional.of(find(scope.inner(d.block()), path))
                    : Optional.empty());
    if (longest.isEmpty() || !modifier(longest.get()).equals("^~")) {
      for (Directive each : scope.own("location")) {
        Optional<Location> found = expression(scope, each, path);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    if (nested.isPresent() && !nested.get().prefix().isEmpty()) {
      return nested.get();
    }
    return longest
        .map(d -> new Location(scope.inner(d.block()), pattern(d), List.of()))
        .orElse(new Location(scope, "", List.of()));
  }

  /** The location {@code @name} of a server. */
  static Optional<Location> named(Scope server, String name) {
    return server.own("location").stream()
        .filter(d -> d.arguments().size() == 1 && d.argument(0).equals(name))
        .findFirst()
        .map(d -> new Location(server.inner(d.block()), "", List.of()));
  }

  private static Optional<Location> expression(Scope scope, Directive each, String path) {
    String modifier = modifier(each);
    if (!modifier.startsWith("~")) {
      return Optional.empty();
    }
    try {
      Matcher matcher =
          Pattern.compile(pattern(each), modifier.equals("~*") ? Pattern.CASE_INSENSITIVE : 0)
              .matcher(path);
      if (!matcher.find()) {
        return Optional.empty();
      }
      return Optional.of(new Location(scope.inner(each.block()), "", groups(matcher)));
    } catch (PatternSyntaxException other) {
      return Optional.empty();
    }
  }

  static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i) == null ? "" : matcher.group(i));
    }
    return List.copyOf(groups);
  }

  /** {@code =}, {@code ^~}, {@code ~}, {@code ~*} or nothing; it may stand before its pattern. */
  private static String modifier(Directive location) {
    String first = location.argument(0);
    if (location.arguments().size() == 2) {
      return first;
    }
    return first.startsWith("~*") ? "~*" : first.startsWith("~") ? "~" : glued(first);
  }

  private static String glued(String first) {
    return first.startsWith("=") ? "=" : first.startsWith("^~") ? "^~" : "";
  }

  private static String pattern(Directive location) {
    return location.arguments().size() == 2
        ? location.argument(1)
        : location.argument(0).substring(modifier(location).length());
  }

  /** Refuses what nginx refuses: the same location twice, and a modifier that is none. */
  static void check(Scope scope) throws ConfigurationError {
    Set<String> seen = new HashSet<>();
    for (Directive each : scope.own("location")) {
      String modifier = modifier(each);
      if (!List.of("", "=", "^~", "~", "~*").contains(modifier)) {
        throw new ConfigurationError("invalid location modifier \"" + modifier + "\"", each);
      }
      boolean prefix = modifier.isEmpty() || modifier.equals("^~");
      if (!modifier.startsWith("~") && !seen.add((prefix ? "" : "=") + pattern(each))) {
        throw new ConfigurationError("duplicate location \"" + pattern(each) + "\"", each);
      }
      check(scope.inner(each.block()));
    }
  }
}
