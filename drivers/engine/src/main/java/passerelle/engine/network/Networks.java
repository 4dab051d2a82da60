package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.HostView;
import passerelle.driver.NetworkDriver;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.Identities;
import passerelle.engine.Phrase;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.network.AddressPool;
import passerelle.network.DriverOptions;
import passerelle.network.Ipam;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.NetworkSpec;
import passerelle.network.Subnet;
import passerelle.network.SubnetSpec;

/** Networks: made, found and removed (daemon/network.go, libnetwork/controller.go). */
public final class Networks {
  private final Host host;
  private final EngineSettings settings;
  private final EngineState state;
  private final Identities identities;
  private final NetworkAddresses addresses;
  private final NetworkDrivers drivers;

  public Networks(
      Host host, EngineSettings settings, EngineState state, Identities identities, Ipam ipam) {
    this.host = host;
    this.settings = settings;
    this.state = state;
    this.identities = identities;
    this.addresses = new NetworkAddresses(host, settings.profile().wording(), ipam);
    this.drivers = NetworkDrivers.builtIn(settings, identities);
  }

  /** The drivers of all networks. */
  NetworkDrivers drivers() {
    return drivers;
  }

  /** The driver of a network that is there. */
  NetworkDriver driver(Network network) {
    return drivers.of(network.spec().driver());
  }

  /** {@code docker network create}. */
  public Network create(NetworkSpec spec) throws EngineException {
    if (spec.name().isBlank()) {
      throw EngineException.bad(settings.profile().wording().says(Phrase.NETWORK_UNNAMED));
    }
    if (Set.of("bridge", "host", "none", "default").contains(spec.name())) {
      String refusal = "operation is not permitted on predefined " + spec.name() + " network ";
      throw EngineException.forbidden(refusal);
    }
    if (state.networkNamed(spec.name()).isPresent()) {
      throw EngineException.conflict("network with name " + spec.name() + " already exists");
    }
    if (spec.extras().configOnly()) {
      return configuration(spec);
    }
    if (drivers.get(spec.driver()).isSpecial()) {
      String refusal = "only one instance of \"" + spec.driver() + "\" network is allowed";
      throw EngineException.forbidden(refusal);
    }
    checkExtras(spec);
    Network network = make(configured(spec));
    state.events().network(network, "create");
    host.spend(50);
    return network;
  }

  /** Scopes and configuration networks (libnetwork/network.go:validateConfiguration). */
  private void checkExtras(NetworkSpec spec) throws EngineException {
    NetworkSpec.Extras extras = spec.extras();
    if (extras.ingress()) {
      throw EngineException.forbidden("Ingress network can only be global scope network");
    }
    if (extras.scope().equals("swarm")) {
      throw EngineException.forbidden(
          "cannot create a swarm scoped network when swarm is not active");
    }
    boolean own =
        !spec.labels().isEmpty()
            || !extras.ipamOptions().isEmpty()
            || !extras.ipamDriver().equals("default")
            || spec.subnet().subnet().isPresent();
    if (!extras.configFrom().isEmpty() && own) {
      throw EngineException.forbidden(
          "user specified configurations are not supported if the network depends on a"
              + " configuration network");
    }
    if (!extras.configFrom().isEmpty() && !spec.options().isEmpty()) {
      throw EngineException.forbidden(
          "network driver options are not supported if the network depends on a configuration"
              + " network");
    }
  }

  private Network configuration(NetworkSpec spec) throws EngineException {
    NetworkSpec.Extras extras = spec.extras();
    if (extras.ingress() || spec.internal() || spec.attachable() || !extras.scope().isEmpty()) {
      throw EngineException.forbidden(
          "configuration network can only contain network specific fields. Network operator"
              + " fields like [ ingress | internal | attachable | scope ] are not supported.");
    }
    if (!extras.configFrom().isEmpty()) {
      throw EngineException.forbidden(
          "a configuration network cannot depend on another configuration network");
    }
    Network network = Network.plain(identities.id(), spec.asConfiguration(), host.now());
    state.add(network);
    state.events().network(network, "create");
    return network;
  }

  /** With the options that the daemon gives all networks of a driver, or another's settings. */
  private NetworkSpec configured(NetworkSpec spec) throws EngineException {
    String from = spec.extras().configFrom();
    if (from.isEmpty()) {
      Map<String, String> options =
          new TreeMap<>(settings.networkOptions().getOrDefault(spec.driver(), Map.of()));
      options.putAll(spec.options());
      return spec.withOptions(options);
    }
    return state
        .networkNamed(from)
        .map(Network::spec)
        .filter(other -> other.extras().configOnly())
        .map(spec::configuredBy)
        .orElseThrow(
            () ->
                EngineException.notFound("configuration network \"" + from + "\" does not exist"));
  }

