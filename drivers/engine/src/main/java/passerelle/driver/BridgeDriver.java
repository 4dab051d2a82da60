package passerelle.driver;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.firewall.BridgeRules;
import passerelle.firewall.Firewall;
import passerelle.firewall.LinkRules;
import passerelle.firewall.SavedRules;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.Why;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.network.BridgeOptions;
import passerelle.network.Endpoint;
import passerelle.network.GatewayMode;
import passerelle.network.LinkedChild;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.NetworkSpec;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;
import passerelle.network.SubnetSpec;

/**
 * Driver {@code bridge}: a Linux bridge for each network, a veth pair for each container, and
 * iptables rules for the way out and the ways in (libnetwork/drivers/bridge).
 *
 * @param unknownOptions options of networks that this version does not know
 * @param deviceAddresses hardware addresses for new bridges
 */
public record BridgeDriver(
    String hostNetns,
    DriverSettings settings,
    Firewall firewall,
    VethLayout veth,
    BridgeManner manner,
    Set<String> unknownOptions,
    Supplier<MacAddress> deviceAddresses)
    implements NetworkDriver {
  private static final int DEFAULT_MTU = 1500;

  @Override
  public String type() {
    return "bridge";
  }

  @Override
  public Plan start(HostView host) {
    Plan.Builder plan = new Plan.Builder();
    if (!manner.forwardsWithNetworks()) {
      forward(plan, host);
    }
    return settings.iptables() ? plan.addAll(firewall.start()).build() : plan.build();
  }

  /** Makes the host a router, and one that is careful. */
  private void forward(Plan.Builder plan, HostView host) {
    if (!settings.ipForward() || host.forwarding()) {
      return;
    }
    plan.add(new KernelOp.SetSysctl(hostNetns, "net.ipv4.ip_forward", "1"), "host.forward");
    if (settings.iptables() && settings.forwardDrop()) {
      plan.add(
          new ChainOp.SetPolicy(hostNetns, Family.IPV4, Table.FILTER, "FORWARD", Policy.DROP),
          "host.policy");
    }
  }

  @Override
  public Plan started() {
    return settings.iptables() ? firewall.userChain() : Plan.EMPTY;
  }

  @Override
  public BridgeOptions options(NetworkSpec spec) throws NetworkException {
    return BridgeOptions.of(spec, unknownOptions);
  }

  private static BridgeOptions options(Network network) {
    return (BridgeOptions) network.options();
  }

  private static String bridge(Network network) {
    return options(network).deviceName(network.id());
  }

  @Override
  public Optional<MacAddress> deviceAddress() {
    return Optional.of(deviceAddresses.get());
  }

  /** See bridge_linux.go:validateIPAM, processIPAM and checkConflict, interface_linux.go. */
  @Override
  public void check(Network network, Collection<Network> others, HostView host)
      throws NetworkException {
    NetworkSpec spec = network.spec();
    if (!spec.extras().moreSubnets().isEmpty()) {
      throw NetworkException.forbidden("bridge driver doesn't support multiple subnets");
    }
    if (spec.internal() && spec.subnet().auxiliary().containsKey(SubnetSpec.DEFAULT_GATEWAY)) {
      throw NetworkException.invalid("no gateway can be set on an internal bridge network");
    }
    String device = bridge(network);
    for (Network other : others) {
      if (other.device().filter(device::equals).isPresent()) {
        throw conflict(network, other, "networks have same bridge name");
      } else if (other.options() instanceof BridgeOptions
          && other.subnet().filter(network.subnet().orElseThrow()::overlaps).isPresent()) {
        throw conflict(network, other, "networks have overlapping IPv4");
      }
    }
    if (host.has(device) && !host.hasBridge(device)) {
      throw NetworkException.forbidden("existing interface " + device + " is not a bridge");
    }
  }

  private static NetworkException conflict(Network network, Network other, String why) {
    String both = "cannot create network %s (%s): conflicts with network %s (%s): ";
    return NetworkException.forbidden(
        both.formatted(network.id(), bridge(network), other.id(), bridge(other)) + why);
  }

  /** Nothing of bridge_linux.go:createNetwork takes back what setupDevice has made. */
  @Override
  public Plan createDevice(Network network, HostView host) {
    String bridge = bridge(network);
    KernelOp add = KernelOp.AddLink.bridge(hostNetns, bridge, network.deviceAddress(), 0);
    return host.has(bridge) ? Plan.EMPTY : Plan.of(add, Why.of("bridge.add", bridge));
  }

  @Override
  public Plan createNetwork(Network network, HostView host) {
    String bridge = bridge(network);
    Plan.Builder plan = new Plan.Builder();
    boolean found = host.has(bridge);
    network
        .gateway()
        .filter(gateway -> options(network).hasBridgeAddress())
        .ifPresent(gateway -> address(plan, network, gateway, host));
    mtu(network)
        .filter(mtu -> !found)
        .ifPresent(mtu -> plan.add(new KernelOp.SetMtu(hostNetns, bridge, mtu), "mtu", mtu));
    if (!found) {
      plan.add(new KernelOp.SetUp(hostNetns, bridge, true), "bridge.up", bridge);
    }
    if (manner.forwardsWithNetworks()) {
      forward(plan, host);
    }
    if (!settings.userlandProxy()) {
      String key = "net.ipv4.conf." + bridge + ".route_localnet";
      plan.add(new KernelOp.SetSysctl(hostNetns, key, "1"), "bridge.localnet", bridge);
    }
    filterBridged(plan, network, host);
    if (settings.iptables()) {
      plan.addAll(firewall.network(bridgeRules(network))).addAll(firewall.arrange(host::rules));
    }
    return plan.build();
  }

  /** What stays on one bridge must pass iptables where rules decide of it. */
  private void filterBridged(Plan.Builder plan, Network network, HostView host) {
    boolean hairpin = !settings.userlandProxy() && manner.filtersForHairpin();
    boolean needed = !network.options().icc() || hairpin || manner.filtersAlways();
    boolean wanted = settings.iptables() && needed;
    if (wanted && !host.filtersBridged()) {
      plan.add(
          new KernelOp.SetSysctl(hostNetns, "net.bridge.bridge-nf-call-iptables", "1"),
          "bridge.filter");
    }
  }

  /** A bridge that is there already may have the address, or another in its place. */
  private void address(Plan.Builder plan, Network network, IpAddress gateway, HostView host) {
    IpPrefix subnet = network.subnet().orElseThrow();
    IpInterfaceAddress address = new IpInterfaceAddress(gateway, subnet.length());
    List<IpInterfaceAddress> present = host.addresses(bridge(network));
    if (present.contains(address)) {
      return;
    }
    present.stream()
        .filter(other -> subnet.contains(other.address()))
        .findFirst()
        .or(() -> present.stream().findFirst())
        .ifPresent(
            other ->
                plan.add(
                    new KernelOp.DeleteAddress(hostNetns, bridge(network), other),
                    "bridge.address.other",
                    other));
    plan.add(
        new KernelOp.AddAddress(hostNetns, bridge(network), address, subnet.broadcast()),
        "bridge.address",
        gateway);
  }

  /** A bridge that somebody else has made stays, and so does docker0. */
  @Override
  public Plan deleteNetwork(Network network) {
    String bridge = bridge(network);
    Plan.Builder plan = new Plan.Builder();
    if (settings.iptables()) {
      plan.addAll(firewall.network(bridgeRules(network)).inverse());
    }
    if (network.ownsDevice() && network.isUserDefined()) {
      plan.add(new KernelOp.DeleteLink(hostNetns, bridge), "bridge.delete", bridge);
    }
    return plan.build();
  }

  /** The chains are made anew. */
  @Override
  public Plan cleanUp(HostView host) {
    return settings.iptables() ? new SavedRules(host.rules()).cleanUp(hostNetns) : Plan.EMPTY;
  }

  @Override
  public Plan join(Endpoint endpoint, Sandbox sandbox) {
    String bridge = bridge(endpoint.network());
    String outside = endpoint.hostDevice();
    Plan.Builder plan = new Plan.Builder();
    plan.addAll(veth.lay(endpoint, sandbox, hostNetns, mtu(endpoint.network()).orElse(DEFAULT_MTU)))
        .add(
            new KernelOp.SetMaster(hostNetns, outside, Optional.of(bridge)), "veth.master", bridge);
    if (!settings.userlandProxy()) {
      plan.add(new KernelOp.SetHairpin(hostNetns, outside, true), "veth.hairpin", outside);
    }
    plan.add(new KernelOp.SetUp(hostNetns, outside, true), "veth.up", outside);
    plan.addAll(
            SandboxInterface.settings(
                endpoint, sandbox, mtu(endpoint.network()).orElse(DEFAULT_MTU)))
        .addAll(announce(endpoint, sandbox));
    return plan.addAll(restore(endpoint)).build();
  }

  @Override
  public Plan announce(Endpoint endpoint, Sandbox sandbox) {
    return veth.announce(endpoint, sandbox);
  }

  /** The rules that keep strangers from the container's own address. */
  @Override
  public Plan restore(Endpoint endpoint) {
    return endpoint
        .address()
        .filter(a -> settings.iptables())
        .map(a -> firewall.endpoint(bridgeRules(endpoint.network()), a))
        .orElse(Plan.EMPTY);
  }

  @Override
  public Plan leave(Endpoint endpoint, Sandbox sandbox) {
    Plan.Builder plan = new Plan.Builder();
    plan.addAll(restore(endpoint).inverse());
    plan.addAll(veth.remove(endpoint, sandbox, hostNetns));
    return plan.build();
  }

  /**
   * What is tracked would go on to whoever had the address, or a port of UDP, before
   * (bridge_linux.go:clearConntrackEntries).
   */
  @Override
  public Plan forget(Endpoint endpoint) {
    Plan.Builder plan = new Plan.Builder();
    endpoint.address().ifPresent(a -> forget(plan, new ConntrackFilter.ReplyAddress(a), a));
    endpoint.published().stream()
        .filter(mapping -> mapping.protocol().equals("udp"))
        .map(PortMapping::hostPort)
        .distinct()
        .forEach(port -> forget(plan, new ConntrackFilter.UdpPort(port), port));
    return plan.build();
  }

  private void forget(Plan.Builder plan, ConntrackFilter which, Object argument) {
    String why = which instanceof ConntrackFilter.UdpPort ? "conntrack.port" : "conntrack.forget";
    plan.add(new KernelOp.ForgetConnections(hostNetns, which), why, argument);
  }

  /** A routed network has no port of the host, but opens the container's own. */
  @Override
  public Optional<Publication> publication(Network network) {
    BridgeOptions options = options(network);
    return Optional.of(
        new Publication(options.mode() != GatewayMode.ROUTED, options.hostBinding()));
  }

  @Override
  public Plan publish(Endpoint endpoint, PortMapping mapping) {
    boolean rules = settings.iptables() && mapping.hostAddress().width() == 32;
    return rules ? firewall.port(bridgeRules(endpoint.network()), mapping) : Plan.EMPTY;
  }

  @Override
  public Plan link(Endpoint parent, LinkedChild child) {
    BridgeRules bridge = bridgeRules(parent.network());
    return settings.iptables() && !bridge.icc()
        ? LinkRules.of(hostNetns, bridge, parent.address().orElseThrow(), child)
        : Plan.EMPTY;
  }

  private BridgeRules bridgeRules(Network network) {
    BridgeOptions options = options(network);
    return new BridgeRules(
        bridge(network),
        network.subnet().orElseThrow(),
        network.spec().internal(),
        options.mode(),
        options.icc(),
        options.masquerade(),
        options.hostAddress(),
        options.trusted());
  }

  private static Optional<Integer> mtu(Network network) {
    OptionalInt mtu = options(network).mtu();
    return mtu.isEmpty() || mtu.getAsInt() == 1500 ? Optional.empty() : Optional.of(mtu.getAsInt());
  }
}
