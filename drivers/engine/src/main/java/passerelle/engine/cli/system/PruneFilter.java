package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Moments;
import passerelle.engine.cli.PsFilter;
import passerelle.gotemplate.GoBool;

/**
 * The filters of the prune commands: {@code label=...}, {@code label!=...} and {@code until=...}.
 */
final class PruneFilter {
  private final List<String> filters = new ArrayList<>();
  private final Set<String> all = new TreeSet<>();
  private long until = Long.MAX_VALUE;

  /**
   * The filters of a command line.
   *
   * @param volumes it is about volumes, which know {@code all}
   */
  PruneFilter(Invocation call, boolean volumes) throws CliException, EngineException {
    for (String filter : call.flags().all("filter")) {
      String name = filter.split("!?=")[0];
      switch (name) {
        case "all" -> all.add(ofVolumes(volumes, filter));
        case "until" -> until = until(call, filter.substring(filter.indexOf('=') + 1));
        case "label" -> filters.add(filter);
        default -> throw EngineException.bad("invalid filter '" + name + "'");
      }
    }
    checkAll();
  }

  private static String ofVolumes(boolean volumes, String filter) throws EngineException {
    if (!volumes) {
      throw EngineException.bad("invalid filter 'all'");
    }
    return filter.substring(filter.indexOf('=') + 1);
  }

  /** Volumes with names go, too, where {@code all} is true. */
  private void checkAll() throws EngineException {
    if (all.size() > 1) {
      throw EngineException.bad(
          "invalid filter 'all=[" + String.join(" ", all) + "]': only one value is expected");
    }
    for (String value : all) {
      if (!GoBool.problem(value).isEmpty()) {
        throw EngineException.bad("invalid filter 'all': " + GoBool.problem(value));
      }
    }
  }

  /** Whether {@code all} is there and true. */
  boolean takesAll() {
    return all.stream().anyMatch(GoBool::isTrue);
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
