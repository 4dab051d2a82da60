package passerelle.sim.netns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.KernelException;
import passerelle.netfilter.Hook;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.core.Machine;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.IpStack;
import passerelle.sim.ipv4.BridgedIpv4;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.ipv6.Ipv6Stack;
import passerelle.sim.link.Device;
import passerelle.sim.link.Loopback;
import passerelle.sim.netfilter.Netfilter;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.uapi.NftFamily;

/**
 * A network namespace ({@code struct net}): devices with their own indexes, addresses, routes,
 * neighbours, rules, sockets and settings. The one place that wires these parts together.
 */
public final class Netns {
  private final Namespaces namespaces;
  private final Machine machine;
  private final String name;
  private final long inode;
  private final Sysctls sysctls = new Sysctls();
  private final TreeMap<Integer, Device> devices = new TreeMap<>();
  private final Map<String, Device> byName = new HashMap<>();
  private final Loopback loopback;
  private final Netfilter netfilter;
  private final Ipv4Stack ip;
  private final Ipv6Stack ipv6;
  private final BridgedIpv4 bridgedIpv4;
  private final SocketTable sockets;
  private final Notifications notifications = new Notifications();
  private final Addresses addresses;
  private final Routes routes;
  private final VxlanTunnels tunnels = new VxlanTunnels(this);
  private int lastIndex;

  /** A fresh namespace with its loopback device down. */
  Netns(Namespaces namespaces, String name, long inode) {
    this.namespaces = namespaces;
    this.inode = inode;
    machine = namespaces.machine();
    this.name = name;
    loopback = new Loopback(machine);
    NetfilterServices services = new NetfilterServices(this);
    netfilter = new Netfilter(machine, services);
    IpStack shared = new IpStack(machine, name, netfilter, loopback, sysctls);
    ip = new Ipv4Stack(shared);
    ipv6 = new Ipv6Stack(shared);
    bridgedIpv4 = new BridgedIpv4(ip, sysctls);
    sockets = new SocketTable(ip, ipv6);
    addresses = new Addresses(this);
    ip.neighbours()
        .onChange(
            (entry, gone) -> notifications.tell(new Notifications.NeighbourChange(entry, gone)));
    routes = new Routes(this);
    KernelSettings.register(this);
    ConntrackSysctls.register(sysctls, netfilter.conntrack());
    add(loopback);
  }

  /** Brings {@code lo} up with its addresses, as whoever makes a namespace does at once. */
  public void startLoopback() throws KernelException {
    setUp(loopback, true);
  }

  /** The VXLAN devices that were made here. */
  VxlanTunnels tunnels() {
    return tunnels;
  }

  /** Takes a device in, under the next free index. */
  public void add(Device device) {
    add(device, nextIndex());
  }

  /** Takes a device in that comes from another namespace: it keeps its index where that is free. */
  void adopt(Device device) {
    add(device, devices.containsKey(device.index()) ? nextIndex() : device.index());
  }

  private void add(Device device, int index) {
    devices.put(index, device);
    names(device).forEach(known -> byName.put(known, device));
    device.place(name, index, ip.shared());
    ip.addresses().addDevice(device);
    ip.addDevice(device);
    ipv6.addrconf().addDevice(device);
    device.setIngress(
        skb ->
            netfilter.passes(
                NftFamily.NETDEV, Hook.PREROUTING, skb, device.some(), Optional.empty()));
    Bridge.of(device).ifPresent(this::adopt);
    notifications.changed(device);
  }

  /** What a bridge of this namespace asks, and whom it tells. */
  private void adopt(Bridge bridge) {
    bridge.setNetfilter(bridgedIpv4);
    bridge.setRules(netfilter);
    bridge.onCarrierChange(
        () -> {
          carrierChanged(bridge);
          notifications.changed(bridge);
        });
  }

  /**
   * Indexes are not used again until they wrap ({@code dev_index_reserve} with xa_alloc_cyclic).
   */
  private int nextIndex() {
    do {
      lastIndex++;
    } while (devices.containsKey(lastIndex));
    return lastIndex;
  }

  /** Takes a device out, with all that depends on it. */
  void removeDevice(Device device) {
    notifications.tell(new Notifications.LinkChange(device, true));
    device.master().ifPresent(master -> master.release(device));
    devices.values().stream()
        .filter(lower -> lower.master().filter(master -> master == device).isPresent())
        .forEach(device::release);
    netfilter.deviceGone(device);
    ip.removeDevice(device);
    ipv6.addrconf().removeDevice(device);
    ip.addresses().removeDevice(device);
    devices.remove(device.index());
    names(device).forEach(byName::remove);
  }

