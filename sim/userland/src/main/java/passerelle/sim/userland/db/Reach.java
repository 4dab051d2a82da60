package passerelle.sim.userland.db;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
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
   * @param host a name or address; empty for the socket in the file system
   * @param seconds how long to wait; negative for as long as the kernel tries
   */
  static Reach of(Process self, String host, int port, long seconds) {
    if (host.isEmpty()) {
      return local(self, listener -> listener.local().port() == port);
    }
    Resolver.Result found = new Resolver(self, new Net(self)).lookup(host);
    return found.isFound()
        ? at(self, found.first(), port, seconds)
        : new Reach(found.outcome(), Family.IPV4.loopback(), Optional.empty(), Optional.empty());
  }

  /**
   * Tries a server whose socket in the file system this process sees: one that was started with the
   * same files, and listens for others, too.
   *
   * @param wanted which of those that listen
   */
  static Reach local(Process self, Predicate<SocketInfo> wanted) {
    Place home = self.place().home();
    Set<Integer> beside =
        home.processes().stream()
            .filter(process -> process.place().home() == home)
            .map(Process::hostPid)
            .collect(Collectors.toSet());
    return self.place().sockets().list().stream()
        .filter(socket -> socket.state() == TcpState.LISTEN && wanted.test(socket))
        .filter(socket -> socket.owner().filter(o -> beside.contains(o.pid())).isPresent())
        .min(Comparator.comparingInt(socket -> socket.local().port()))
        .map(socket -> at(self, reached(socket), socket.local().port(), -1))
        .orElseGet(
            () ->
                new Reach(
                    Resolver.Outcome.FOUND,
                    Family.IPV4.loopback(),
                    Optional.of(Errno.ENOENT),
                    Optional.empty()));
  }

  private static IpAddress reached(SocketInfo listener) {
    IpAddress bound = listener.local().address();
    return bound.isUnspecified() ? Family.IPV4.loopback() : bound;
  }

  private static Reach at(Process self, IpAddress address, int port, long seconds) {
    Net net = new Net(self);
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
