package passerelle.firewall;

import passerelle.addr.Family;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.Plan;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** Collects changes of one rule set, with rules in the syntax of iptables. */
final class RulePlan {
  private final String netns;
  private final Family family;
  private final Plan.Builder plan = new Plan.Builder();

  RulePlan(String netns, Family family) {
    this.netns = netns;
    this.family = family;
  }

  RulePlan chain(Table table, String chain, String why, Object... arguments) {
    plan.add(new ChainOp.NewChain(netns, family, table, chain), why, arguments);
    return this;
  }

  RulePlan append(Table table, String chain, String rule, String why, Object... arguments) {
    plan.add(
        new ChainOp.AppendRule(netns, family, table, chain, Rule.of(family, rule)), why, arguments);
    return this;
  }

  /** At the chain's top. */
  RulePlan insert(Table table, String chain, String rule, String why, Object... arguments) {
    plan.add(
        new ChainOp.InsertRule(netns, family, table, chain, 1, Rule.of(family, rule)),
        why,
        arguments);
    return this;
  }

  RulePlan delete(Table table, String chain, String rule, String why, Object... arguments) {
    plan.add(
        new ChainOp.DeleteRule(netns, family, table, chain, Rule.of(family, rule)), why, arguments);
    return this;
  }

  Plan build() {
    return plan.build();
  }
}
