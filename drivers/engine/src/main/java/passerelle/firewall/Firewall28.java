package passerelle.firewall;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.Plan;
import passerelle.netfilter.Table;
import passerelle.network.PortMapping;

/**
 * Engine 28.5: one jump from FORWARD to DOCKER-FORWARD, which asks one chain for each purpose; what
 * is not published is dropped at the end of DOCKER, and in table raw for those who come by the
 * container's own address.
 */
public class Firewall28 implements Firewall {
  private static final String FORWARD = "DOCKER-FORWARD";

  private final String netns;
  private final FirewallSettings settings;
  private final boolean hairpin;
  private final Isolation isolation;

  /**
   * The rules of a host.
   *
   * @param netns the host's namespace
   */
  public Firewall28(String netns, FirewallSettings settings) {
    this(netns, settings, new IsolationStages());
  }

  Firewall28(String netns, FirewallSettings settings, Isolation isolation) {
    this.netns = netns;
    this.settings = settings;
    this.hairpin = settings.hairpin();
    this.isolation = isolation;
  }

  @Override
  public Plan start() {
    return chains(Family.IPV4).build().then(chains(Family.IPV6).build());
  }

  private RulePlan chains(Family family) {
    RulePlan rules =
        new RulePlan(netns, family)
            .chain(Table.NAT, "DOCKER", "firewall.chain.nat")
            .chain(Table.FILTER, "DOCKER", "firewall.chain.ports")
            .chain(Table.FILTER, FORWARD, "firewall.chain.forward")
            .chain(Table.FILTER, "DOCKER-BRIDGE", "firewall.chain.bridge")
            .chain(Table.FILTER, "DOCKER-CT", "firewall.chain.ct");
    isolation.chains(rules);
    NatRules.jumps(rules, family, hairpin);
    rules.append(Table.FILTER, FORWARD, "-j DOCKER-CT", "firewall.jump.ct");
    isolation.jump(rules, FORWARD);
    return rules
        .append(Table.FILTER, FORWARD, "-j DOCKER-BRIDGE", "firewall.jump.bridge")
        .insert(Table.FILTER, "FORWARD", "-j " + FORWARD, "firewall.jump.forward");
  }

  @Override
  public Plan userChain() {
    return userChain(Family.IPV4).then(userChain(Family.IPV6));
  }

  private Plan userChain(Family family) {
    return new RulePlan(netns, family)
        .chain(Table.FILTER, "DOCKER-USER", "firewall.chain.user")
        .insert(Table.FILTER, "FORWARD", "-j DOCKER-USER", "firewall.jump.user")
        .build();
  }

  @Override
  public Plan network(BridgeRules bridge) {
    RulePlan rules = rules();
    String device = bridge.device();
    String within = "-i " + device + " -o " + device;
    if (bridge.internal()) {
      isolation.internal(rules, bridge);
      if (bridge.icc()) {
        rules.append(Table.FILTER, FORWARD, within + " -j ACCEPT", "firewall.icc", device);
      } else {
        rules.append(Table.FILTER, FORWARD, within + " -j DROP", "firewall.noicc", device);
      }
      return rules.build();
    }
    settings
        .acceptMark()
        .ifPresent(
            mark ->
                rules.insert(
                    Table.FILTER,
                    FORWARD,
                    "-m mark --mark " + mark + " -j ACCEPT",
                    "firewall.mark",
                    mark));
    NatRules.masquerade(rules, bridge, hairpin);
    if (!hairpin) {
      isolation.translation(rules, bridge);
    }
    if (!bridge.translated()) {
      String icmp = "-o " + device + " -p icmp -j ACCEPT";
      rules.append(Table.FILTER, "DOCKER", icmp, "firewall.icmp", device);
    }
    if (bridge.icc()) {
      rules.append(
          Table.FILTER, FORWARD, "-i " + device + " -j ACCEPT", "firewall.outgoing", device);
    } else {
      String out = "-i " + device + " ! -o " + device + " -j ACCEPT";
      rules
          .append(Table.FILTER, FORWARD, within + " -j DROP", "firewall.noicc", device)
          .append(Table.FILTER, FORWARD, out, "firewall.outgoing", device);
    }
    incoming(rules, bridge);
    isolation.network(rules, bridge);
    return rules.build();
  }

  private static void incoming(RulePlan rules, BridgeRules bridge) {
    String device = bridge.device();
    String established = "-o " + device + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
    String rest = "! -i " + device + " -o " + device;
    if (bridge.unprotected()) {
      rules.append(Table.FILTER, "DOCKER", rest + " -j ACCEPT", "firewall.unprotected", device);
    } else {
      rules.append(Table.FILTER, "DOCKER", rest + " -j DROP", "firewall.unpublished", device);
    }
    rules
        .append(
            Table.FILTER,
            "DOCKER-BRIDGE",
            "-o " + device + " -j DOCKER",
            "firewall.incoming",
            device)
        .append(Table.FILTER, "DOCKER-CT", established, "firewall.established", device);
  }

  @Override
  public Plan endpoint(BridgeRules bridge, IpAddress address) {
    if (!bridge.filtersDirectAccess() || settings.allowDirectRouting()) {
      return Plan.EMPTY;
    }
    RulePlan rules = rules();
    for (String device : bridge.trusted()) {
      String trust = "-d " + address + "/32 -i " + device + " -j ACCEPT";
      rules.append(Table.RAW, "PREROUTING", trust, "firewall.trusted", address, device);
    }
    String rule = "-d " + address + "/32 ! -i " + bridge.device() + " -j DROP";
    return rules.append(Table.RAW, "PREROUTING", rule, "firewall.direct", address).build();
  }

  @Override
  public Plan port(BridgeRules bridge, PortMapping mapping) {
    RulePlan rules = rules();
    if (mapping.isTranslated()) {
      NatRules.dnat(rules, bridge, mapping, hairpin);
      if (hairpin) {
        NatRules.masqueradeSelf(rules, mapping);
      }
    }
    if (!bridge.unprotected()) {
      String accept = NatRules.accept(bridge, mapping);
      String why = mapping.isTranslated() ? "firewall.accept" : "firewall.accept.routed";
      rules.insert(Table.FILTER, "DOCKER", accept, why, NatRules.target(mapping));
    }
    if (mapping.isTranslated() && mapping.hostAddress().isLoopback()) {
      String rule =
          ("-d " + mapping.hostAddress() + "/32 ! -i lo ")
              + NatRules.protocol(mapping)
              + (" --dport " + mapping.hostPort() + " -j DROP");
      rules.append(Table.RAW, "PREROUTING", rule, "firewall.loopback", mapping.hostPort());
    }
    return rules.build();
  }

  private RulePlan rules() {
    return new RulePlan(netns, Family.IPV4);
  }
}
