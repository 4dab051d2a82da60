package passerelle.sim.netlink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.link.LinkAttributes;
import passerelle.sim.link.Macvlan;
import passerelle.sim.link.Tun;
import passerelle.sim.netns.Links;
import passerelle.sim.netns.MulticastGroups;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.EthtoolOps;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.Lifetime;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortState;

/**
 * Devices and their addresses as programs see and change them (net/core/rtnetlink.c,
 * net/ipv4/devinet.c): what is asked of a device that has gone meanwhile fails with ENODEV.
 */
public final class Rtnetlink {
  private final Netns netns;

  public Rtnetlink(Netns netns) {
    this.netns = netns;
  }

  private Links devices() {
    return netns.namespaces().links();
  }

  private LinkInfo info(Device device) {
    return devices().report(netns, device);
  }

  private Device device(LinkInfo link) throws KernelException {
    return netns.device(link.index()).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }

  /** The devices by index ({@code RTM_GETLINK}). */
  public List<LinkInfo> links() {
    return netns.devices().stream().map(this::info).toList();
  }

  /** The device of a name, its own or an alternative one. */
  public Optional<LinkInfo> link(String name) {
    return netns.device(name).map(this::info);
  }

  public Optional<LinkInfo> link(int index) {
    return netns.device(index).map(this::info);
  }

  /** The ports of a bridge by index. */
  public List<LinkInfo> ports(LinkInfo bridge) {
    return links().stream()
        .filter(link -> link.port().filter(port -> port.bridge() == bridge.index()).isPresent())
        .toList();
  }

  /** The name of the device with an index; {@code if9} when there is none ({@code ll_idx_n2a}). */
  public String nameOf(int index) {
    return netns.device(index).map(Device::name).orElse("if" + index);
  }

  /**
   * Makes a device.
   *
   * @param target the namespace in which it is to be
   * @throws KernelException as {@link Links#add(Netns, Netns, LinkSpec, LinkKind)}
   */
  public LinkInfo add(Netns target, LinkSpec link, LinkKind kind) throws KernelException {
    return devices().report(target, devices().add(netns, target, link, kind));
  }

  /** Makes a device whose wire is a program ({@code TUNSETIFF}, {@code TUNSETOWNER}). */
  public LinkInfo addTun(String name, boolean frames, OptionalInt user, OptionalInt group)
      throws KernelException {
    Tun tun = devices().addTun(netns, name, frames);
    tun.setOwners(user, group);
    return info(tun);
  }

  /** The other end of a veth pair, wherever it is. */
  public Optional<LinkInfo> peer(LinkInfo link) throws KernelException {
    return device(link)
        .peer()
        .map(peer -> devices().report(netns.namespaces().require(peer.netns()), peer));
  }

  public void delete(LinkInfo link) throws KernelException {
    devices().delete(device(link));
  }

  public void move(LinkInfo link, Netns target, String name) throws KernelException {
    devices().move(netns, device(link), target, name);
  }

  public void rename(LinkInfo link, String name) throws KernelException {
    devices().rename(netns, device(link), name);
  }

  public void setMac(LinkInfo link, MacAddress mac) throws KernelException {
    devices().setMac(device(link), mac);
  }

  public void setMtu(LinkInfo link, int mtu) throws KernelException {
    devices().setMtu(device(link), mtu);
  }

  public void setUp(LinkInfo link, boolean up) throws KernelException {
    netns.setUp(device(link), up);
  }

  public void setAlias(LinkInfo link, String alias) throws KernelException {
    device(link).attributes().setAlias(alias);
  }

  public void setGroup(LinkInfo link, long group) throws KernelException {
    device(link).attributes().setGroup(group);
  }

  public void setTransmitQueueLength(LinkInfo link, int frames) throws KernelException {
    device(link).attributes().setTransmitQueueLength(frames);
  }

