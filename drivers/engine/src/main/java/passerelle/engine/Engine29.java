package passerelle.engine;

import java.util.List;
import java.util.Map;
import passerelle.firewall.Firewall;
import passerelle.firewall.Firewall29;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.WireOptions;

/** Docker Engine 29.1.5: as 28.5 but for what stands here. */
final class Engine29 extends Engine28 {
  @Override
  public EngineVersion version() {
    return EngineVersion.V29_1;
  }

  @Override
  public Versions versions() {
    return new Versions(
        COMMUNITY, "29.1.5", "1.52", "1.44", "0e6fee6", "3b01d641ef", BUILT, "v5.0.1");
  }

  @Override
  public Map<FirewallBackend, Firewall.Maker> firewalls() {
    return Map.of(FirewallBackend.IPTABLES, Firewall29::new);
  }

  @Override
  public WireOptions.Manner wires() {
    return new WireOptions.Manner(false, true, true);
  }

  @Override
  public List<String> maskedPaths() {
    return MASKED.stream().sorted().toList();
  }

  @Override
  public Links.Manner linkVariables() {
    return Links.Manner.NONE;
  }

  @Override
  public Wording wording() {
    return new Wording29();
  }
}
