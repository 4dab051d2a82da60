package passerelle.engine;

import java.util.Map;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.driver.Veth28;
import passerelle.driver.VethLayout;
import passerelle.firewall.Firewall;
import passerelle.firewall.Firewall28;
import passerelle.firewall.FirewallBackend;
import passerelle.network.Ipam;

/** Docker Engine 28.5.2. */
public class Engine28 implements EngineProfile {
  @Override
  public EngineVersion version() {
    return EngineVersion.V28_5;
  }

  @Override
  public Versions versions() {
    return new Versions("28.5.2", "28.5.2", "1.51", "go1.25.3", "ecc6942");
  }

  @Override
  public Map<FirewallBackend, Firewall.Maker> firewalls() {
    return Map.of(FirewallBackend.IPTABLES, Firewall28::new);
  }

  @Override
  public VethLayout veth() {
    return new Veth28();
  }

  @Override
  public Ipam.Order poolOrder() {
    return Ipam.Order.LOWEST;
  }

  @Override
  public MacAddress bridgeMac(Identities identities) {
    return identities.mac();
  }

  @Override
  public MacAddress containerMac(Identities identities, Ipv4Address address) {
    return identities.mac();
  }

  @Override
  public Publishing publishing() {
    return new Publishing(true, true, false, true);
  }

  @Override
  public Answers answers() {
    return new Answers(false, true, Engine26.MASKED);
  }

  @Override
  public boolean linkVariables() {
    return true;
  }

  @Override
  public Wording wording() {
    return new Wording28();
  }
}
