package passerelle.firewall;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.Plan;
import passerelle.netfilter.Table;
import passerelle.network.LinkedChild;

/**
 * What a legacy link allows on a bridge whose containers may not talk to each other: calls to the
 * ports that the child exposes, and the answers (libnetwork/drivers/bridge/link.go). All engine
 * versions write the same.
 */
public final class LinkRules {
  private LinkRules() {}

  /** The rules; inverse the plan to take them away. */
  public static Plan of(String netns, BridgeRules bridge, IpAddress parent, LinkedChild child) {
    RulePlan rules = new RulePlan(netns, Family.IPV4);
    for (String port : child.ports()) {
      String[] parts = port.split("/");
      String within = " -i " + bridge.device() + " -o " + bridge.device();
      String protocol = " -p " + parts[1] + " -m " + parts[1];
      String there = "-s " + parent + "/32 -d " + child.address() + "/32" + within + protocol;
      String back = "-s " + child.address() + "/32 -d " + parent + "/32" + within + protocol;
      rules
          .append(
              Table.FILTER,
              "DOCKER",
              there + " --dport " + parts[0] + " -j ACCEPT",
              "firewall.link",
              child.address(),
              port)
          .append(
              Table.FILTER,
              "DOCKER",
              back + " --sport " + parts[0] + " -j ACCEPT",
              "firewall.link.back",
              child.address());
    }
    return rules.build();
  }
}
