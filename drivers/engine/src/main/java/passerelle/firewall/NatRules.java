package passerelle.firewall;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Table;
import passerelle.network.PortMapping;

/** The rules of table nat, which all engine versions write nearly alike. */
final class NatRules {
  private NatRules() {}

  /** What hides a network behind the host, and the host from itself without a userland proxy. */
  static void masquerade(RulePlan rules, BridgeRules bridge, boolean hairpin) {
    String device = bridge.device();
    String source = bridge.hostAddress().map(a -> "SNAT --to-source " + a).orElse("MASQUERADE");
    if (bridge.masquerade() && bridge.translated()) {
      String rule = "-s " + bridge.subnet() + " ! -o " + device + " -j " + source;
      rules.insert(Table.NAT, "POSTROUTING", rule, "firewall.masquerade", bridge.subnet());
    }
    if (hairpin) {
      String rule = "-m addrtype --src-type LOCAL -o " + device + " -j " + source;
      rules.insert(Table.NAT, "POSTROUTING", rule, "firewall.masquerade.local", device);
    }
  }

  /** The jumps to the chain of published ports; both are there once, however many networks. */
  static void jumps(RulePlan rules, Family family, boolean hairpin) {
    String local = "-m addrtype --dst-type LOCAL -j DOCKER";
    rules.append(Table.NAT, "PREROUTING", local, "firewall.jump.prerouting");
    String loopback = family == Family.IPV4 ? "127.0.0.0/8" : "::1/128";
    String fromHere = hairpin ? local : "! -d " + loopback + " " + local;
    rules.append(Table.NAT, "OUTPUT", fromHere, "firewall.jump.output");
  }

  /** The redirection of a published port. */
  static void dnat(RulePlan rules, BridgeRules bridge, PortMapping mapping, boolean hairpin) {
    String rule =
        (mapping.hostAddress().isUnspecified() ? "" : "-d " + mapping.hostAddress() + "/32 ")
            + (hairpin ? "" : "! -i " + bridge.device() + " ")
            + protocol(mapping)
            + (" --dport " + mapping.hostPort())
            + (" -j DNAT --to-destination " + target(mapping));
    rules.append(Table.NAT, "DOCKER", rule, "firewall.dnat", mapping.hostPort(), target(mapping));
  }

  /** A container that comes back to itself through its published port. */
  static void masqueradeSelf(RulePlan rules, PortMapping mapping) {
    IpAddress address = mapping.containerAddress();
    String rule =
        ("-s " + address + "/32 -d " + address + "/32 ")
            + protocol(mapping)
            + (" --dport " + mapping.containerPort() + " -j MASQUERADE");
    rules.append(Table.NAT, "POSTROUTING", rule, "firewall.masquerade.self", address);
  }

  /** What lets packets for the published port through, in table filter. */
  static String accept(BridgeRules bridge, PortMapping mapping) {
    return ("-d " + mapping.containerAddress() + "/32 ")
        + ("! -i " + bridge.device() + " -o " + bridge.device() + " ")
        + protocol(mapping)
        + (" --dport " + mapping.containerPort() + " -j ACCEPT");
  }

  static String protocol(PortMapping mapping) {
    return "-p " + mapping.protocol() + " -m " + mapping.protocol();
  }

  static String target(PortMapping mapping) {
    return mapping.containerAddress() + ":" + mapping.containerPort();
  }
}
