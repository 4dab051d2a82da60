package passerelle.real.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.netfilter.Hook;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * Goes through a hook's chains by the rules' counters.
 *
 * @param plausible whether it can have matched a rule
 */
record CountedSteps(RuleBook rules, Counters counters, Predicate<Rule> plausible) {
  private static final List<Table> USUAL =
      List.of(Table.RAW, Table.MANGLE, Table.NAT, Table.FILTER);

  /** SNAT comes after the filter. */
  private static final List<Table> INPUT =
      List.of(Table.RAW, Table.MANGLE, Table.FILTER, Table.NAT);

  /** Targets after which a table looks no further. */
  private static final Set<String> ENDING =
      Set.of("ACCEPT", "DROP", "REJECT", "DNAT", "SNAT", "MASQUERADE", "REDIRECT");

  /** A rule that seems to have matched. */
  record Matched(Table table, String chain, int number, Rule rule) {
    boolean drops() {
      String target = rule.target().label();
      return target.equals("DROP") || target.equals("REJECT");
    }

    private boolean ends() {
      return ENDING.contains(rule.target().label());
    }
  }

  /**
   * Tells of the rules at a hook that a packet may have matched.
   *
   * @param wasDropped whether it got no further than this hook: else it matched no rule that drops
   * @param each told of each rule in order; says whether to go on
   * @return false when {@code each} said no
   */
  boolean walk(Hook hook, boolean wasDropped, Predicate<Matched> each) {
    for (Table table : hook == Hook.INPUT ? INPUT : USUAL) {
      if (table.hooks().contains(hook)
          && chain(table, hook.name(), wasDropped, each) == End.STOPPED) {
        return false;
      }
    }
    return true;
  }

  private enum End {
    RETURNED,
    DECIDED,
    STOPPED
  }

  private End chain(Table table, String chain, boolean wasDropped, Predicate<Matched> each) {
    for (int i = 1; i <= rules.size(table, chain); i++) {
      Optional<Rule> rule = rules.rule(table, chain, i);
      Matched matched = new Matched(table, chain, i, rule.orElseThrow());
      boolean possible = (wasDropped || !matched.drops()) && plausible.test(matched.rule());
      if (!possible || !counters.take(new Counters.Rule(table.label(), chain, i))) {
        continue;
      }
      if (!each.test(matched)) {
        return End.STOPPED;
      } else if (matched.ends()) {
        return End.DECIDED;
      } else if (rule.get().target() instanceof JumpTarget jump) {
        End end = chain(table, jump.chain(), wasDropped, each);
        if (end != End.RETURNED || jump.isGoto()) {
          return end;
        }
      } else if (rule.get().target().label().equals("RETURN")) {
        return End.RETURNED;
      }
    }
    return End.RETURNED;
  }
}
