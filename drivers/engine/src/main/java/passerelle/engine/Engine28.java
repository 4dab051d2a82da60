package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.BridgeManner;
import passerelle.driver.Veth28;
import passerelle.driver.VethLayout;
import passerelle.firewall.Firewall;
import passerelle.firewall.Firewall28;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.Ipam;
import passerelle.network.PortMapping;
import passerelle.network.WireOptions;

/** Docker Engine 28.5.2. */
class Engine28 implements EngineProfile {
  static final String COMMUNITY = "Docker Engine - Community";
  static final String BUILT = "Fri Jan 16 12:00:00 2026";

  /** As Engine 26 has them, and /proc/interrupts. */
  static final List<String> MASKED = masked();

  private static List<String> masked() {
    List<String> paths = new ArrayList<>(Engine26.MASKED);
    paths.add(2, "/proc/interrupts");
    return List.copyOf(paths);
  }

  @Override
  public EngineVersion version() {
    return EngineVersion.V28_5;
  }

  @Override
  public Versions versions() {
    return new Versions(
        COMMUNITY, "28.5.2", "1.51", "1.24", "ecc6942", "89c5e8f", BUILT, "v2.40.3");
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
  public WireOptions.Manner wires() {
    return new WireOptions.Manner(true, true, true);
  }

  @Override
  public BridgeManner bridge() {
    return new BridgeManner(true, true, false);
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
  public MacAddress containerMac(Identities identities, IpAddress address) {
    return identities.mac();
  }

  /** The proxy takes over a socket that dockerd has opened already. */
  @Override
  public List<String> proxyCommand(PortMapping mapping) {
    List<String> argv = Engine26.proxyCommand("/usr/bin/docker-proxy", mapping);
    argv.add("-use-listen-fd");
    return argv;
  }

  @Override
  public List<String> maskedPaths() {
    return MASKED;
  }

  @Override
  public Links.Manner linkVariables() {
    return Links.Manner.TCP_FIRST;
  }

  @Override
  public Wording wording() {
    return new Wording28();
  }
}
