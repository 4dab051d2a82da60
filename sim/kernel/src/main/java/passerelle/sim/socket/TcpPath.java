package passerelle.sim.socket;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.ip.Route;

/**
 * The way that a connection is to go ({@code tcp_v4_connect}, {@code tcp_v6_connect}).
 *
 * @param source the address that the route prefers here
 * @param destination the peer's address; the loopback where any was asked for
 * @param mtu in octets
 */
record TcpPath(IpAddress source, IpAddress destination, int mtu) {

  /**
   * The way from a socket to a peer.
   *
   * @throws KernelException ENETUNREACH and the like; EAFNOSUPPORT for IPv6 from an IPv4 socket
   */
  static TcpPath of(TcpSocket socket, SocketAddress peer) throws KernelException {
    return peer.address() instanceof Ipv6Address six
        ? of(socket, six)
        : of(socket, peer.address(), peer.port());
  }

  private static TcpPath of(TcpSocket socket, IpAddress peer, int port) throws KernelException {
    IpAddress to = peer.isUnspecified() ? peer.family().loopback() : peer;
    if (socket.local().isIpv6() || to.isMulticast() || to.isLimitedBroadcast()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
    Route route = socket.route(to, port);
    return new TcpPath(route.source(), to, route.mtu());
  }

  private static TcpPath of(TcpSocket socket, Ipv6Address peer) throws KernelException {
    if (socket.family() == SocketFamily.INET) {
      throw new KernelException(Errno.EAFNOSUPPORT);
    }
    SocketAddress local = socket.local();
    if (!local.isIpv6() && !local.address().isUnspecified()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
    Ipv6Address to = peer.isUnspecified() ? Ipv6Address.LOOPBACK : peer;
    return new TcpPath(
        socket.tcp().ipv6().routing().sourceTowards(to), to, socket.stack().loopback().mtu());
  }
}
