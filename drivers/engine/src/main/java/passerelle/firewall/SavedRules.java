package passerelle.firewall;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The IPv4 rules of a host as an engine finds them that starts on a host where one ran before
 * (libnetwork/drivers/bridge/internal/iptabler).
 */
public record SavedRules(RulesView rules) {
  /** The administrator's chain, in which an engine changes nothing. */
  private static final String USER = "DOCKER-USER";

  /** Empties the chains of the engine that ran before, and takes the jumps to them away. */
  public Plan cleanUp(String netns) {
    Plan.Builder plan = new Plan.Builder();
    for (RulesView.Chain chain : rules.chains()) {
      String name = chain.reference().name();
      Optional<Table> table = Table.ofLabel(chain.reference().table());
      if (table.isEmpty()) {
        continue;
      }
      if (isEngines(name)) {
        plan.add(
            new ChainOp.FlushChain(netns, Family.IPV4, table.get(), name), "restart.flush", name);
        continue;
      }
      chain.rules().stream()
          .map(counted -> counted.rule().text())
          .filter(rule -> isJump(table.get(), rule))
          .forEach(
              rule ->
                  plan.add(
                      new ChainOp.DeleteRule(netns, Family.IPV4, table.get(), name, Rule.of(rule)),
                      "restart.jump",
                      name));
    }
    return plan.build();
  }

  private static boolean isEngines(String chain) {
    return (chain.equals("DOCKER") || chain.startsWith("DOCKER-")) && !chain.equals(USER);
  }

  /** A jump that the engine puts back to its place when it starts. */
  private static boolean isJump(Table table, String rule) {
    String target = rule.substring(rule.lastIndexOf(' ') + 1);
    return table == Table.NAT
        ? isEngines(target)
        : rule.startsWith("-j ") && (isEngines(target) || target.equals(USER));
  }

  /** What of a plan is not there yet; the chains of IPv6 are, once an engine has run. */
  public Plan missing(Plan plan) {
    return new Plan(plan.steps().stream().filter(step -> !isThere(step)).toList());
  }

  private boolean isThere(PlanStep step) {
    if (step.op() instanceof ChainOp.NewChain c) {
      return c.family() == Family.IPV6 || rules.chain(c.reference()).isPresent();
    }
    return step.op() instanceof ChainOp.OfRule r
        && !(r instanceof ChainOp.DeleteRule)
        && (r.family() == Family.IPV6 || rules.has(r.reference(), r.rule().text()));
  }
}
