package passerelle.engine.cli;

import java.util.List;
import java.util.Map;

/** The filters of the prune commands: {@code label=...} and {@code label!=...}. */
final class PruneFilter {
  private final List<String> filters;

  PruneFilter(List<String> filters) throws CliException {
    this.filters = filters.stream().filter(f -> !f.startsWith("all=")).toList();
    for (String filter : this.filters) {
      if (!filter.startsWith("label=") && !filter.startsWith("label!=")) {
        throw Unmodelled.refuse("the filter " + filter.split("=")[0]);
      }
    }
  }

  boolean matches(Map<String, String> labels) {
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
