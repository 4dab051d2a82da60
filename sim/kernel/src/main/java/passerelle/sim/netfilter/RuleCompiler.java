package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
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
    HeaderMatch header = new HeaderMatch();
    List<Condition> conditions = new ArrayList<>();
    Conditions ready = new Conditions(tables);
    for (Match match : rule.matches()) {
      if (!header.takes(match)) {
        conditions.add(match.accept(ready));
      }
    }
    return new RuleEntry(
        rule, header, conditions.toArray(Condition[]::new), action, table.nextHandle());
  }

  private static IptablesException noChain(String name) {
    return new IptablesException(
        IptablesException.Kind.PARAMETER, "Chain '" + name + "' does not exist");
  }
}