  /** Makes a network, with its addresses, its device and its rules. */
  Network make(NetworkSpec spec) throws EngineException {
    NetworkDriver driver = drivers.get(spec.driver());
    String id = identities.id();
    HostView sight = host.view();
    if (driver.isSpecial()) {
      return add(Network.plain(id, spec, host.now()), driver, sight);
    }
    checkIpam(spec.extras());
    List<AddressPool> pools = new ArrayList<>();
    try {
      pools.add(addresses.pool(spec.subnet()));
      for (SubnetSpec other : spec.extras().moreSubnets()) {
        pools.add(addresses.pool(other));
      }
      // What a driver refuses of its options, it refuses once the network has its addresses.
      Network network = network(id, spec, driver, pools);
      driver.check(network, state.networks(), sight);
      Optional<String> device = network.device().or(network::parent);
      boolean found = device.filter(sight::has).isPresent();
      if (found && sharing(network).noneMatch(Network::ownsDevice)) {
        network.usesForeignDevice();
      }
      return add(network, driver, sight);
    } catch (NetworkException e) {
      pools.forEach(addresses::release);
      throw EngineException.refused(e);
    } catch (EngineException e) {
      pools.forEach(addresses::release);
      throw e;
    }
  }

  /** A network with a gateway in each of its subnets, as far as its driver wants them. */
  private Network network(
      String id, NetworkSpec spec, NetworkDriver driver, List<AddressPool> pools)
      throws EngineException {
    DriverOptions options = options(driver, spec);
    boolean skips = options.skipsGateway(spec.internal());
    Optional<IpAddress> gateway = NetworkAddresses.gateway(spec.subnet(), pools.get(0), skips);
    List<Subnet> more = new ArrayList<>();
    for (SubnetSpec asked : spec.extras().moreSubnets()) {
      AddressPool pool = pools.get(more.size() + 1);
      more.add(new Subnet(asked, pool, NetworkAddresses.gateway(asked, pool, skips)));
    }
    Optional<AddressPool> pool = Optional.of(pools.get(0));
    Optional<MacAddress> mac = driver.deviceAddress();
    return new Network(id, spec, options, host.now(), pool, gateway, mac, more);
  }

  private Network add(Network network, NetworkDriver driver, HostView sight)
      throws EngineException {
    host.apply(driver.createDevice(network, sight));
    host.apply(driver.createNetwork(network, sight));
    state.add(network);
    return network;
  }

  private static void checkIpam(NetworkSpec.Extras extras) throws EngineException {
    if (extras.ipamDriver().equals("null")) {
      throw EngineException.bad("ipv4 pool is empty");
    }
    if (!extras.ipamDriver().equals("default")) {
      throw EngineException.notFound("plugin \"" + extras.ipamDriver() + "\" not found");
    }
  }

  private static DriverOptions options(NetworkDriver driver, NetworkSpec spec)
      throws EngineException {
    try {
      return driver.options(spec);
    } catch (NetworkException e) {
      throw EngineException.refused(e);
    }
  }

  /** {@code docker network rm}. */
  public String remove(String wanted) throws EngineException {
    Network network = state.network(wanted);
    if (network.isPredefined()) {
      throw EngineException.forbidden(
          network.name() + " is a pre-defined network and cannot be removed");
    }
    if (!network.endpoints().isEmpty()) {
      throw EngineException.forbidden(settings.profile().wording().networkInUse(network));
    }
    refuseReferred(network);
    drop(network);
    state.events().network(network, "destroy");
    host.spend(30);
    return network.name();
  }

  /** Takes a network's devices, rules and addresses away, and forgets it. */
  void drop(Network network) {
    if (sharing(network).findAny().isPresent()) {
      network.usesForeignDevice();
    }
    host.tearDown(driver(network).deleteNetwork(network));
    network.subnets().forEach(s -> addresses.release(s.pool()));
    state.remove(network);
  }

  /** The other networks that have the same parent. */
  private Stream<Network> sharing(Network network) {
    return state.networks().stream()
        .filter(other -> other != network && network.parent().isPresent())
        .filter(other -> other.parent().equals(network.parent()));
  }

  private void refuseReferred(Network network) throws EngineException {
    boolean referred =
        network.spec().extras().configOnly()
            && state.networks().stream()
                .anyMatch(n -> n.spec().extras().configFrom().equals(network.name()));
    if (referred) {
      throw EngineException.forbidden(
          "error while removing network: configuration network \""
              + (network.name() + "\" is in use"));
    }
  }
}
