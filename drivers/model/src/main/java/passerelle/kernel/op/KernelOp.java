package passerelle.kernel.op;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;

/**
 * One change of the kernel's state. {@link CommandText} prints the command that does it on a real
 * machine.
 */
public sealed interface KernelOp
    permits LinkOp,
        IpOp,
        ChainOp,
        KernelOp.AddNetns,
        KernelOp.DeleteNetns,
        KernelOp.SetSysctl,
        KernelOp.AnnounceAddress,
        KernelOp.ForgetConnections {

  /** Name of the namespace in which it is done. */
  String netns();

  /** Calls the visitor's method for this operation, or for its group. */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /** Does something for each operation, so that none is forgotten. */
  interface Visitor<R, E extends Exception> {
    R addNetns(AddNetns op) throws E;

    R deleteNetns(DeleteNetns op) throws E;

    R link(LinkOp op) throws E;

    R ip(IpOp op) throws E;

    R chain(ChainOp op) throws E;

    R setSysctl(SetSysctl op) throws E;

    R announceAddress(AnnounceAddress op) throws E;

    R forgetConnections(ForgetConnections op) throws E;
  }

  /**
   * What takes this operation back, done in the same state that it left. Empty where that needs
   * more than the operation tells (the value that a sysctl had before), or where nothing is to be
   * taken back.
   */
  default Optional<KernelOp> inverse() {
    return Optional.empty();
  }

  /** A new, empty network namespace with its {@code lo} up. */
  record AddNetns(String netns) implements KernelOp {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.addNetns(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteNetns(netns));
    }
  }

  /** Removes a namespace and all devices in it. */
  record DeleteNetns(String netns) implements KernelOp {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.deleteNetns(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new AddNetns(netns));
    }
  }

  /** Makes a device. */
  record AddLink(String netns, LinkSpec link, LinkKind kind) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.addLink(this);
    }

    /** A bridge. */
    public static AddLink bridge(
        String netns, String name, Optional<MacAddress> mac, int txQueueLength) {
      LinkSpec link = new LinkSpec(name, mac, OptionalInt.empty(), txQueueLength);
      return new AddLink(netns, link, new LinkKind.Bridge());
    }

    /** A veth pair; MTU and queue are those of both ends. */
    public static AddLink veth(
        String netns,
        String name,
        Optional<MacAddress> mac,
        int mtu,
        int txQueueLength,
        String peerNetns,
        String peerName,
        Optional<MacAddress> peerMac) {
      OptionalInt octets = OptionalInt.of(mtu);
      return new AddLink(
          netns,
          new LinkSpec(name, mac, octets, txQueueLength),
          new LinkKind.Veth(peerNetns, new LinkSpec(peerName, peerMac, octets, txQueueLength)));
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteLink(netns, link.name()));
    }
  }

  /** Removes a device (of a veth pair, both ends). */
  record DeleteLink(String netns, String name) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.deleteLink(this);
    }
  }

  /** Moves a device to another namespace, under a new name; it loses its addresses and is down. */
  record MoveLink(String netns, String name, String toNetns, String newName) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.moveLink(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new MoveLink(toNetns, newName, netns, name));
    }
  }

  /** Sets a device up or down. */
  record SetUp(String netns, String name, boolean up) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.setUp(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new SetUp(netns, name, !up));
    }
  }

  /** Makes a device a port of a bridge, or of none. */
  record SetMaster(String netns, String name, Optional<String> master) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.setMaster(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return master.map(bridge -> new SetMaster(netns, name, Optional.empty()));
    }
  }

  /** Sets the MTU in octets. */
  record SetMtu(String netns, String name, int mtu) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.setMtu(this);
    }
  }

  /** Sets the hardware address. */
  record SetMac(String netns, String name, MacAddress mac) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.setMac(this);
    }
  }

  /** Lets a bridge port send a frame back to where it came from. */
  record SetHairpin(String netns, String port, boolean on) implements LinkOp {
    @Override
    public <R, E extends Exception> R accept(LinkOp.Visitor<R, E> visitor) throws E {
      return visitor.setHairpin(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new SetHairpin(netns, port, !on));
    }
  }

  /** Gives a device an address; the connected and local routes follow by themselves. */
  record AddAddress(
      String netns, String device, IpInterfaceAddress address, Optional<IpAddress> broadcast)
      implements IpOp {
    @Override
    public <R, E extends Exception> R accept(IpOp.Visitor<R, E> visitor) throws E {
      return visitor.addAddress(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteAddress(netns, device, address));
    }
  }

  /** Takes an address away. */
  record DeleteAddress(String netns, String device, IpInterfaceAddress address) implements IpOp {
    @Override
    public <R, E extends Exception> R accept(IpOp.Visitor<R, E> visitor) throws E {
      return visitor.deleteAddress(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new AddAddress(netns, device, address, Optional.empty()));
    }
  }

  /** Adds a route. */
  record AddRoute(String netns, RouteSpec route) implements IpOp {
    @Override
    public <R, E extends Exception> R accept(IpOp.Visitor<R, E> visitor) throws E {
      return visitor.addRoute(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRoute(netns, route));
    }
  }

  /** Removes a route. */
  record DeleteRoute(String netns, RouteSpec route) implements IpOp {
    @Override
    public <R, E extends Exception> R accept(IpOp.Visitor<R, E> visitor) throws E {
      return visitor.deleteRoute(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new AddRoute(netns, route));
    }
  }

  /**
   * Sets a sysctl.
   *
   * @param key with dots, {@code net.ipv4.ip_forward}
   */
  record SetSysctl(String netns, String key, String value) implements KernelOp {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.setSysctl(this);
    }
  }

  /** Broadcasts an ARP announcement for an address of the device (RFC 5227 section 3). */
  record AnnounceAddress(String netns, String device, IpAddress address) implements KernelOp {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.announceAddress(this);
    }
  }

  /** Forgets tracked connections. */
  record ForgetConnections(String netns, ConntrackFilter which) implements KernelOp {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.forgetConnections(this);
    }
  }
}
