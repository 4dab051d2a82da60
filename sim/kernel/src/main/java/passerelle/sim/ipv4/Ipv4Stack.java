package passerelle.sim.ipv4;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.EtherType;
import passerelle.packet.IpProtocol;
import passerelle.sim.ip.FamilyStack;
import passerelle.sim.ip.Fib;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.IpStack;
import passerelle.sim.ip.NeighbourTable;
import passerelle.sim.link.Device;

/** The IPv4 parts of one namespace ({@code struct netns_ipv4}). */
public final class Ipv4Stack extends FamilyStack {
  private final Ipv4Conf conf;
  private final Ipv4Settings settings;
  private final Fib fib = new Fib();
  private final RouteExceptions exceptions;
  private final Routing routing;
  private final Arp arp;
  private final Icmp icmp;
  private final IpInput input;
  private final IpForward forward;
  private final IpOutput output;
  private final Reassembler reassembler;
  private final Igmp igmp = new Igmp(this);
  private final Identifications ids;

  /** A stack without routes, which takes the IPv4 packets of its namespace from now on. */
  public Ipv4Stack(IpStack shared) {
    super(shared);
    conf = new Ipv4Conf(shared.sysctls());
    settings = new Ipv4Settings(shared.sysctls());
    exceptions = new RouteExceptions(machine().loop());
    routing = new Routing(this);
    arp = new Arp(this);
    icmp = new Icmp(this);
    input = new IpInput(this);
    forward = new IpForward(this);
    output = new IpOutput(this);
    reassembler = new Reassembler(this);
    input.register(IpProtocol.ICMP, icmp);
    shared.register(EtherType.IPV4, input::receive);
    shared.register(EtherType.ARP, arp);
    ids = new Identifications(machine(), netns());
  }

  /** A device enters the namespace. */
  public void addDevice(Device device) {
    conf.addDevice(device);
  }

  /** A device leaves the namespace: its addresses, routes and neighbours go. */
  public void removeDevice(Device device) {
    deviceDown(device);
    igmp.removeDevice(device);
    conf.removeDevice(device);
  }

  /**
   * A device went down: its routes and neighbours go, its addresses stay ({@code fib_disable_ip}).
   */
  public void deviceDown(Device device) {
    igmp.down(device);
    fib.removeThrough(device);
    arp.neighbours().removeThrough(device);
  }

  /** A device went up. */
  public void deviceUp(Device device) {
    igmp.up(device);
  }

  /**
   * A device has lost its last address, and IPv4 with it: all its routes and neighbours go ({@code
   * fib_disable_ip} by force, from {@code fib_inetaddr_event}).
   */
  public void addressesGone(Device device) {
    fib.removeIf(route -> route.uses(device));
    exceptions.flush();
    arp.neighbours().removeThrough(device);
  }

  /**
   * A device has another hardware address, or ARP was switched on or off on it: what was found out
   * through it is forgotten ({@code arp_netdev_event}).
   */
  public void arpChanged(Device device) {
    arp.neighbours().removeThrough(device);
  }

  /** A device lost its carrier ({@code arp_netdev_event}; arp_evict_nocarrier is 1). */
  public void carrierLost(Device device) {
    arp.neighbours().carrierLost(device);
  }

  /** Joins a multicast group on a device ({@code ip_mc_join_group}). */
  public void joinGroup(Device device, IpAddress group) {
    igmp.join(device, group);
  }

  public void leaveGroup(Device device, IpAddress group) {
    igmp.leave(device, group);
  }

  /** The groups that a device is in, in the order in which it joined them. */
  public List<IpAddress> groups(Device device) {
    return igmp.groups(device);
  }

  /** Whether a group's packets from this device are wanted; 224.0.0.1 always is. */
  boolean isMember(Device device, IpAddress group) {
    return igmp.isMember(device, group);
  }

  public boolean isLocalAddress(IpAddress address) {
    return fib.lookupLocal(address, r -> r.spec().type() == RouteSpec.Type.LOCAL).isPresent();
  }

  /** The type of an address as rules see it ({@code inet_addr_type}), in iptables' words. */
  public String addressType(IpAddress address, Optional<Device> device) {
    if (address.isUnspecified() || address.isLimitedBroadcast()) {
      return "BROADCAST";
    }
    if (address.isMulticast()) {
      return "MULTICAST";
    }
    Optional<FibRoute> found =
        fib.lookupLocal(address, r -> device.isEmpty() || r.device().equals(device));
    return found.map(r -> r.spec().type().name()).orElse("UNICAST");
  }

  /** A route of the kernel's own that stands in no table. */
  FibRoute localRoute(IpAddress destination, RouteSpec.Type type, Device device) {
    RouteSpec spec =
        new RouteSpec(
            IpPrefix.host(destination),
            type,
            Optional.empty(),
            Optional.of(device.name()),
            Optional.empty(),
            RouteSpec.Scope.LINK,
            RouteSpec.Protocol.KERNEL,
            0,
            RouteSpec.LOCAL);
    return new FibRoute(spec, device.some());
  }

  public Identifications ids() {
    return ids;
  }

  public Ipv4Conf conf() {
    return conf;
  }

  public Ipv4Settings settings() {
    return settings;
  }

  public Fib fib() {
    return fib;
  }

  public RouteExceptions exceptions() {
    return exceptions;
  }

  public Routing routing() {
    return routing;
  }

  public NeighbourTable neighbours() {
    return arp.neighbours();
  }

  public Arp arp() {
    return arp;
  }

  public Icmp icmp() {
    return icmp;
  }

  public IpInput input() {
    return input;
  }

  IpForward forward() {
    return forward;
  }

  public IpOutput output() {
    return output;
  }

  public Reassembler reassembler() {
    return reassembler;
  }
}