  /**
   * Gives a device a master, or none.
   *
   * @throws KernelException EOPNOTSUPP when there is no such master, or it is nobody's
   */
  public void setMaster(LinkInfo link, Optional<String> name) throws KernelException {
    Optional<Device> master = name.flatMap(netns::device);
    if (master.isPresent() != name.isPresent()) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    devices().setMaster(netns, device(link), master);
  }

  /** Sets one of the {@link InterfaceFlags}, but UP. */
  public void setFlag(LinkInfo link, int flag, boolean on) throws KernelException {
    Device device = device(link);
    LinkAttributes attributes = device.attributes();
    switch (flag) {
      case InterfaceFlags.NOARP -> netns.setArp(device, !on);
      case InterfaceFlags.MULTICAST -> attributes.setMulticast(on);
      case InterfaceFlags.ALLMULTI -> attributes.setAllMulticast(on);
      case InterfaceFlags.PROMISC -> attributes.setPromiscuous(on);
      default -> throw new KernelException(Errno.EINVAL);
    }
  }

  /**
   * Gives a device one more name ({@code RTM_NEWLINKPROP}).
   *
   * @throws KernelException EEXIST when it is somebody's
   */
  public void addName(LinkInfo link, String name) throws KernelException {
    if (netns.device(name).isPresent()) {
      throw new KernelException(Errno.EEXIST);
    }
    netns.addName(device(link), name);
  }

  /**
   * Takes it away again.
   *
   * @throws KernelException ENOENT when it has none of that name
   */
  public void removeName(LinkInfo link, String name) throws KernelException {
    if (!netns.removeName(device(link), name)) {
      throw new KernelException(Errno.ENOENT);
    }
  }

  /**
   * Has a port of a bridge do something, or not ({@code br_setport}).
   *
   * @throws KernelException EOPNOTSUPP when it is no port
   */
  public void setPortFlag(LinkInfo link, PortFlag flag, boolean on) throws KernelException {
    port(link).set(flag, on);
  }

  /**
   * Sets what a port of a bridge does, and its state ({@code br_setport}).
   *
   * @param state one of {@link PortState} by number, where it is asked for
   * @throws KernelException EOPNOTSUPP when it is no port, EINVAL for another number, ENETDOWN
   *     where the port does not run
   */
  public void setPort(LinkInfo link, Map<PortFlag, Boolean> flags, OptionalInt state)
      throws KernelException {
    BridgePort port = port(link);
    flags.forEach(port::set);
    if (state.isPresent()) {
      if (state.getAsInt() >= PortState.values().length) {
        throw new KernelException(Errno.EINVAL);
      }
      port.bridge().setState(port, PortState.values()[state.getAsInt()]);
    }
  }

  /**
   * Sets what the spanning tree protocol would ask of a port.
   *
   * @throws KernelException EOPNOTSUPP when it is no port, ERANGE for what cannot be
   */
  public void setPort(LinkInfo link, OptionalInt cost, OptionalInt priority)
      throws KernelException {
    BridgePort port = port(link);
    if (cost.orElse(1) < 1 || cost.orElse(1) > 65535 || priority.orElse(0) > 63) {
      throw new KernelException(Errno.ERANGE);
    }
    cost.ifPresent(port::setCost);
    priority.ifPresent(port::setPriority);
  }

  /**
   * Sets how long a bridge remembers what it has learned ({@code IFLA_BR_AGEING_TIME}).
   *
   * @throws KernelException EOPNOTSUPP for what is no bridge
   */
  public void setAgeingTime(LinkInfo link, long nanos) throws KernelException {
    if (!(device(link) instanceof Bridge bridge)) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    bridge.fdb().setAgeingTime(nanos);
  }

  /** Sets how a guest on a wire meets the others ({@code IFLA_MACVLAN_MODE}). */
  public void setMode(LinkInfo link, LinkKind.Macvlan.Mode mode) throws KernelException {
    if (!(device(link) instanceof Macvlan guest)) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    guest.setMode(mode);
  }

  private BridgePort port(LinkInfo link) throws KernelException {
    return BridgePort.of(device(link)).orElseThrow(() -> new KernelException(Errno.EOPNOTSUPP));
  }

