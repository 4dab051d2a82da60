package passerelle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.driver.DriverSettings;
import passerelle.lab.LabDate;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.Ipam;

/**
 * How the daemon is started, by dockerd's options, and where.
 *
 * @param profile the engine version
 * @param firewall {@code --firewall-backend}: one that the profile has
 * @param driver the options of the bridge driver
 * @param bridge the options of the network {@code bridge}
 * @param names the options about names
 * @param pools {@code --default-address-pool}s
 * @param networkOptions {@code --default-network-opt}: by driver, options that its networks get
 * @param liveRestore {@code --live-restore}: containers go on while the daemon is away
 * @param emptyStore the machine is fresh: no image was pulled yet
 * @param host name of the host's space and namespace
 * @param boot the date and time at which the lab's clock reads 0
 * @param shown options that concern no network, by name, with their values: info shows some
 */
public record EngineSettings(
    EngineProfile profile,
    FirewallBackend firewall,
    DriverSettings driver,
    DefaultBridge bridge,
    NameSettings names,
    List<Ipam.DefaultPool> pools,
    Map<String, Map<String, String>> networkOptions,
    boolean liveRestore,
    boolean emptyStore,
    String host,
    Instant boot,
    Map<String, List<String>> shown) {

  /** No daemon.json and no options, on a host named {@code host}. */
  public static EngineSettings defaults(EngineProfile profile) {
    return new EngineSettings(
        profile,
        FirewallBackend.IPTABLES,
        DriverSettings.DEFAULTS,
        DefaultBridge.USUAL,
        NameSettings.USUAL,
        Ipam.DOCKER_POOLS,
        Map.of(),
        false,
        false,
        "host",
        LabDate.BOOT,
        Map.of());
  }

  /** The same options for another version. */
  public EngineSettings withProfile(EngineProfile other) {
    return with(other, liveRestore, host, shown);
  }

  /** The same, and containers go on while the daemon is away, or end. */
  public EngineSettings withLiveRestore(boolean on) {
    return with(profile, on, host, shown);
  }

  /** The same options on another machine. */
  public EngineSettings withHost(String other) {
    return with(profile, liveRestore, other, shown);
  }

  /** The same with options that are only shown. */
  public EngineSettings withShown(Map<String, List<String>> others) {
    return with(profile, liveRestore, host, others);
  }

  private EngineSettings with(
      EngineProfile version, boolean restores, String machine, Map<String, List<String>> others) {
    return new EngineSettings(
        version,
        firewall,
        driver,
        bridge,
        names,
        pools,
        networkOptions,
        restores,
        emptyStore,
        machine,
        boot,
        others);
  }

  /** All values of an option that is only shown. */
  public List<String> allShown(String option) {
    return shown.getOrDefault(option, List.of());
  }

  /** The last value of an option that is only shown. */
  public Optional<String> shown(String option) {
    List<String> values = allShown(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }
}
