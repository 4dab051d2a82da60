package passerelle.real.control;

import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.IpOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/** The operations on addresses and routes (net/ipv4/devinet.c, fib_frontend.c). */
record IpControl(NetlinkSocket socket) implements IpOp.Visitor<Action, KernelException> {
  private static final int MAKE = NetlinkRequest.ACK | NetlinkRequest.CREATE | NetlinkRequest.EXCL;

  @Override
  public Action addAddress(KernelOp.AddAddress op) throws KernelException {
    NetlinkRequest request = address(Rtnetlink.NEWADDR, MAKE, op.device(), op.address());
    op.broadcast().ifPresent(b -> request.attribute(Rtnetlink.IFA_BROADCAST, b.toBytes()));
    return () -> socket.execute(request);
  }

  @Override
  public Action deleteAddress(KernelOp.DeleteAddress op) throws KernelException {
    NetlinkRequest request =
        address(Rtnetlink.DELADDR, NetlinkRequest.ACK, op.device(), op.address());
    return () -> socket.execute(request);
  }

  @Override
  public Action addRoute(KernelOp.AddRoute op) throws KernelException {
    int protocol = op.route().protocol().number();
    NetlinkRequest request = route(Rtnetlink.NEWROUTE, MAKE, op.route(), protocol);
    return () -> socket.execute(request);
  }

  @Override
  public Action deleteRoute(KernelOp.DeleteRoute op) throws KernelException {
    int anyone = Rtnetlink.PROT_UNSPEC;
    NetlinkRequest request = route(Rtnetlink.DELROUTE, NetlinkRequest.ACK, op.route(), anyone);
    return () -> socket.execute(request);
  }

  /** A {@code struct ifaddrmsg} with the address. */
  private NetlinkRequest address(int type, int flags, String device, IpInterfaceAddress own)
      throws KernelException {
    boolean loopback = own.address().isLoopback();
    return new NetlinkRequest(type, flags)
        .u8(Rtnetlink.family(own.address().family()))
        .u8(own.length())
        .u8(0)
        .u8(loopback ? Rtnetlink.SCOPE_HOST : Rtnetlink.SCOPE_UNIVERSE)
        .u32(socket.index(device))
        .attribute(Rtnetlink.IFA_LOCAL, own.address().toBytes())
        .attribute(Rtnetlink.IFA_ADDRESS, own.address().toBytes());
  }

  /** A {@code struct rtmsg} with all that is told of the route. */
  private NetlinkRequest route(int type, int flags, RouteSpec route, int protocol)
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
      int index = socket.index(route.device().get());
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
