package passerelle.firewall;

import passerelle.netfilter.Table;

/**
 * Engine 29: nothing stands between networks but the drop of unpublished ports at the end of chain
 * DOCKER, so that a published port can be reached from another network by translation. Only
 * internal networks have rules of their own.
 */
final class InternalChain implements Isolation {
  private static final String CHAIN = "DOCKER-INTERNAL";

  @Override
  public void chains(RulePlan rules) {
    rules.chain(Table.FILTER, CHAIN, "firewall.chain.internal");
  }

  @Override
  public void jump(RulePlan rules, String forward) {
    rules.append(Table.FILTER, forward, "-j " + CHAIN, "firewall.jump.internal");
  }

  @Override
  public void network(RulePlan rules, BridgeRules bridge) {
    // The drop at the end of DOCKER is enough.
  }

  @Override
  public void internal(RulePlan rules, BridgeRules bridge) {
    Isolation.drops(rules, CHAIN, bridge);
  }

  @Override
  public void translation(RulePlan rules, BridgeRules bridge) {
    // All are translated.
  }
}
