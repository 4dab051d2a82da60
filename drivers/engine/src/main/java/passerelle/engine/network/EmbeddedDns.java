package passerelle.engine.network;

import passerelle.addr.Family;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.Plan;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The rules in a container's namespace that lead 127.0.0.11:53 to the port of the embedded DNS
 * server, and its answers back (libnetwork/resolver_unix.go:setupNAT).
 */
final class EmbeddedDns {
  private static final String OUTPUT = "DOCKER_OUTPUT";
  private static final String POSTROUTING = "DOCKER_POSTROUTING";

  private EmbeddedDns() {}

  static Plan rules(String netns, ResolverPorts ports) {
    Plan.Builder plan = new Plan.Builder();
    for (String chain : new String[] {OUTPUT, POSTROUTING}) {
      plan.add(new ChainOp.NewChain(netns, Family.IPV4, Table.NAT, chain), "dns.chain");
    }
    append(plan, netns, "OUTPUT", "-d 127.0.0.11/32 -j " + OUTPUT, "dns.jump");
    append(plan, netns, "POSTROUTING", "-d 127.0.0.11/32 -j " + POSTROUTING, "dns.jump");
    for (String protocol : new String[] {"tcp", "udp"}) {
      int port = protocol.equals("tcp") ? ports.tcp() : ports.udp();
      String there = "-d 127.0.0.11/32 -p " + protocol + " -m " + protocol + " --dport 53";
      String target = " -j DNAT --to-destination 127.0.0.11:" + port;
      append(plan, netns, OUTPUT, there + target, "dns.dnat");
      String back = "-s 127.0.0.11/32 -p " + protocol + " -m " + protocol + " --sport " + port;
      append(plan, netns, POSTROUTING, back + " -j SNAT --to-source :53", "dns.snat");
    }
    return plan.build();
  }

  private static void append(
      Plan.Builder plan, String netns, String chain, String rule, String why) {
    plan.add(new ChainOp.AppendRule(netns, Family.IPV4, Table.NAT, chain, Rule.of(rule)), why);
  }
}
