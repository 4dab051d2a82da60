package passerelle.firewall;

import passerelle.netfilter.Table;

/** What keeps bridge networks apart from each other: where Engine 28 and 29 differ. */
interface Isolation {

  /** The chains that it needs in table filter. */
  void chains(RulePlan rules);

  /** The jump to them, from the chain that sees every forwarded packet. */
  void jump(RulePlan rules, String forward);

  /** Keeps a network apart from the others. */
  void network(RulePlan rules, BridgeRules bridge);

  /** An internal network: only packets from it to itself pass. */
  void internal(RulePlan rules, BridgeRules bridge);

  /** Drops, at the top of a chain, what comes from elsewhere and what goes elsewhere. */
  static void drops(RulePlan rules, String chain, BridgeRules bridge) {
    String out = "! -d " + bridge.subnet() + " -i " + bridge.device() + " -j DROP";
    String in = "! -s " + bridge.subnet() + " -o " + bridge.device() + " -j DROP";
    rules
        .insert(Table.FILTER, chain, out, "firewall.internal", bridge.device())
        .insert(Table.FILTER, chain, in, "firewall.internal", bridge.device());
  }

  /** Whether containers' own packets for published ports are translated or left to the proxy. */
  void translation(RulePlan rules, BridgeRules bridge);
}
