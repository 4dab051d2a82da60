package passerelle.real.control;

import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/** The operations on devices (net/core/rtnetlink.c, as iproute2's iplink.c asks it). */
final class LinkControl {
  private static final int MAKE = NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCL;

  private final Places places;

  LinkControl(Places places) {
    this.places = places;
  }

  /** Does the operation; false when it is none on devices. */
  boolean apply(Place place, KernelOp op) throws KernelException {
    NetlinkSocket socket = place.route();
    if (op instanceof KernelOp.AddLink add) {
      add(socket, add);
    } else if (op instanceof KernelOp.DeleteLink delete) {
      LinkRemoval.remove(place, delete.name());
    } else if (op instanceof KernelOp.MoveLink move) {
      Place target = places.get(move.toNetns());
      requireFree(socket, move, target);
      socket.execute(move(socket, move.name(), target, move.newName()));
    } else {
      return set(socket, op);
    }
    return true;
  }

  /** The kernel moves a veth device before it finds that its new name is taken. */
  private static void requireFree(NetlinkSocket socket, KernelOp.MoveLink move, Place target)
      throws KernelException {
    boolean renamed = !move.newName().equals(move.name());
    if (renamed
        && Link.exists(target.route(), move.newName())
        && Link.find(socket, move.name()).kind().equals("veth")) {
      throw new KernelException(Errno.EEXIST);
    }
  }

  private void add(NetlinkSocket socket, KernelOp.AddLink add) throws KernelException {
    NetlinkRequest request = Link.about(Rtnetlink.NEWLINK, MAKE, 0);
    LinkData.describe(request, add.link());
    if (add.kind().lower().isPresent()) {
      int lower = Link.find(socket, add.kind().lower().get()).index();
      request.attribute32(Rtnetlink.IFLA_LINK, lower);
    }
    request.nest(Rtnetlink.IFLA_LINKINFO).attribute(Rtnetlink.IFLA_INFO_KIND, add.kind().word());
    socket.execute(add.kind().accept(new LinkData(places, request)).end());
  }

  private static NetlinkRequest move(
      NetlinkSocket socket, String name, Place target, String newName) throws KernelException {
    return Link.about(Rtnetlink.NEWLINK, NetlinkRequest.ACK, Link.find(socket, name).index())
        .attribute32(Rtnetlink.IFLA_NET_NS_FD, target.netns().fd())
        .attribute(Rtnetlink.IFLA_IFNAME, newName);
  }

  /** Works out how a device that is about to be moved comes back, to its old index too. */
  Undo moveBack(KernelOp.MoveLink move) throws KernelException {
    Place old = places.get(move.netns());
    LinkMemory before = LinkMemory.of(old.route(), move.name());
    return () -> {
      NetlinkSocket socket = places.get(move.toNetns()).route();
      int index = before.link().index();
      socket.execute(
          move(socket, move.newName(), old, move.name())
              .attribute32(Rtnetlink.IFLA_NEW_IFINDEX, index));
      before.restore(old.route());
    };
  }

  private static boolean set(NetlinkSocket socket, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.SetUp set) {
      setUp(socket, set.name(), set.up());
    } else if (op instanceof KernelOp.SetMaster set) {
      int master = set.master().isEmpty() ? 0 : Link.find(socket, set.master().get()).index();
      setMaster(socket, set.name(), master);
    } else if (op instanceof KernelOp.SetMtu set) {
      socket.execute(change(set.name()).attribute32(Rtnetlink.IFLA_MTU, set.mtu()));
    } else if (op instanceof KernelOp.SetMac set) {
      byte[] mac = Link.octets(set.mac());
      socket.execute(change(set.name()).attribute(Rtnetlink.IFLA_ADDRESS, mac));
    } else if (op instanceof KernelOp.SetHairpin set) {
      setHairpin(socket, set.port(), set.on());
    } else {
      return false;
    }
    return true;
  }

  static void setUp(NetlinkSocket socket, String name, boolean up) throws KernelException {
    NetlinkRequest request = new NetlinkRequest(Rtnetlink.NEWLINK, NetlinkRequest.ACK);
    Link.header(request, Rtnetlink.AF_UNSPEC, 0, up ? Rtnetlink.IFF_UP : 0, Rtnetlink.IFF_UP);
    socket.execute(request.attribute(Rtnetlink.IFLA_IFNAME, name));
  }

  static void setMaster(NetlinkSocket socket, String name, int master) throws KernelException {
    socket.execute(change(name).attribute32(Rtnetlink.IFLA_MASTER, master));
  }

  private static void setHairpin(NetlinkSocket socket, String port, boolean on)
      throws KernelException {
    NetlinkRequest request = new NetlinkRequest(Rtnetlink.SETLINK, NetlinkRequest.ACK);
    Link.header(request, Rtnetlink.AF_BRIDGE, Link.find(socket, port).index(), 0, 0)
        .nest(Rtnetlink.IFLA_PROTINFO)
        .attribute8(Rtnetlink.IFLA_BRPORT_MODE, on ? 1 : 0)
        .end();
    socket.execute(request);
  }

  /** Without an index, and not told to create, the kernel takes the device of the name. */
  private static NetlinkRequest change(String name) {
    return Link.about(Rtnetlink.NEWLINK, NetlinkRequest.ACK, 0)
        .attribute(Rtnetlink.IFLA_IFNAME, name);
  }
}
