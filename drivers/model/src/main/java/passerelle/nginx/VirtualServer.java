package passerelle.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A server block.
 *
 * @param scope its directives
 * @param listens where it listens
 * @param names what it is called; empty for a server without a name
 */
public record VirtualServer(Scope scope, List<Listen> listens, List<String> names) {

  /** Reads a block. */
  static VirtualServer of(Directive server, Scope http) throws ConfigurationError {
    Scope scope = http.inner(server.block());
    List<Listen> listens = new ArrayList<>();
    for (Directive listen : scope.own("listen")) {
      if (!listen.argument(0).startsWith("unix:")) {
        listens.add(Listen.of(listen));
      }
    }
    if (scope.own("listen").isEmpty()) {
      listens.add(new Listen("0.0.0.0", 80, false, false));
    }
    List<String> names =
        scope.own("server_name").stream()
            .flatMap(d -> d.arguments().stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    Location.check(scope);
    return new VirtualServer(scope, List.copyOf(listens), names);
  }

  /** What {@code $server_name} is: its first name. */
  public String name() {
    return names.isEmpty() ? "" : names.get(0);
  }

  /** How well a name of a request fits, the least best; empty when it does not fit. */
  Optional<Integer> fits(String host) {
    Optional<Integer> best = Optional.empty();
    for (String name : names) {
      int rank = rank(name, host);
      if (rank >= 0 && (best.isEmpty() || rank < best.get())) {
        best = Optional.of(rank);
      }
    }
    return best;
  }

  /** The exact name, then {@code *.x} the longest first, then {@code x.*}, then expressions. */
  private static int rank(String name, String host) {
    if (name.equals(host)) {
      return 0;
    }
    if (name.startsWith("~")) {
      return find(name.substring(1), host) ? 3000 : -1;
    }
    if (name.startsWith(".") && (host.endsWith(name) || host.equals(name.substring(1)))) {
      return 1000 - Math.min(900, name.length());
    }
    if (name.startsWith("*.") && host.endsWith(name.substring(1))) {
      return 1000 - Math.min(900, name.length());
    }
    if (name.endsWith(".*") && host.startsWith(name.substring(0, name.length() - 1))) {
      return 2000 - Math.min(900, name.length());
    }
    return -1;
  }

  private static boolean find(String expression, String text) {
    try {
      return Pattern.compile(expression).matcher(text).find();
    } catch (PatternSyntaxException other) {
      return false;
    }
  }
}
