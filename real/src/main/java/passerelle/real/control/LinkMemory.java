package passerelle.real.control;

import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * What a device loses when it is set down, moved or loses an address: its state, its master, its
 * addresses, the routes that lead out by it. The kernel's own messages are kept and sent back to
 * it, as {@code ip address save} and {@code restore} do.
 *
 * @param link the device
 * @param addresses payloads of RTM_NEWADDR
 * @param routes payloads of RTM_NEWROUTE
 */
record LinkMemory(Link link, List<byte[]> addresses, List<byte[]> routes) {
  private static final int ADDRESS_SCOPE_AT = 3;
  private static final int ADDRESS_INDEX_AT = 4;
  private static final int ROUTE_PROTOCOL_AT = 5;

  /** Looks at a device. */
  static LinkMemory of(NetlinkSocket socket, String name) throws KernelException {
    Link link = Link.find(socket, name);
    List<byte[]> addresses = new ArrayList<>();
    for (NetlinkMessage message : dump(socket, Rtnetlink.GETADDR, Rtnetlink.IFADDRMSG)) {
      boolean automatic = message.u8(ADDRESS_SCOPE_AT) == Rtnetlink.SCOPE_LINK;
      if (message.u32(ADDRESS_INDEX_AT) == link.index() && !automatic) {
        addresses.add(message.payload());
      }
    }
    List<byte[]> routes = new ArrayList<>();
    for (NetlinkMessage message : dump(socket, Rtnetlink.GETROUTE, Rtnetlink.RTMSG)) {
      int out = message.attributes(Rtnetlink.RTMSG).u32(Rtnetlink.RTA_OIF).orElse(0);
      boolean automatic = message.u8(ROUTE_PROTOCOL_AT) == Rtnetlink.PROT_KERNEL;
      if (out == link.index() && !automatic) {
        routes.add(message.payload());
      }
    }
    return new LinkMemory(link, addresses, routes);
  }

  private static List<NetlinkMessage> dump(NetlinkSocket socket, int type, int structure)
      throws KernelException {
    return socket.dump(new NetlinkRequest(type, NetlinkRequest.DUMP).payload(new byte[structure]));
  }

  /** Gives the device of the same name back what it had. */
  void restore(NetlinkSocket socket) throws KernelException {
    if (link.master() != Link.find(socket, link.name()).master()) {
      LinkControl.setMaster(socket, link.name(), link.master());
    }
    LinkControl.setUp(socket, link.name(), link.up());
    restore(socket, Rtnetlink.NEWADDR, addresses);
    restore(socket, Rtnetlink.NEWROUTE, routes);
  }

  private static void restore(NetlinkSocket socket, int type, List<byte[]> payloads)
      throws KernelException {
    int flags = NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCL;
    for (byte[] payload : payloads) {
      try {
        socket.execute(new NetlinkRequest(type, flags).payload(payload));
      } catch (KernelException e) {
        if (e.errno() != Errno.EEXIST) {
          throw e;
        }
      }
    }
  }
}
