package passerelle.firewall;

import java.util.function.Supplier;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.Plan;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.network.PortMapping;

/**
 * Engine 26.1: four rules in FORWARD for each network, the newest on top, and isolation rules
 * before a final RETURN.
 */
public final class Firewall26 implements Firewall {
  private static final ChainReference FORWARD = ChainReference.of(Table.FILTER, "FORWARD");
  private static final String STAGE_1 = IsolationStages.FIRST;
  private static final String STAGE_2 = IsolationStages.SECOND;

  private final String netns;
  private final boolean hairpin;
  private final IsolationStages isolation = new IsolationStages();

  /**
   * The rules of a host.
   *
   * @param netns the host's namespace
   */
  public Firewall26(String netns, FirewallSettings settings) {
    this.netns = netns;
    this.hairpin = settings.hairpin();
  }

  @Override
  public Plan start() {
    RulePlan rules =
        rules()
            .chain(Table.NAT, "DOCKER", "firewall.chain.nat")
            .chain(Table.FILTER, "DOCKER", "firewall.chain.ports");
    isolation.chains(rules);
    rules
        .append(Table.FILTER, STAGE_1, "-j RETURN", "firewall.return")
        .append(Table.FILTER, STAGE_2, "-j RETURN", "firewall.return");
    NatRules.jumps(rules, Family.IPV4, hairpin);
    return rules.build();
  }

  @Override
  public Plan userChain() {
    return rules()
        .chain(Table.FILTER, "DOCKER-USER", "firewall.chain.user")
        .append(Table.FILTER, "DOCKER-USER", "-j RETURN", "firewall.return")
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
    } else {
      NatRules.masquerade(rules, bridge, hairpin);
      if (!hairpin) {
        isolation.translation(rules, bridge);
      }
    }
    if (bridge.icc()) {
      rules.insert(Table.FILTER, "FORWARD", within + " -j ACCEPT", "firewall.icc", device);
    } else {
      rules.append(Table.FILTER, "FORWARD", within + " -j DROP", "firewall.noicc", device);
    }
    if (!bridge.internal()) {
      outside(rules, device);
      rules
          .insert(Table.FILTER, STAGE_1, IsolationStages.leave(device), "firewall.isolate1", device)
          .insert(Table.FILTER, STAGE_2, "-o " + device + " -j DROP", "firewall.isolate2", device);
    }
    return rules.build();
  }

  @Override
  public Plan arrange(Supplier<RulesView> found) {
    RulesView present = found.get();
    RulePlan rules = rules();
    onTop(rules, STAGE_1, present, "firewall.jump.isolation");
    if (present.has(FORWARD, "-j DOCKER-USER")) {
      onTop(rules, "DOCKER-USER", present, "firewall.jump.user");
    }
    return rules.build();
  }

  private static void outside(RulePlan rules, String device) {
    String established = "-o " + device + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
    rules
        .insert(
            Table.FILTER,
            "FORWARD",
            "-i " + device + " ! -o " + device + " -j ACCEPT",
            "firewall.outgoing",
            device)
        .insert(Table.FILTER, "FORWARD", "-o " + device + " -j DOCKER", "firewall.incoming", device)
        .insert(Table.FILTER, "FORWARD", established, "firewall.established", device);
  }

  /** A jump that stays the first rule of FORWARD (iptables.go:EnsureJumpRule). */
  private static void onTop(RulePlan rules, String chain, RulesView present, String why) {
    if (present.has(FORWARD, "-j " + chain)) {
      rules.delete(Table.FILTER, "FORWARD", "-j " + chain, why);
    }
    rules.insert(Table.FILTER, "FORWARD", "-j " + chain, why);
  }

  @Override
  public Plan endpoint(BridgeRules bridge, IpAddress address) {
    return Plan.EMPTY;
  }

  @Override
  public Plan port(BridgeRules bridge, PortMapping mapping) {
    RulePlan rules = rules();
    NatRules.dnat(rules, bridge, mapping, hairpin);
    rules.append(
        Table.FILTER,
        "DOCKER",
        NatRules.accept(bridge, mapping),
        "firewall.accept",
        NatRules.target(mapping));
    NatRules.masqueradeSelf(rules, mapping);
    return rules.build();
  }

  private RulePlan rules() {
    return new RulePlan(netns, Family.IPV4);
  }
}
