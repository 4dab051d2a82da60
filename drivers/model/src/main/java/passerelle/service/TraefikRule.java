package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which requests a router of Traefik is for (doc.traefik.io: HTTP routers, rule): {@code
 * Host(`a.org`) && !PathPrefix(`/api`)}.
 */
record TraefikRule(Predicate<HttpRequest> fits) {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(&&|\\|\\||!|\\(|\\)|,|[A-Za-z]+|`[^`]*`|\"[^\"]*\")");

  /** Reads one; empty where it is none, or asks for what is not modelled. */
  static Optional<TraefikRule> read(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (token.find() && token.start() == end) {
      tokens.add(token.group(1));
      end = token.end();
    }
    Reader reader = new Reader(tokens);
    Optional<Predicate<HttpRequest>> all =
        text.substring(end).isBlank() ? reader.any() : Optional.empty();
    return all.filter(fits -> reader.at == tokens.size()).map(TraefikRule::new);
  }

  /** What a request names as its host, without a port. */
  static String host(HttpRequest request) {
    return request.fields().getOrDefault("host", "").replaceFirst(":[0-9]+$", "");
  }

  private static final class Reader {
    private final List<String> tokens;
    private int at;

    Reader(List<String> tokens) {
      this.tokens = tokens;
    }

    private boolean takes(String token) {
      boolean there = at < tokens.size() && tokens.get(at).equals(token);
      at += there ? 1 : 0;
      return there;
    }

    Optional<Predicate<HttpRequest>> any() {
      Optional<Predicate<HttpRequest>> left = all();
      while (left.isPresent() && takes("||")) {
        Predicate<HttpRequest> first = left.get();
        left = all().map(first::or);
      }
      return left;
    }

    private Optional<Predicate<HttpRequest>> all() {
      Optional<Predicate<HttpRequest>> left = one();
      while (left.isPresent() && takes("&&")) {
        Predicate<HttpRequest> first = left.get();
        left = one().map(first::and);
      }
      return left;
    }

    private Optional<Predicate<HttpRequest>> one() {
      if (takes("!")) {
        return one().map(Predicate::negate);
      }
      if (takes("(")) {
        return any().filter(inner -> takes(")"));
      }
      if (at + 1 >= tokens.size() || !tokens.get(at).matches("[A-Za-z]+")) {
        return Optional.empty();
      }
      String name = tokens.get(at++);
      if (!takes("(")) {
        return Optional.empty();
      }
      List<String> values = new ArrayList<>();
      do {
        if (at >= tokens.size() || !tokens.get(at).matches("[`\"].*")) {
          return Optional.empty();
        }
        String value = tokens.get(at++);
        values.add(value.substring(1, value.length() - 1));
      } while (takes(","));
      return !takes(")") ? Optional.empty() : matcher(name, values);
    }

    private static Optional<Predicate<HttpRequest>> matcher(String name, List<String> values) {
      return switch (name) {
        case "Host" -> one(values, (r, v) -> host(r).equalsIgnoreCase(v));
        case "HostRegexp" -> one(values, (r, v) -> isLike(host(r), v));
        case "Path" -> one(values, (r, v) -> r.path().equals(v));
        case "PathPrefix" -> one(values, (r, v) -> r.path().startsWith(v));
        case "PathRegexp" -> one(values, (r, v) -> isLike(r.path(), v));
        case "Method" -> one(values, (r, v) -> r.method().equals(v));
        default -> Optional.empty();
      };
    }

    private static boolean isLike(String text, String pattern) {
      try {
        return Pattern.compile(pattern).matcher(text).find();
      } catch (PatternSyntaxException wrong) {
        return false;
      }
    }

    private interface Test {
      boolean holds(HttpRequest request, String value);
    }

    private static Optional<Predicate<HttpRequest>> one(List<String> values, Test test) {
      return Optional.of(request -> values.stream().anyMatch(v -> test.holds(request, v)));
    }
  }
}
