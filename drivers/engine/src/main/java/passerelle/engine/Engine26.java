package passerelle.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.BridgeManner;
import passerelle.driver.Veth26;
import passerelle.driver.VethLayout;
import passerelle.firewall.Firewall;
import passerelle.firewall.Firewall26;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.BridgeOptions;
import passerelle.network.EndpointOptions;
import passerelle.network.Ipam;
import passerelle.network.PortMapping;
import passerelle.network.WireOptions;
import passerelle.text.WordList;

/** Docker Engine 26.1.5 as Debian 13 has it. */
final class Engine26 implements EngineProfile {
  /** In the order of runc's defaults as containerd writes them (oci/defaults.go). */
  static final List<String> MASKED =
      WordList.of(
          """
          /proc/asound /proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list
          /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware
          /sys/devices/virtual/powercap
          """);

  @Override
  public EngineVersion version() {
    return EngineVersion.V26_1;
  }

  @Override
  public Versions versions() {
    return new Versions(
        "",
        "26.1.5+dfsg1",
        "1.45",
        "1.24",
        "a72d7cd",
        "411e817",
        "Thu Aug 13 05:35:48 2026",
        "2.26.1-4");
  }

  @Override
  public Map<FirewallBackend, Firewall.Maker> firewalls() {
    return Map.of(FirewallBackend.IPTABLES, Firewall26::new);
  }

  @Override
  public VethLayout veth() {
    return new Veth26();
  }

  @Override
  public WireOptions.Manner wires() {
    return new WireOptions.Manner(true, false, false);
  }

  @Override
  public BridgeManner bridge() {
    return new BridgeManner(false, false, true);
  }

  @Override
  public Ipam.Order poolOrder() {
    return Ipam.Order.NEXT;
  }

  @Override
  public MacAddress bridgeMac(Identities identities) {
    return identities.dockerMac();
  }

  /** 02:42 and the four octets of the IPv4 address (netutils.go:GenerateMACFromIP). */
  @Override
  public MacAddress containerMac(Identities identities, IpAddress address) {
    return new MacAddress(0x0242L << 32 | Integer.toUnsignedLong(address.lastWord()));
  }

  @Override
  public List<String> maskedPaths() {
    return MASKED;
  }

  @Override
  public Links.Manner linkVariables() {
    return Links.Manner.BY_NUMBER;
  }

  @Override
  public List<String> proxyCommand(PortMapping mapping) {
    return proxyCommand("/usr/sbin/docker-proxy", mapping);
  }

  /** libnetwork/portmapper/proxy_linux.go:newProxyCommand. */
  static List<String> proxyCommand(String program, PortMapping m) {
    List<String> argv = new ArrayList<>(List.of(program, "-proto", m.protocol()));
    Collections.addAll(argv, "-host-ip", "" + m.hostAddress(), "-host-port", "" + m.hostPort());
    Collections.addAll(argv, "-container-ip", "" + m.containerAddress());
    Collections.addAll(argv, "-container-port", "" + m.containerPort());
    return argv;
  }

  @Override
  public Set<String> unknownOptions() {
    Set<String> unknown = new TreeSet<>(BridgeOptions.NEW_IN_28);
    unknown.addAll(EndpointOptions.NEW_IN_28);
    return unknown;
  }

  @Override
  public Wording wording() {
    return new Wording26();
  }
}
