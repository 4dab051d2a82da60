package passerelle.sim.socket;

import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;

/**
 * What tells connections apart ({@code inet_ehashfn}, {@code inet6_ehashfn}).
 *
 * @param local local address
 * @param remote the peer's
 * @param ports local port in the high half, the peer's in the low half
 */
record TcpTuple(IpAddress local, IpAddress remote, int ports) {
  static TcpTuple of(SocketAddress local, SocketAddress remote) {
    return of(local.address(), local.port(), remote.address(), remote.port());
  }

  static TcpTuple of(IpAddress local, int localPort, IpAddress remote, int remotePort) {
    return new TcpTuple(local, remote, localPort << 16 | remotePort);
  }
}
