package passerelle.engine.cli.system;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Filters;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Moments;
import passerelle.gotemplate.GoBool;

/**
 * The filters of the prune commands: {@code label=...}, {@code label!=...} and {@code until=...}.
 */
final class PruneFilter {
  private static final Set<String> KNOWN = Set.of("label", "label!", "until");
  private static final Set<String> OF_VOLUMES = Set.of("label", "label!", "until", "all");

  private final Filters filters;
  private long until = Long.MAX_VALUE;

  /**
   * The filters of a command line.
   *
   * @param volumes it is about volumes, which know {@code all}
   */
  PruneFilter(Invocation call, boolean volumes) throws CliException, EngineException {
    filters = new Filters(call.flags().all("filter"), volumes ? OF_VOLUMES : KNOWN);
    for (String moment : filters.of("until")) {
      until = until(call, moment);
    }
    checkAll(new TreeSet<>(filters.of("all")));
  }

  /** Volumes with names go, too, where {@code all} is true. */
  private static void checkAll(Set<String> all) throws EngineException {
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

  /** Whether {@code all} is there. */
  boolean namesAll() {
    return filters.has("all");
  }

  /** Whether {@code all} is there and true. */
  boolean takesAll() {
    return filters.has("all") && filters.all("all", GoBool::isTrue);
  }

  /** The daemon reads it, other than the moments of {@code docker events}. */
  private static long until(Invocation call, String text) throws EngineException {
    try {
      return Moments.parse(call, text).orElse(Long.MAX_VALUE);
    } catch (CliException e) {
      throw EngineException.bad(e.getMessage().trim());
    }
  }

  /**
   * Whether something is to go.
   *
   * @param created when it was made
   */
  boolean matches(Map<String, String> labels, long created) {
    return created <= until
        && filters.label(labels)
        && filters.all("label!", wish -> !Filters.isLabelled(labels, wish));
  }
}
