package passerelle.firewall;

import passerelle.netfilter.Table;

/**
 * Engine 28 and before: a packet that leaves a bridge for another device goes on to a second stage,
 * where it is dropped if that device is a bridge, too.
 */
final class IsolationStages implements Isolation {
  static final String FIRST = "DOCKER-ISOLATION-STAGE-1";
  static final String SECOND = "DOCKER-ISOLATION-STAGE-2";

  @Override
  public void chains(RulePlan rules) {
    rules
        .chain(Table.FILTER, FIRST, "firewall.chain.isolation1")
        .chain(Table.FILTER, SECOND, "firewall.chain.isolation2");
  }

  @Override
  public void jump(RulePlan rules, String forward) {
    rules.append(Table.FILTER, forward, "-j " + FIRST, "firewall.jump.isolation");
  }

  @Override
  public void network(RulePlan rules, BridgeRules bridge) {
    String device = bridge.device();
    if (!bridge.translated()) {
      String answers = "-i " + device + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
      rules
          .insert(Table.FILTER, FIRST, "-o " + device + " -j RETURN", "firewall.routed", device)
          .insert(Table.FILTER, FIRST, answers, "firewall.routed.answers", device);
    }
    rules
        .append(Table.FILTER, FIRST, leave(device), "firewall.isolate1", device)
        .insert(Table.FILTER, SECOND, "-o " + device + " -j DROP", "firewall.isolate2", device);
  }

  /** Packets that leave a bridge for another device go on to the second stage. */
  static String leave(String device) {
    return "-i " + device + " ! -o " + device + " -j " + SECOND;
  }

  @Override
  public void internal(RulePlan rules, BridgeRules bridge) {
    Isolation.drops(rules, FIRST, bridge);
  }

  /** Translated packets would end in the second stage; the proxy's go by the host. */
  @Override
  public void translation(RulePlan rules, BridgeRules bridge) {
    String device = bridge.device();
    if (bridge.masquerade()) {
      rules.insert(Table.NAT, "DOCKER", "-i " + device + " -j RETURN", "firewall.nodnat", device);
    }
  }
}
