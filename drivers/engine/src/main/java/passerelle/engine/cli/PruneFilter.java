package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.engine.EngineException;

/**
 * The filters of the prune commands: {@code label=...}, {@code label!=...} and {@code until=...}.
 */
final class PruneFilter {
  private final List<String> filters = new ArrayList<>();
  private long until = Long.MAX_VALUE;

  PruneFilter(Invocation call) throws CliException, EngineException {
    for (String filter : call.flags().all("filter")) {
      String name = filter.split("!?=")[0];
      switch (name) {
        case "all" -> {
          continue;
        }
        case "until" -> until = until(call, filter.substring(filter.indexOf('=') + 1));
        case "label" -> filters.add(filter);
        default ->
            throw new EngineException(
                EngineException.Kind.BAD_REQUEST, "invalid filter '" + name + "'");
      }
    }
  }

  /** The daemon reads it, other than the moments of {@code docker events}. */
  private static long until(Invocation call, String text) throws EngineException {
    try {
      return Moments.parse(call, text).orElse(Long.MAX_VALUE);
    } catch (CliException e) {
      throw new EngineException(EngineException.Kind.BAD_REQUEST, e.getMessage().trim());
    }
  }

  /**
   * Whether something is to go.
   *
   * @param created when it was made
   */
  boolean matches(Map<String, String> labels, long created) {
    if (created > until) {
      return false;
    }
    for (String filter : filters) {
      boolean negated = filter.startsWith("label!=");
      String wanted = filter.substring(filter.indexOf('=') + 1);
      if (PsFilter.labelled(labels, wanted) == negated) {
        return false;
      }
    }
    return true;
  }
}
