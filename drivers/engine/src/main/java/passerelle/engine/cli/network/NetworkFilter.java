package passerelle.engine.cli.network;

import java.util.List;
import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.Filters;
import passerelle.engine.daemon.Engine;
import passerelle.network.Network;

/** The filters of {@code docker network ls} (daemon/network/filter.go). */
final class NetworkFilter {
  private static final Set<String> KNOWN =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private final Engine engine;
  private final Filters filters;

  NetworkFilter(Engine engine, List<String> values) throws EngineException {
    this.engine = engine;
    this.filters = new Filters(values, KNOWN);
    for (String type : filters.of("type")) {
      if (!type.matches("builtin|custom")) {
        throw EngineException.bad("invalid filter: 'type'='" + type + "'");
      }
    }
    checkDangling(filters.of("dangling"));
  }

  private static void checkDangling(Set<String> values) throws EngineException {
    if (values.size() > 1) {
      throw EngineException.bad("got more than one value for filter key \"dangling\"");
    }
    if (!values.stream().allMatch(v -> v.matches("1|0|true|false"))) {
      throw EngineException.bad(
          "invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or"
              + " \"0\")");
    }
  }

  boolean matches(Network n) {
    return filters.any("driver", n.spec().driver()::equals)
        && filters.any("name", v -> Filters.matches(v, n.name()))
        && filters.any("id", v -> Filters.matches(v, n.id()))
        && filters.any("scope", n.scope()::equals)
        && filters.label(n.spec().labels())
        && filters.any("type", v -> v.equals("custom") == n.isUserDefined())
        && filters.any("dangling", v -> isDangling(n) == v.matches("1|true"));
  }

  /** Before 29, a list of networks was filtered before it knew their containers. */
  private boolean isDangling(Network network) {
    boolean blind = engine.profile().version().compareTo(EngineVersion.V29_1) < 0;
    return network.isUserDefined()
        && (blind
            || engine.containers().stream()
                .noneMatch(c -> c.attachments().containsKey(network.name())));
  }
}