  /** What the driver of a device answers to {@code ethtool}. */
  public EthtoolOps ethtool(LinkInfo link) {
    return netns.device(link.index()).map(Device::ethtool).orElse(EthtoolOps.NONE);
  }

  /** The features that somebody wants on or off, by name. */
  public Map<String, Boolean> features(LinkInfo link) {
    return netns
        .device(link.index())
        .map(device -> device.attributes().features())
        .orElse(Map.of());
  }

  /** {@code ETHTOOL_MSG_FEATURES_SET}. */
  public void setFeatures(LinkInfo link, Map<String, Boolean> wanted) {
    netns.device(link.index()).ifPresent(device -> device.attributes().setFeatures(wanted));
  }

  /** The IPv4 addresses of a device in its order ({@code RTM_GETADDR}). */
  public List<IfAddress> addresses(LinkInfo link) {
    return addresses(link, Family.IPV4);
  }

  /** The same of IPv6. */
  public List<IfAddress> addresses6(LinkInfo link) {
    return addresses(link, Family.IPV6);
  }

  private List<IfAddress> addresses(LinkInfo link, Family family) {
    return netns
        .device(link.index())
        .map(device -> netns.ip().addresses().of(device, family))
        .orElse(List.of());
  }

  /** {@code RTM_NEWADDR}. */
  public void addAddress(LinkInfo link, IfAddress address) throws KernelException {
    netns.addresses().add(device(link), address);
  }

  /** The same for an address that is there: it lives on for that long. */
  public void prolong(LinkInfo link, IfAddress address, Lifetime lifetime) throws KernelException {
    netns.addresses().prolong(device(link), address, lifetime);
  }

  /** {@code RTM_DELADDR} of one that is there. */
  public void deleteAddress(LinkInfo link, IfAddress own) throws KernelException {
    deleteAddress(link, own.address(), own.network().network());
  }

  /**
   * {@code RTM_DELADDR} with {@code IFA_LOCAL} and {@code IFA_ADDRESS}.
   *
   * @throws KernelException EADDRNOTAVAIL when there is none
   */
  public void deleteAddress(LinkInfo link, IpInterfaceAddress local, IpAddress address)
      throws KernelException {
    netns.addresses().delete(device(link), local, address);
  }

  /** The same of IPv6, without what IPv4 draws from it. */
  public void deleteAddress6(LinkInfo link, IfAddress address) throws KernelException {
    netns.ip().addresses().remove(device(link), address);
  }

  /** The frames' groups that a device takes. */
  public List<MacAddress> groups(LinkInfo link) {
    return groupsOf(link).map(MulticastGroups::link).orElse(List.of());
  }

  /** The groups of IPv4 that it is in ({@code RTM_GETMULTICAST}). */
  public List<IpAddress> inetGroups(LinkInfo link) {
    return groupsOf(link).map(MulticastGroups::inet).orElse(List.of());
  }

  /** Those of IPv6. */
  public List<Ipv6Address> inet6Groups(LinkInfo link) {
    return groupsOf(link).map(MulticastGroups::inet6).orElse(List.of());
  }

  private Optional<MulticastGroups> groupsOf(LinkInfo link) {
    return netns.device(link.index()).map(device -> new MulticastGroups(netns, device));
  }

  /** The numbers of other namespaces here, with their names ({@code RTM_GETNSID}, dumped). */
  public Map<Integer, String> netnsIds() {
    return devices().ids().of(netns.name());
  }

  /** The number of another namespace here. */
  public OptionalInt netnsId(Netns other) {
    return devices().ids().find(netns.name(), other.name());
  }

  /**
   * Gives another namespace a number here ({@code RTM_NEWNSID}).
   *
   * @param number empty for the first that is free
   */
  public void setNetnsId(Netns other, OptionalInt number) throws KernelException {
    if (number.isPresent()) {
      devices().ids().set(netns.name(), other.name(), number.getAsInt());
    } else {
      devices().ids().idOf(netns.name(), other.name());
    }
  }
}
