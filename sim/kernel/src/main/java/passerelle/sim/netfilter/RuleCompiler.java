package passerelle.sim.netfilter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Match;
import passerelle.netfilter.Rule;

/** Makes rules ready for packets, after the kernel's checks ({@code nf_tables_newrule}). */
record RuleCompiler(Nat nat, MatchTables tables) {
  /**
   * Makes an entry of a rule.
   *
   * @param chain where the rule will be
   * @param operation what the kernel calls the request, such as RULE_APPEND
   */
  RuleEntry compile(RuleTable table, Chain chain, Rule rule, String operation)
      throws IptablesException {
    SetConditions.check(rule, tables.sets());
    if (rule.target() instanceof JumpTarget jump) {
      RuleChecks.checkBuiltin(table.table(), chain, jump.chain(), operation);
      Chain to = table.find(jump.chain()).orElseThrow(() -> noChain(jump.chain()));
      RuleChecks.checkJump(table, chain, to, operation);
    }
    Actions actions = new Actions(name -> table.find(name).orElseThrow(), nat, tables.sets());
    Action action = rule.target().accept(actions);
    RuleChecks.check(table, chain, rule, operation);
    Map<Boolean, List<Match>> matches =
        rule.matches().stream().collect(Collectors.partitioningBy(HeaderMatch::covers));
    Conditions ready = new Conditions(tables);
    Condition[] conditions =
        matches.get(false).stream().map(match -> match.accept(ready)).toArray(Condition[]::new);
    return new RuleEntry(
        rule, HeaderMatch.of(matches.get(true)), conditions, action, table.nextHandle());
  }

  private static IptablesException noChain(String name) {
    return new IptablesException(
        IptablesException.Kind.PARAMETER, "Chain '" + name + "' does not exist");
  }
}
