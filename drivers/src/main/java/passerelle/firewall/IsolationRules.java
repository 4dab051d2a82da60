package passerelle.firewall;

import passerelle.netfilter.Table;

/** What keeps bridge networks apart, alike in both engine versions. */
final class IsolationRules {
  private IsolationRules() {}

  /** Packets that leave a bridge for another device go on to the second stage. */
  static String leave(String device) {
    return "-i " + device + " ! -o " + device + " -j DOCKER-ISOLATION-STAGE-2";
  }

  /** An internal network: only packets from it to itself pass. */
  static void internal(RulePlan rules, BridgeRules bridge) {
    String out = "! -d " + bridge.subnet() + " -i " + bridge.device() + " -j DROP";
    String in = "! -s " + bridge.subnet() + " -o " + bridge.device() + " -j DROP";
    rules
        .insert(Table.FILTER, "DOCKER-ISOLATION-STAGE-1", out, "firewall.internal", bridge.device())
        .insert(Table.FILTER, "DOCKER-ISOLATION-STAGE-1", in, "firewall.internal", bridge.device());
  }
}
