package passerelle.sim.userland.packages;

import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * A server that packages are fetched from, over the lab's network: its name is looked up, and a
 * connection made. Over HTTP a file is asked for, and what comes is read; the files themselves are
 * not there, their contents are the {@link Archive}.
 */
record Mirror(Process self, Archive.Repository repository, Net net) {
  /** Octets a second that come. */
  private static final long RATE = 12_500_000;

  private static final long PATIENCE = 30 * EventLoop.SECOND;

  Mirror(Process self, Archive.Repository repository) {
    this(self, repository, new Net(self));
  }

  /** Why nothing can be fetched. */
  static final class Unreachable extends Exception {
    private final transient Resolver.Outcome names;
    private final transient Errno reason;
    private final transient SocketAddress address;

    private Unreachable(Resolver.Outcome names) {
      super(names.name());
      this.names = names;
      reason = Errno.ENOENT;
      address = SocketAddress.ANY;
    }

    private Unreachable(KernelException refused, SocketAddress address) {
      super(refused.getMessage(), refused);
      names = Resolver.Outcome.FOUND;
      reason = refused.errno();
      this.address = address;
    }

    /** Why the name was not found; FOUND if it was. */
    Resolver.Outcome names() {
      return names;
    }

    Errno reason() {
      return reason;
    }

    SocketAddress address() {
      return address;
    }
  }

  /**
   * Fetches a file.
   *
   * @param path below the repository's address
   * @param size its octets, which take their time
   */
  void fetch(String path, long size) throws Unreachable {
    Resolver.Result found = Resolver.ofIpv4(self, net).lookup(repository.host());
    if (!found.isFound()) {
      throw new Unreachable(found.outcome());
    }
    SocketAddress peer = new SocketAddress(found.first(), repository.port());
    try {
      TcpSocket socket = net.tcp();
      net.connect(socket, peer, PATIENCE);
      if (repository.port() == 80) {
        ask(socket, path);
      }
      socket.close();
    } catch (KernelException refused) {
      throw new Unreachable(refused, peer);
    }
    self.sleep(Math.max(1_000_000, size * EventLoop.SECOND / RATE));
  }

  private void ask(TcpSocket socket, String path) throws KernelException {
    String base = repository.url().replaceFirst("^http://[^/]*", "");
    socket.send(
        Payload.of(
            "GET %s/%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: Debian APT-HTTP/1.3\r\n\r\n"
                .formatted(base, path, repository.host())));
    net.await(socket::isReadable, PATIENCE);
    socket.receive(1 << 16);
  }
}
