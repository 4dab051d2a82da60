package passerelle.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.BridgeDriver;
import passerelle.driver.ContainerDriver;
import passerelle.driver.DriverSettings;
import passerelle.driver.HostDriver;
import passerelle.driver.NetworkDriver;
import passerelle.driver.NoneDriver;
import passerelle.network.AddressPool;
import passerelle.network.BridgeOptions;
import passerelle.network.Ipam;
import passerelle.network.IpamException;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/** Networks: made, found and removed (daemon/network.go, libnetwork/controller.go). */
final class Networks {
  /** Drivers of Docker that come later here. */
  private static final Set<String> UNMODELLED = Set.of("macvlan", "ipvlan", "overlay");

  private final Host host;
  private final EngineSettings settings;
  private final EngineState state;
  private final Identities identities;
  private final Ipam ipam;
  private final BridgeDriver bridge;
  private final NetworkDriver joining = new ContainerDriver();
  private final Map<String, NetworkDriver> drivers = new HashMap<>();

  Networks(
      Host host, EngineSettings settings, EngineState state, Identities identities, Ipam ipam) {
    this.host = host;
    this.settings = settings;
    this.state = state;
    this.identities = identities;
    this.ipam = ipam;
    DriverSettings options = settings.driver();
    this.bridge =
        new BridgeDriver(
            host.netns(),
            options,
            settings
                .profile()
                .firewalls()
                .get(settings.firewall())
                .make(host.netns(), !options.userlandProxy()),
            settings.profile().veth());
    drivers.put("bridge", bridge);
    drivers.put("host", new HostDriver());
    drivers.put("null", new NoneDriver());
  }

  NetworkDriver driver(Network network) {
    return drivers.get(network.spec().driver());
  }

  /** Who gives a container of this mode its namespace. */
  NetworkDriver driver(NetworkMode mode) {
    if (mode.isContainer()) {
      return joining;
    } else if (mode.isHost()) {
      return drivers.get("host");
    }
    return mode.isNone() ? drivers.get("null") : bridge;
  }

  BridgeDriver bridgeDriver() {
    return bridge;
  }

  /** Makes the predefined networks, as dockerd does when it starts. */
  void start() throws EngineException {
    checkOptions();
    host.apply(bridge.start(host.view()));
    add(NetworkSpec.of("none", "null"));
    add(NetworkSpec.of("host", "host"));
    if (!settings.bridge().equals(Optional.of("none"))) {
      defaultBridge();
    }
    host.apply(bridge.started());
  }

  /** Options that dockerd does not start with (daemon/daemon_unix.go:verifyDaemonSettings). */
  private void checkOptions() throws EngineException {
    DriverSettings options = settings.driver();
    String failed = "failed to start daemon: ";
    if (settings.bridge().isPresent() && settings.bip().isPresent()) {
      throw EngineException.bad(
          failed + "You specified -b & --bip, mutually exclusive options. Please specify only one");
    }
    if (!options.iptables() && !options.icc()) {
      throw EngineException.bad(
          failed
              + "You specified --iptables=false with --icc=false. ICC=false uses iptables to"
              + " function. Please set --icc or --iptables to true");
    }
    String device = settings.bridge().orElse("none");
    if (!device.equals("none") && !host.view().devices().contains(device)) {
      throw EngineException.system(
          failed
              + "Error initializing network controller: error creating default \"bridge\" network:"
              + " bridge device with non default name "
              + device
              + " must be created manually");
    }
  }

  private void add(NetworkSpec spec) {
    state.add(Network.plain(identities.id(), spec, host.now()));
  }

  private void defaultBridge() throws EngineException {
    DriverSettings options = settings.driver();
    String device = settings.bridge().orElse("docker0");
    Map<String, String> named = new TreeMap<>();
    named.put(NetworkSpec.BRIDGE_NAME, device);
    named.put(NetworkSpec.DEFAULT_BRIDGE, "true");
    named.put(NetworkSpec.ICC, String.valueOf(options.icc()));
    named.put(NetworkSpec.MASQUERADE, String.valueOf(options.ipMasq() && options.iptables()));
    named.put(NetworkSpec.HOST_BINDING, "0.0.0.0");
    named.put(NetworkSpec.MTU, String.valueOf(options.mtu()));
    Optional<Ipv4InterfaceAddress> address = settings.bip().or(() -> addressOf(device));
    SubnetSpec subnet =
        address
            .map(
                a ->
                    new SubnetSpec(
                        Optional.of(a.prefix()),
                        Optional.empty(),
                        Optional.of(a.address()),
                        Map.of()))
            .orElse(SubnetSpec.ANY);
    make(new NetworkSpec("bridge", "bridge", subnet, false, false, named, Map.of()));
  }

  private Optional<Ipv4InterfaceAddress> addressOf(String device) {
    return host.kernel().view().snapshot(host.netns()).links().stream()
        .filter(link -> link.name().equals(device))
        .flatMap(link -> link.addresses().stream())
        .map(inet -> inet.address())
        .findFirst();
  }

