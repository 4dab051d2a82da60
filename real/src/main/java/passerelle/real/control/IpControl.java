package passerelle.real.control;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/** The operations on addresses and routes (net/ipv4/devinet.c, fib_frontend.c). */
final class IpControl {
  private static final int MAKE = NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCL;

  private IpControl() {}

  /** Does the operation; false when it is none of these. */
  static boolean apply(Place place, KernelOp op) throws KernelException {
    NetlinkSocket socket = place.route();
    if (op instanceof KernelOp.AddAddress add) {
      NetlinkRequest request =
          address(socket, Rtnetlink.NEWADDR, MAKE, add.device(), add.address());
      Optional<IpAddress> broadcast = add.broadcast();
      broadcast.ifPresent(b -> request.attribute(Rtnetlink.IFA_BROADCAST, b.toBytes()));
      socket.execute(request);
    } else if (op instanceof KernelOp.DeleteAddress delete) {
      int type = Rtnetlink.DELADDR;
      int flags = NetlinkRequest.ACK;
      socket.execute(address(socket, type, flags, delete.device(), delete.address()));
    } else if (op instanceof KernelOp.AddRoute add) {
      int protocol = add.route().protocol().number();
      socket.execute(route(socket, Rtnetlink.NEWROUTE, MAKE, add.route(), protocol));
    } else if (op instanceof KernelOp.DeleteRoute delete) {
      int anyone = Rtnetlink.PROT_UNSPEC;
      int type = Rtnetlink.DELROUTE;
      socket.execute(route(socket, type, NetlinkRequest.ACK, delete.route(), anyone));
    } else {
      return false;
    }
    return true;
  }

  /** A {@code struct ifaddrmsg} with the address. */
  private static NetlinkRequest address(
      NetlinkSocket socket, int type, int flags, String device, IpInterfaceAddress own)
      throws KernelException {
    boolean loopback = own.address().isLoopback();
    return new NetlinkRequest(type, flags)
        .u8(Rtnetlink.family(own.address().family()))
        .u8(own.length())
        .u8(0)
        .u8(loopback ? Rtnetlink.SCOPE_HOST : Rtnetlink.SCOPE_UNIVERSE)
        .u32(Link.find(socket, device).index())
        .attribute(Rtnetlink.IFA_LOCAL, own.address().toBytes())
        .attribute(Rtnetlink.IFA_ADDRESS, own.address().toBytes());
  }

  /** A {@code struct rtmsg} with all that is told of the route. */
  private static NetlinkRequest route(
      NetlinkSocket socket, int type, int flags, RouteSpec route, int protocol)
      throws KernelException {
    NetlinkRequest request =
        new NetlinkRequest(type, flags)
            .u8(Rtnetlink.family(route.destination().family()))
            .u8(route.destination().length())
            .u8(0)
            .u8(0)
            .u8(route.table() < 256 ? route.table() : 0)
            .u8(protocol)
            .u8(scope(route.scope()))
            .u8(type(route.type()))
            .u32(0)
            .attribute32(Rtnetlink.RTA_TABLE, route.table());
    if (route.destination().length() > 0) {
      request.attribute(Rtnetlink.RTA_DST, route.destination().network().toBytes());
    }
    route.gateway().ifPresent(g -> request.attribute(Rtnetlink.RTA_GATEWAY, g.toBytes()));
    route.preferredSource().ifPresent(s -> request.attribute(Rtnetlink.RTA_PREFSRC, s.toBytes()));
    if (route.device().isPresent()) {
      int index = Link.find(socket, route.device().get()).index();
      request.attribute32(Rtnetlink.RTA_OIF, index);
    }
    if (route.metric() != 0) {
      request.attribute32(Rtnetlink.RTA_PRIORITY, route.metric());
    }
    return request;
  }

  private static int scope(RouteSpec.Scope scope) {
    return switch (scope) {
      case GLOBAL -> Rtnetlink.SCOPE_UNIVERSE;
      case LINK -> Rtnetlink.SCOPE_LINK;
      case HOST -> Rtnetlink.SCOPE_HOST;
    };
  }

  private static int type(RouteSpec.Type type) {
    return switch (type) {
      case UNICAST -> Rtnetlink.UNICAST;
      case LOCAL -> Rtnetlink.LOCAL;
      case BROADCAST -> Rtnetlink.BROADCAST;
      case UNREACHABLE -> Rtnetlink.UNREACHABLE;
      case PROHIBIT -> Rtnetlink.PROHIBIT;
      case THROW -> Rtnetlink.THROW;
      case BLACKHOLE -> Rtnetlink.BLACKHOLE;
    };
  }
}