  /** Its name and its alternative ones, all of which stand in one table ({@code dev_name_head}). */
  private static Stream<String> names(Device device) {
    return Stream.concat(Stream.of(device.name()), device.alternativeNames().stream());
  }

  /** Has a device answer to one more name, which nobody has. */
  public void addName(Device device, String more) {
    device.alternativeNames().add(more);
    byName.put(more, device);
  }

  /**
   * Has it no longer answer to it.
   *
   * @return false when it has no such alternative name
   */
  public boolean removeName(Device device, String less) {
    return device.alternativeNames().remove(less) && byName.remove(less) != null;
  }

  void rename(Device device, String newName) {
    byName.remove(device.name());
    device.rename(newName);
    byName.put(newName, device);
    notifications.changed(device);
  }

  /** Sets a device up or down, with what follows for routes and addresses ({@code dev_open}). */
  public void setUp(Device device, boolean up) throws KernelException {
    if (device.isUp() == up) {
      return;
    }
    if (up) {
      device.open();
    }
    device.setUp(up);
    notifications.changed(device);
    if (up) {
      ip.deviceUp(device);
    }
    if (up && device == loopback && ip.addresses().of(device, Family.IPV4).isEmpty()) {
      addresses.add(device, IpInterfaceAddress.of("127.0.0.1/8"), Optional.empty());
    } else if (up) {
      addresses.deviceUp(device);
    } else {
      netfilter.deviceGone(device);
      ip.deviceDown(device);
    }
    carrierChanged(device);
    for (Device upper : device.uppers()) {
      if (upper.followsLower() && upper.netns().equals(name)) {
        setUp(upper, up);
      }
    }
    // The peer may live in another namespace; its own IPv6 configuration hears of the carrier
    // there.
    device.peer().ifPresent(carrierListener::changed);
  }

  /** Switches ARP on a device on or off ({@code IFF_NOARP}, {@code arp_netdev_event}). */
  public void setArp(Device device, boolean on) {
    if (device.usesArp() != on) {
      device.setArp(on);
      ip.arpChanged(device);
    }
  }

  /** Hears of a device of another namespace that got or lost its carrier. */
  public interface CarrierListener {
    void changed(Device device);
  }

  private CarrierListener carrierListener = device -> {};

  void onCarrierElsewhere(CarrierListener listener) {
    carrierListener = listener;
  }

  void carrierChanged(Device device) {
    ipv6.addrconf().stateChanged(device);
    if (!device.hasCarrier()) {
      ip.carrierLost(device);
    }
    device.uppers().forEach(carrierListener::changed);
  }

  /** All namespaces of the machine, this one among them. */
  public Namespaces namespaces() {
    return namespaces;
  }

  public Machine machine() {
    return machine;
  }

  public String name() {
    return name;
  }

  /** What {@code /proc/PID/ns/net} tells of it ({@code ns_common.inum}). */
  public long inode() {
    return inode;
  }

  /** The devices by index. */
  public List<Device> devices() {
    return List.copyOf(devices.values());
  }

  /** Its bridges in the order of their indexes. */
  public List<Bridge> bridges() {
    return devices.values().stream().flatMap(device -> Bridge.of(device).stream()).toList();
  }

  /** The device of a name, its own or an alternative one. */
  public Optional<Device> device(String deviceName) {
    Device found = byName.get(deviceName);
    return found == null ? Optional.empty() : found.some();
  }

  public Optional<Device> device(int index) {
    return Optional.ofNullable(devices.get(index));
  }

  public Device loopback() {
    return loopback;
  }

  public Sysctls sysctls() {
    return sysctls;
  }

  public Netfilter netfilter() {
    return netfilter;
  }

  public Ipv4Stack ip() {
    return ip;
  }

  public Ipv6Stack ipv6() {
    return ipv6;
  }

  public SocketTable sockets() {
    return sockets;
  }

  /** Tells what changes here. */
  public Notifications notifications() {
    return notifications;
  }

  /** Adds and removes addresses, with the routes that follow from them. */
  public Addresses addresses() {
    return addresses;
  }

  /** Adds and removes routes. */
  public Routes routes() {
    return routes;
  }
}