  /** {@code docker network create}. */
  Network create(NetworkSpec spec) throws EngineException {
    if (Set.of("bridge", "host", "none", "default").contains(spec.name())) {
      String refusal = "operation is not permitted on predefined " + spec.name() + " network";
      throw EngineException.forbidden(refusal);
    }
    if (state.networkNamed(spec.name()).isPresent()) {
      throw EngineException.conflict("network with name " + spec.name() + " already exists");
    }
    if (spec.driver().equals("host") || spec.driver().equals("null")) {
      String refusal = "only one instance of \"" + spec.driver() + "\" network is allowed";
      throw EngineException.forbidden(refusal);
    }
    if (UNMODELLED.contains(spec.driver())) {
      throw EngineException.system(
          "Passerelle does not model the network driver " + spec.driver() + " yet");
    }
    if (!drivers.containsKey(spec.driver())) {
      throw EngineException.notFound("plugin \"" + spec.driver() + "\" not found");
    }
    Network network = make(spec);
    host.spend(50);
    return network;
  }

  private Network make(NetworkSpec spec) throws EngineException {
    String id = identities.id();
    BridgeOptions options = options(spec);
    AddressPool pool = pool(spec.subnet());
    try {
      Optional<Ipv4Address> gateway =
          addresses(spec.subnet(), pool, options.skipsGateway(spec.internal()));
      MacAddress mac = settings.profile().bridgeMac(identities);
      Network network =
          new Network(id, spec, options, host.now(), Optional.of(pool), gateway, Optional.of(mac));
      refuseSameBridge(network);
      host.apply(bridge.createNetwork(network, host.view()));
      state.add(network);
      return network;
    } catch (EngineException e) {
      ipam.release(pool);
      throw e;
    }
  }

  private BridgeOptions options(NetworkSpec spec) throws EngineException {
    try {
      return BridgeOptions.of(spec, settings.profile().unknownOptions());
    } catch (BridgeOptions.Problem e) {
      throw EngineException.bad(e.getMessage());
    }
  }

  private AddressPool pool(SubnetSpec subnet) throws EngineException {
    Wording wording = settings.profile().wording();
    try {
      return ipam.request(
          subnet.subnet(), subnet.range(), subnet.subnet().isEmpty() ? host.routes() : List.of());
    } catch (IpamException e) {
      throw e.problem() == IpamException.Problem.POOL_OVERLAPS
          ? EngineException.forbidden(
              wording.poolRefused("Pool overlaps with other one on this address space"))
          : EngineException.notFound(wording.poolsExhausted());
    }
  }

  /**
   * The auxiliary addresses are taken first, then the gateway: the one named or the lowest.
   *
   * @param skip no gateway is wanted but a named one
   */
  private static Optional<Ipv4Address> addresses(SubnetSpec subnet, AddressPool pool, boolean skip)
      throws EngineException {
    Optional<Ipv4Address> gateway = subnet.gateway();
    for (Ipv4Address auxiliary : subnet.auxiliary().values()) {
      if (!gateway.equals(Optional.of(auxiliary)) && !pool.take(auxiliary)) {
        throw EngineException.forbidden(
            "failed to allocate secondary ip address (" + auxiliary + "): Address already in use");
      }
    }
    if (gateway.isPresent()) {
      if (!pool.take(gateway.get())) {
        throw EngineException.forbidden(
            "failed to allocate gateway (" + gateway.get() + "): Address already in use");
      }
      return gateway;
    }
    if (skip) {
      return Optional.empty();
    }
    Optional<Ipv4Address> lowest = pool.take();
    if (lowest.isEmpty()) {
      throw EngineException.forbidden(
          "failed to allocate gateway (): no available IPv4 addresses on this network's address"
              + " pools");
    }
    return lowest;
  }

  private void refuseSameBridge(Network network) throws EngineException {
    String device = network.bridgeName();
    for (Network other : state.networks()) {
      if (other.pool().isPresent() && other.bridgeName().equals(device)) {
        throw EngineException.forbidden(
            "cannot create network "
                + (network.id() + " (" + device + "): conflicts with network ")
                + (other.id() + " (" + device + "): networks have same bridge name"));
      }
    }
  }

  /** {@code docker network rm}. */
  String remove(String wanted) throws EngineException {
    Network network = state.network(wanted);
    if (network.isPredefined()) {
      throw EngineException.forbidden(
          network.name() + " is a pre-defined network and cannot be removed");
    }
    if (!network.endpoints().isEmpty()) {
      throw EngineException.forbidden(settings.profile().wording().networkInUse(network));
    }
    host.tearDown(bridge.deleteNetwork(network));
    network.pool().ifPresent(ipam::release);
    state.remove(network);
    host.spend(30);
    return network.name();
  }
}
