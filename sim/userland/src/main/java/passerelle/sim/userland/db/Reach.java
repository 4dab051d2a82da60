package passerelle.sim.userland.db;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * Whether a server is reached.
 *
 * @param names why the name was not found; FOUND if it was
 * @param address that of the server
 * @param refusal why there is no connection; empty when there is one
 * @param socket the connection
 */
record Reach(
    Resolver.Outcome names,
    IpAddress address,
    Optional<Errno> refusal,
    Optional<TcpSocket> socket) {

  /**
   * Tries.
   *
   * @param host a name or address; empty for a server of this machine, which stands for its socket
   *     in the file system
   * @param seconds how long to wait; negative for as long as the kernel tries
   */
  static Reach of(Process self, String host, int port, long seconds) {
    Net net = new Net(self);
    IpAddress address = Family.IPV4.loopback();
    if (!host.isEmpty()) {
      Resolver.Result found = new Resolver(self, net).lookup(host);
      if (!found.isFound()) {
        return new Reach(found.outcome(), address, Optional.empty(), Optional.empty());
      }
      address = found.first();
    }
    try {
      TcpSocket socket = net.tcp();
      long limit = seconds < 0 ? -1 : seconds * EventLoop.SECOND;
      net.connectBlocking(socket, new SocketAddress(address, port), limit);
      return new Reach(Resolver.Outcome.FOUND, address, Optional.empty(), Optional.of(socket));
    } catch (KernelException refused) {
      boolean late = refused.errno() == Errno.EINPROGRESS;
      Errno errno = late ? Errno.ETIMEDOUT : refused.errno();
      return new Reach(Resolver.Outcome.FOUND, address, Optional.of(errno), Optional.empty());
    }
  }

  boolean isFound() {
    return names == Resolver.Outcome.FOUND;
  }

  boolean isConnected() {
    return socket.isPresent();
  }

  /** Ends the connection, if there is one; whether there was. */
  boolean hangUp() {
    socket.ifPresent(TcpSocket::close);
    return isConnected();
  }
}
