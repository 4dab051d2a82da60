package passerelle.engine.cli.network;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.PsFilter;
import passerelle.engine.daemon.Engine;
import passerelle.network.Network;

/** The filters of {@code docker network ls} (daemon/network/filter.go). */
final class NetworkFilter {
  private static final Set<String> KNOWN =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private final Engine engine;
  private final Map<String, Set<String>> filters = new LinkedHashMap<>();

  NetworkFilter(Engine engine, List<String> values) throws EngineException {
    this.engine = engine;
    for (String value : values) {
      int equals = value.indexOf('=');
      String key = value.substring(0, equals).trim();
      String wanted = value.substring(equals + 1).trim();
      if (!KNOWN.contains(key)) {
        throw bad("invalid filter '" + key + "'");
      }
      if (key.equals("type") && !wanted.matches("builtin|custom")) {
        throw bad("invalid filter: 'type'='" + wanted + "'");
      }
      filters.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(wanted);
    }
    checkDangling(filters.getOrDefault("dangling", Set.of()));
  }

  private static void checkDangling(Set<String> values) throws EngineException {
    if (values.size() > 1) {
      throw bad("got more than one value for filter key \"dangling\"");
    }
    if (!values.stream().allMatch(v -> v.matches("1|0|true|false"))) {
      throw bad(
          "invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or"
              + " \"0\")");
    }
  }

  private static EngineException bad(String message) {
    return new EngineException(EngineException.Kind.BAD_REQUEST, message);
  }

  boolean matches(Network n) {
    return any("driver", n.spec().driver()::equals)
        && any("name", v -> PsFilter.matches(v, n.name()))
        && any("id", v -> PsFilter.matches(v, n.id()))
        && any("scope", n.scope()::equals)
        && filters.getOrDefault("label", Set.of()).stream()
            .allMatch(v -> PsFilter.labelled(n.spec().labels(), v))
        && any("type", v -> v.equals("custom") == n.isUserDefined())
        && any("dangling", v -> isDangling(n) == v.matches("1|true"));
  }

  /** Before 29, a list of networks was filtered before it knew their containers. */
  private boolean isDangling(Network network) {
    boolean blind = engine.profile().version().compareTo(EngineVersion.V29_1) < 0;
    return network.isUserDefined()
        && (blind
            || engine.containers().stream()
                .noneMatch(c -> c.attachments().containsKey(network.name())));
  }

  private boolean any(String key, Predicate<String> test) {
    return !filters.containsKey(key) || filters.get(key).stream().anyMatch(test);
  }
}
