package passerelle.real.control;

import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkOp;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The operations on devices of one namespace (net/core/rtnetlink.c, as iproute2's iplink.c asks
 * it).
 */
final class LinkControl implements LinkOp.Visitor<Action, KernelException> {
  private static final int MAKE = NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCL;

  private final Places places;
  private final Place place;
  private final NetlinkSocket socket;

  LinkControl(Places places, Place place) throws KernelException {
    this.places = places;
    this.place = place;
    socket = place.route();
  }

  @Override
  public Action addLink(KernelOp.AddLink op) {
    return () -> add(socket, op);
  }

  @Override
  public Action deleteLink(KernelOp.DeleteLink op) {
    return () -> LinkRemoval.remove(place, op.name());
  }

  @Override
  public Action moveLink(KernelOp.MoveLink op) throws KernelException {
    Place target = places.get(op.toNetns());
    return () -> {
      requireFree(socket, op, target);
      socket.execute(move(socket, op.name(), target, op.newName()));
    };
  }

  @Override
  public Action setUp(KernelOp.SetUp op) {
    return () -> setUp(socket, op.name(), op.up());
  }

  @Override
  public Action setMaster(KernelOp.SetMaster op) throws KernelException {
    // As dockerd, which asks for the bridge by name: so the kernel first takes note of a carrier
    // that the bridge has lost, and forgets its neighbours (rtnl_getlink: linkwatch_sync_dev).
    int master = op.master().isEmpty() ? 0 : Link.find(socket, op.master().get()).index();
    return () -> setMaster(socket, op.name(), master);
  }

  @Override
  public Action setMtu(KernelOp.SetMtu op) {
    return () -> socket.execute(change(op.name()).attribute32(Rtnetlink.IFLA_MTU, op.mtu()));
  }

  @Override
  public Action setMac(KernelOp.SetMac op) {
    byte[] mac = Link.octets(op.mac());
    return () -> socket.execute(change(op.name()).attribute(Rtnetlink.IFLA_ADDRESS, mac));
  }

  @Override
  public Action setHairpin(KernelOp.SetHairpin op) {
    return () -> setHairpin(socket, op.port(), op.on());
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
      int lower = socket.index(add.kind().lower().get());
      request.attribute32(Rtnetlink.IFLA_LINK, lower);
    }
    request.nest(Rtnetlink.IFLA_LINKINFO).attribute(Rtnetlink.IFLA_INFO_KIND, add.kind().word());
    socket.execute(add.kind().accept(new LinkData(places, socket, request)).end());
  }

  private static NetlinkRequest move(
      NetlinkSocket socket, String name, Place target, String newName) throws KernelException {
    return Link.about(Rtnetlink.NEWLINK, NetlinkRequest.ACK, socket.index(name))
        .attribute32(Rtnetlink.IFLA_NET_NS_FD, target.netns().fd())
        .attribute(Rtnetlink.IFLA_IFNAME, newName);
  }

  /** Works out how a device that is about to be moved comes back, to its old index too. */
  Action moveBack(KernelOp.MoveLink move) throws KernelException {
    LinkMemory before = LinkMemory.of(socket, move.name());
    return () -> {
      NetlinkSocket there = places.get(move.toNetns()).route();
      int index = before.link().index();
      there.execute(
          move(there, move.newName(), place, move.name())
              .attribute32(Rtnetlink.IFLA_NEW_IFINDEX, index));
      before.restore(socket);
    };
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
    Link.header(request, Rtnetlink.AF_BRIDGE, socket.index(port), 0, 0)
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
