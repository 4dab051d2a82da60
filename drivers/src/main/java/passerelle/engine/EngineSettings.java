package passerelle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;
import passerelle.driver.DriverSettings;
import passerelle.firewall.FirewallBackend;
import passerelle.lab.LabDate;
import passerelle.network.Ipam;

/**
 * How the daemon is started, by dockerd's options, and where.
 *
 * @param profile the engine version
 * @param firewall {@code --firewall-backend}: one that the profile has
 * @param driver the options of the bridge driver
 * @param bridge {@code --bridge}: an existing bridge for the default network, or {@code none}
 * @param bip {@code --bip}: address of docker0 and prefix length of its network
 * @param dns {@code --dns}: servers for all containers
 * @param pools {@code --default-address-pool}s
 * @param host name of the host's space and namespace
 * @param boot the date and time at which the lab's clock reads 0
 */
public record EngineSettings(
    EngineProfile profile,
    FirewallBackend firewall,
    DriverSettings driver,
    Optional<String> bridge,
    Optional<Ipv4InterfaceAddress> bip,
    List<Ipv4Address> dns,
    List<Ipam.DefaultPool> pools,
    String host,
    Instant boot) {

  /** No daemon.json and no options, on a host named {@code host}. */
  public static EngineSettings defaults(EngineProfile profile) {
    return new EngineSettings(
        profile,
        FirewallBackend.IPTABLES,
        new DriverSettings(true, true, true, 1500, true, true),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Ipam.DOCKER_POOLS,
        "host",
        LabDate.BOOT);
  }

  public EngineSettings withDriver(DriverSettings other) {
    return new EngineSettings(profile, firewall, other, bridge, bip, dns, pools, host, boot);
  }

  public EngineSettings withBridge(String name) {
    return new EngineSettings(
        profile, firewall, driver, Optional.of(name), bip, dns, pools, host, boot);
  }

  public EngineSettings withBip(Ipv4InterfaceAddress address) {
    return new EngineSettings(
        profile, firewall, driver, bridge, Optional.of(address), dns, pools, host, boot);
  }

  public EngineSettings withDns(List<Ipv4Address> servers) {
    return new EngineSettings(
        profile, firewall, driver, bridge, bip, List.copyOf(servers), pools, host, boot);
  }

  public EngineSettings withPools(List<Ipam.DefaultPool> others) {
    return new EngineSettings(
        profile, firewall, driver, bridge, bip, dns, List.copyOf(others), host, boot);
  }

  public EngineSettings withBoot(Instant instant) {
    return new EngineSettings(profile, firewall, driver, bridge, bip, dns, pools, host, instant);
  }
}
