package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.netfilter.Rule;

/**
 * Finds the rules of one chain by their value, however long the chain is. The kernel has no twin of
 * it.
 */
final class RuleFinder {
  private final Map<Rule, List<RuleEntry>> entries = new HashMap<>();

  void add(RuleEntry entry) {
    entries.computeIfAbsent(entry.rule(), rule -> new ArrayList<>(1)).add(entry);
  }

  void remove(RuleEntry entry) {
    List<RuleEntry> same = entries.get(entry.rule());
    same.remove(entry);
    if (same.isEmpty()) {
      entries.remove(entry.rule());
    }
  }

  void clear() {
    entries.clear();
  }

  /** The first in the chain of the entries that are this rule. */
  Optional<RuleEntry> first(Rule rule) {
    return entries.getOrDefault(rule, List.of()).stream()
        .min(Comparator.comparingLong(RuleEntry::order));
  }
}
