package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.bridge.Fdb;
import passerelle.sim.core.LabRandom;
import passerelle.sim.link.Device;
import passerelle.sim.link.Tun;
import passerelle.sim.sched.TrafficControl;
import passerelle.sim.uapi.LinkInfo;

/** Makes, moves and removes devices over all namespaces (net/core/rtnetlink.c). */
public final class Links {
  private static final LinkKinds KINDS = new LinkKinds();
  private static final String NUMBER = "%d";
  private static final int NAME_LENGTH = 15;
  private final Namespaces namespaces;
  private final LabRandom macs;
  private final NetnsIds ids;
  private final TrafficControl trafficControl;

  Links(Namespaces namespaces, LabRandom macs, LabRandom queues) {
    this.namespaces = namespaces;
    this.macs = macs;
    ids = new NetnsIds();
    trafficControl = new TrafficControl(queues);
  }

  /** What stands between the devices and those who send over them. */
  public TrafficControl trafficControl() {
    return trafficControl;
  }

  /** The numbers by which namespaces know each other. */
  public NetnsIds ids() {
    return ids;
  }

  /** What the kernel tells of a device. */
  public LinkInfo report(Netns netns, Device device) {
    return LinkReport.of(this, netns, device);
  }

  /** A random, locally administered unicast address ({@code eth_random_addr}). */
  public MacAddress randomMac() {
    long bits = macs.nextLong() & 0xffff_ffff_ffffL;
    return new MacAddress(bits & ~(1L << 40) | 1L << 41);
  }

  /** Makes a namespace as {@code unshare(2)} leaves it: its loopback is down. */
  public Netns addNetns(String name) throws KernelException {
    Netns netns = namespaces.add(name);
    netns.setUp(netns.loopback(), false);
    netns.addresses().deviceGone(netns.loopback());
    return netns;
  }

  /**
   * Makes a device ({@code rtnl_newlink}).
   *
   * @param source the namespace in which it is asked for
   * @param netns the namespace in which it is to be
   * @throws KernelException EEXIST when a name is taken, EADDRNOTAVAIL for a group or zero address,
   *     EINVAL for a name or an MTU that no device can have, and what the kind has against it
   */
  public Device add(Netns source, Netns netns, LinkSpec link, LinkKind kind)
      throws KernelException {
    NewLink request = new NewLink(namespaces, source, netns, link);
    LinkOps ops = kind.accept(KINDS);
    checkName(netns, link.name());
    ops.validate(request);
    Device device = ops.newLink(request);
    device.attributes().setTransmitQueueLength(link.txQueueLength());
    return device;
  }

  /** Makes a device in the namespace in which it is asked for. */
  public Device add(Netns netns, LinkSpec link, LinkKind kind) throws KernelException {
    return add(netns, netns, link, kind);
  }

  /**
   * Takes a new device into a namespace ({@code register_netdevice}); a name that is a template
   * becomes the first that is free.
   */
  Device register(Netns netns, Device device) throws KernelException {
    if (isTemplate(device.name())) {
      device.rename(freeName(netns, device.name()));
    }
    checkName(netns, device.name());
    netns.add(device);
    return device;
  }

  static boolean isTemplate(String name) {
    return name.contains(NUMBER);
  }

  /** {@code dev_alloc_name}. */
  private static String freeName(Netns netns, String template) {
    int number = 0;
    while (netns.device(template.replace(NUMBER, "" + number)).isPresent()) {
      number++;
    }
    return template.replace(NUMBER, "" + number);
  }

  /** Makes a device whose wire is a program: of frames, or of packets, without an address then. */
  public Tun addTun(Netns netns, String name, boolean frames) throws KernelException {
    if (netns.device(name).isPresent()) {
      throw new KernelException(Errno.EBUSY);
    }
    checkName(netns, name);
    Tun tun = new Tun(namespaces.machine(), name, frames ? randomMac() : MacAddress.ZERO, frames);
    tun.attributes().setTransmitQueueLength(frames ? Tun.FRAMES_QUEUED : Tun.PACKETS_QUEUED);
    register(netns, tun);
    return tun;
  }

  /** A unicast address ({@code is_valid_ether_addr}). */
  static void checkMac(Optional<MacAddress> mac) throws KernelException {
    if (mac.isPresent() && (mac.get().isMulticast() || mac.get().equals(MacAddress.ZERO))) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
  }

