package passerelle.engine.network;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.driver.HostView;
import passerelle.driver.NetworkDriver;
import passerelle.engine.DefaultBridge;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.Why;
import passerelle.network.Ipam;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/**
 * The networks that every engine has, and what becomes of all networks when an engine starts again
 * (daemon/daemon_unix.go:initNetworkController).
 */
public record DefaultNetworks(
    Host host, EngineSettings settings, EngineState state, Networks networks) {
  private static final String CANNOT_START = "failed to start daemon: ";

  /** Makes the predefined networks, as dockerd does when it starts for the first time. */
  public void start() throws EngineException {
    checkOptions();
    noteForwarding();
    for (NetworkDriver driver : networks.drivers().all()) {
      host.apply(driver.start(host.view()));
    }
    networks.make(NetworkSpec.of("none", "null"));
    networks.make(NetworkSpec.of("host", "host"));
    if (!settings.bridge().isDisabled()) {
      defaultBridge();
    }
    for (NetworkDriver driver : networks.drivers().all()) {
      host.apply(driver.started());
    }
  }

  private void noteForwarding() {
    state.setForwarding(settings.driver().ipForward() || host.view().forwarding());
  }

  /**
   * Takes over the networks of an engine that has ended here. The default bridge is made anew,
   * unless containers run.
   *
   * @param running containers have gone on meanwhile
   */
  public void restart(boolean running) throws EngineException {
    for (NetworkDriver driver : networks.drivers().all()) {
      host.tearDown(driver.cleanUp(host.view()));
    }
    noteForwarding();
    for (NetworkDriver driver : networks.drivers().all()) {
      host.applyMissing(driver.start(host.view()));
    }
    for (Network network : state.networks()) {
      if (running || network.isUserDefined()) {
        NetworkDriver driver = networks.driver(network);
        HostView sight = host.view();
        host.apply(driver.createDevice(network, sight));
        host.applyMissing(driver.createNetwork(network, sight));
      }
    }
    if (!running) {
      renewDefaultBridge();
    }
    for (NetworkDriver driver : networks.drivers().all()) {
      host.applyMissing(driver.started());
    }
  }

  private void renewDefaultBridge() throws EngineException {
    Optional<Network> old = state.networkNamed("bridge");
    if (old.isPresent()) {
      networks.drop(old.get());
    }
    // Where address pools are given docker0 gets an address of theirs, whatever it had.
    if (settings.bridge().isDisabled() || !settings.pools().equals(Ipam.DOCKER_POOLS)) {
      KernelOp delete = new KernelOp.DeleteLink(host.netns(), "docker0");
      host.tearDown(Plan.of(delete, Why.of("bridge.delete", "docker0")));
    }
    if (!settings.bridge().isDisabled()) {
      defaultBridge();
    }
  }

  /** Options that dockerd does not start with (daemon/daemon_unix.go:verifyDaemonSettings). */
  public void checkOptions() throws EngineException {
    DefaultBridge bridge = settings.bridge();
    if (bridge.device().isPresent() && bridge.bip().isPresent()) {
      throw EngineException.bad(
          CANNOT_START
              + "You specified -b & --bip, mutually exclusive options. Please specify only one");
    }
    if (!settings.driver().iptables() && !bridge.icc()) {
      throw EngineException.bad(
          CANNOT_START
              + "You specified --iptables=false with --icc=false. ICC=false uses iptables to"
              + " function. Please set --icc or --iptables to true");
    }
    String device = bridge.device().orElse("none");
    if (!device.equals("none") && !host.view().has(device)) {
      throw noDefaultBridge(
          "bridge device with non default name " + device + " must be created manually");
    }
    if (!device.equals("none") && !host.view().hasBridge(device)) {
      throw noDefaultBridge("existing interface " + device + " is not a bridge");
    }
  }

  private static EngineException noDefaultBridge(String why) {
    return EngineException.system(
        CANNOT_START
            + "Error initializing network controller: error creating default \"bridge\" network: "
            + why);
  }

  private void defaultBridge() throws EngineException {
    DefaultBridge bridge = settings.bridge();
    String device = bridge.device().orElse("docker0");
    boolean masquerade = bridge.masquerade() && settings.driver().iptables();
    Map<String, String> named = new TreeMap<>();
    named.put(NetworkSpec.BRIDGE_NAME, device);
    named.put(NetworkSpec.DEFAULT_BRIDGE, "true");
    named.put(NetworkSpec.ICC, String.valueOf(bridge.icc()));
    named.put(NetworkSpec.MASQUERADE, String.valueOf(masquerade));
    named.put(NetworkSpec.HOST_BINDING, bridge.hostBinding().toString());
    named.put(NetworkSpec.MTU, String.valueOf(bridge.mtu()));
    NetworkSpec spec = NetworkSpec.of("bridge", "bridge");
    try {
      networks.make(
          new NetworkSpec(
              "bridge", "bridge", subnet(device), false, false, named, Map.of(), spec.extras()));
    } catch (EngineException e) {
      throw noDefaultBridge(e.getMessage());
    }
  }

  private boolean fits(IpInterfaceAddress address) {
    Optional<IpPrefix> part = settings.bridge().fixedCidr();
    boolean moves =
        settings.bridge().device().isEmpty() && settings.profile().has(Trait.MOVES_DEFAULT_BRIDGE);
    return !moves || part.isEmpty() || address.prefix().contains(part.get().network());
  }

  private SubnetSpec subnet(String device) {
    DefaultBridge bridge = settings.bridge();
    Optional<IpInterfaceAddress> address =
        bridge
            .bip()
            .or(() -> host.view().addresses(device).stream().filter(this::fits).findFirst());
    Optional<IpPrefix> subnet = address.map(IpInterfaceAddress::prefix).or(bridge::fixedCidr);
    Map<String, IpAddress> auxiliary =
        bridge
            .gateway()
            .map(gateway -> Map.of(SubnetSpec.DEFAULT_GATEWAY, gateway))
            .orElse(Map.of());
    return new SubnetSpec(
        subnet, bridge.fixedCidr(), address.map(IpInterfaceAddress::address), auxiliary);
  }
}
