package passerelle.engine.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.driver.BridgeDriver;
import passerelle.driver.DriverSettings;
import passerelle.driver.HostDriver;
import passerelle.driver.IpvlanDriver;
import passerelle.driver.MacvlanDriver;
import passerelle.driver.NetworkDriver;
import passerelle.driver.NoneDriver;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.Identities;
import passerelle.firewall.Firewall;
import passerelle.firewall.FirewallSettings;

/**
 * The network drivers by their names (libnetwork/drvregistry). {@code --network container:ID} has
 * none: it shares the sandbox that another container's driver has opened.
 */
final class NetworkDrivers {
  private final Map<String, NetworkDriver> drivers = new LinkedHashMap<>();

  /** The drivers that are built in (libnetwork/drivers_linux.go). */
  static NetworkDrivers builtIn(EngineSettings settings, Identities identities) {
    NetworkDrivers all = new NetworkDrivers();
    all.register(bridge(settings, identities));
    all.register(new HostDriver());
    all.register(new NoneDriver());
    EngineProfile profile = settings.profile();
    all.register(new MacvlanDriver(settings.host(), profile.veth(), profile.wires()));
    all.register(new IpvlanDriver(settings.host(), profile.veth(), profile.wires()));
    return all;
  }

  private void register(NetworkDriver driver) {
    drivers.put(driver.type(), driver);
  }

  private static NetworkDriver bridge(EngineSettings settings, Identities identities) {
    EngineProfile profile = settings.profile();
    DriverSettings options = settings.driver();
    Firewall.Maker firewall = profile.firewalls().get(settings.firewall());
    return new BridgeDriver(
        settings.host(),
        options,
        firewall.make(
            settings.host(),
            new FirewallSettings(
                !options.userlandProxy(), options.allowDirectRouting(), options.acceptMark())),
        profile.veth(),
        profile.bridge(),
        profile.unknownOptions(),
        () -> profile.bridgeMac(identities));
  }

  /** All of them, in the order in which they were registered. */
  Collection<NetworkDriver> all() {
    return drivers.values();
  }

  /** The driver of a name. */
  NetworkDriver get(String type) throws EngineException {
    NetworkDriver driver = drivers.get(type);
    if (driver != null) {
      return driver;
    }
    if (type.equals("overlay")) {
      throw EngineException.inNoSwarm();
    }
    throw EngineException.notFound("plugin \"" + type + "\" not found");
  }

  /** The driver of a network or sandbox that is there. */
  NetworkDriver of(String type) {
    return drivers.get(type);
  }
}
