package passerelle.kernel.op;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * One change of the kernel's state. {@link CommandText} prints the command that does it on a real
 * machine.
 */
public sealed interface KernelOp {

  /** Name of the namespace in which it is done. */
  String netns();

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
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteNetns(netns));
    }
  }

  /** Removes a namespace and all devices in it. */
  record DeleteNetns(String netns) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new AddNetns(netns));
    }
  }

  /** Makes a device. */
  record AddLink(String netns, LinkSpec link, LinkKind kind) implements KernelOp {
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
  record DeleteLink(String netns, String name) implements KernelOp {}

  /** Moves a device to another namespace, under a new name; it loses its addresses and is down. */
  record MoveLink(String netns, String name, String toNetns, String newName) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new MoveLink(toNetns, newName, netns, name));
    }
  }

  /** Sets a device up or down. */
  record SetUp(String netns, String name, boolean up) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new SetUp(netns, name, !up));
    }
  }

  /** Makes a device a port of a bridge, or of none. */
  record SetMaster(String netns, String name, Optional<String> master) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return master.map(bridge -> new SetMaster(netns, name, Optional.empty()));
    }
  }

  /** Sets the MTU in octets. */
  record SetMtu(String netns, String name, int mtu) implements KernelOp {}

  /** Sets the hardware address. */
  record SetMac(String netns, String name, MacAddress mac) implements KernelOp {}

  /** Lets a bridge port send a frame back to where it came from. */
  record SetHairpin(String netns, String port, boolean on) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new SetHairpin(netns, port, !on));
    }
  }

  /** Gives a device an address; the connected and local routes follow by themselves. */
  record AddAddress(
      String netns, String device, IpInterfaceAddress address, Optional<IpAddress> broadcast)
      implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteAddress(netns, device, address));
    }
  }

  /** Takes an address away. */
  record DeleteAddress(String netns, String device, IpInterfaceAddress address)
      implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new AddAddress(netns, device, address, Optional.empty()));
    }
  }

  /** Adds a route. */
  record AddRoute(String netns, RouteSpec route) implements KernelOp {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRoute(netns, route));
    }
  }

  /** Removes a route. */
  record DeleteRoute(String netns, RouteSpec route) implements KernelOp {
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
  record SetSysctl(String netns, String key, String value) implements KernelOp {}

  /** A change of one chain. */
  sealed interface OfChain extends KernelOp {
    Family family();

    Table table();

    String chain();

    /** Which chain it is. */
    default ChainReference reference() {
      return ChainReference.of(family(), table(), chain());
    }
  }

  /** A user-defined chain. */
  record NewChain(String netns, Family family, Table table, String chain) implements OfChain {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteChain(netns, family, table, chain));
    }
  }

  /** Removes an empty user-defined chain to which nothing jumps. */
  record DeleteChain(String netns, Family family, Table table, String chain) implements OfChain {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new NewChain(netns, family, table, chain));
    }
  }

  /** Appends a rule at the end of a chain. */
  record AppendRule(String netns, Family family, Table table, String chain, Rule rule)
      implements OfChain {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRule(netns, family, table, chain, rule));
    }
  }

  /**
   * Inserts a rule.
   *
   * @param position the number that it will have, from 1
   */
  record InsertRule(String netns, Family family, Table table, String chain, int position, Rule rule)
      implements OfChain {
    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRule(netns, family, table, chain, rule));
    }
  }

  /** Deletes the first rule equal to this one. */
  record DeleteRule(String netns, Family family, Table table, String chain, Rule rule)
      implements OfChain {}

  /** Deletes all rules of a chain. */
  record FlushChain(String netns, Family family, Table table, String chain) implements OfChain {}

  /** Sets the policy of a built-in chain: ACCEPT or DROP. */
  record SetPolicy(String netns, Family family, Table table, String chain, String policy)
      implements OfChain {}

  /** Broadcasts an ARP announcement for an address of the device (RFC 5227 section 3). */
  record AnnounceAddress(String netns, String device, IpAddress address) implements KernelOp {}

  /** Forgets the tracked connections to or from an address, translated ones included. */
  record ForgetConnections(String netns, IpAddress address) implements KernelOp {}
}
