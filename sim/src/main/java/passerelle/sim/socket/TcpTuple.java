package passerelle.sim.socket;

/**
 * What tells connections apart ({@code inet_ehashfn}).
 *
 * @param local local address
 * @param remote the peer's
 * @param ports local port in the high half, the peer's in the low half
 */
record TcpTuple(int local, int remote, int ports) {
  static TcpTuple of(SocketAddress local, SocketAddress remote) {
    return of(local.address().bits(), local.port(), remote.address().bits(), remote.port());
  }

  static TcpTuple of(int local, int localPort, int remote, int remotePort) {
    return new TcpTuple(local, remote, localPort << 16 | remotePort);
  }
}