  /** A free name of at most 15 characters without blanks and slashes ({@code dev_valid_name}). */
  static void checkName(Netns netns, String name) throws KernelException {
    if (name.isEmpty()
        || name.length() > NAME_LENGTH
        || name.equals(".")
        || name.equals("..")
        || !name.chars().allMatch(c -> c > ' ' && c != '/' && c != ':')) {
      throw new KernelException(Errno.EINVAL);
    }
    if (netns.device(name).isPresent()) {
      throw new KernelException(Errno.EEXIST);
    }
  }

  /** Removes a device; of a veth pair both ends. */
  public void delete(Device device) throws KernelException {
    if (device.isLoopback()) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    List<Device> going = new ArrayList<>(List.of(device));
    going.addAll(device.unlink());
    for (Device each : going) {
      namespaces.require(each.netns()).setUp(each, false);
    }
    for (Device each : going) {
      take(namespaces.require(each.netns()), each);
    }
  }

  private void take(Netns netns, Device device) throws KernelException {
    for (Device upper : List.copyOf(device.uppers())) {
      delete(upper);
    }
    leave(netns, device);
  }

  /** Takes a device out of a namespace, with its queue and its addresses. */
  private void leave(Netns netns, Device device) {
    trafficControl.shutDown(device);
    netns.addresses().deviceGone(device);
    netns.removeDevice(device);
  }

  /**
   * Moves a device to another namespace under a name: it arrives down, without addresses ({@code
   * dev_change_net_namespace}).
   */
  public void move(Netns from, Device device, Netns to, String newName) throws KernelException {
    if (device.isNetnsImmutable()) {
      throw new KernelException(Errno.EINVAL, "The interface netns is immutable");
    }
    if (newName.equals(device.name()) && from != to && to.device(newName).isPresent()) {
      throw new KernelException(
          Errno.EEXIST, "An interface with the same name exists in the target netns");
    }
    checkName(to, newName);
    from.setUp(device, false);
    leave(from, device);
    device.rename(newName);
    to.adopt(device);
    if (from != to) {
      ids.idOf(from.name(), to.name());
    }
    if (device.peer().isPresent() && !device.peer().get().netns().equals(to.name())) {
      ids.idOf(to.name(), device.peer().get().netns());
    }
  }

  /** Renames a device, also while it is up. */
  public void rename(Netns netns, Device device, String newName) throws KernelException {
    if (device.name().equals(newName)) {
      return;
    }
    checkName(netns, newName);
    netns.rename(device, newName);
    netns.ip().fib().renameDevice(device);
  }

  /**
   * Sets the hardware address; the port of a bridge is known there by the new one from now on.
   *
   * @throws KernelException EADDRNOTAVAIL for a group or zero address
   */
  public void setMac(Device device, MacAddress mac) throws KernelException {
    checkMac(Optional.of(mac));
    device.checkMac(mac);
    Optional<BridgePort> port = BridgePort.of(device);
    if (port.isPresent()) {
      Fdb fdb = port.get().bridge().fdb();
      fdb.remove(device.mac());
      fdb.addPermanent(mac, port.get(), true, namespaces.machine().now());
    }
    device.changeMac(mac);
    Netns netns = namespaces.require(device.netns());
    netns.ip().arpChanged(device);
    netns.notifications().changed(device);
    device.tellMaster();
  }

  /**
   * Gives a device a master, or none ({@code do_set_master}).
   *
   * @throws KernelException EOPNOTSUPP from one that is nobody's master, and what a master has
   *     against the device
   */
  public void setMaster(Netns netns, Device device, Optional<Device> master)
      throws KernelException {
    if (master.isPresent() && device.master().equals(master)) {
      return;
    }
    device.master().ifPresent(old -> old.release(device));
    if (master.isPresent()) {
      master.get().enslave(device);
    }
    netns.notifications().changed(device);
  }

  /** Sets the MTU of a device in octets, within what its kind allows. */
  public void setMtu(Device device, int mtu) throws KernelException {
    if (mtu < device.leastMtu()) {
      throw new KernelException(Errno.EINVAL, "mtu less than device minimum");
    }
    if (device.mostMtu() > 0 && mtu > device.mostMtu()) {
      throw new KernelException(Errno.EINVAL, "mtu greater than device maximum");
    }
    device.changeMtu(mtu);
    for (Device upper : device.uppers()) {
      setMtu(upper, Math.min(upper.mtu(), mtu));
    }
    Netns netns = namespaces.require(device.netns());
    netns.notifications().changed(device);
    netns.ipv6().addrconf().mtuChanged(device);
  }
}
