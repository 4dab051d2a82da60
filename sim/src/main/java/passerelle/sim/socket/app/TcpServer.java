package passerelle.sim.socket.app;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;

/** Listens, and hands every connection to an application. */
public final class TcpServer {
  private final TcpListener listener;
  private final Host host;
  private final EventLoop loop;
  private final Consumer<Connection> application;
  private final Set<TcpSocket> open = new LinkedHashSet<>();

  private TcpServer(
      TcpListener listener, Host host, EventLoop loop, Consumer<Connection> application) {
    this.listener = listener;
    this.host = host;
    this.loop = loop;
    this.application = application;
  }

  /**
   * Starts to listen, until the process ends.
   *
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL
   */
  public static TcpServer start(
      SocketTable sockets,
      Host host,
      SocketFamily family,
      SocketAddress address,
      int backlog,
      Consumer<Connection> application)
      throws KernelException {
    TcpListener listener =
        sockets
            .tcp()
            .listen(
                host.owner(), family, address, backlog, new SocketOptions().setReuseAddress(true));
    EventLoop loop = sockets.stack().machine().loop();
    TcpServer server = new TcpServer(listener, host, loop, application);
    listener.onEvent(host.guard(server::accept));
    host.closeAtExit(server::close);
    return server;
  }

  private void close() {
    listener.close();
    open.forEach(TcpSocket::close);
  }

  private void accept() {
    Optional<TcpSocket> next = listener.accept();
    while (next.isPresent()) {
      TcpSocket socket = next.get();
      open.removeIf(other -> other.state() == TcpState.CLOSE);
      open.add(socket);
      application.accept(new Connection(socket, host, loop));
      next = listener.accept();
    }
  }
}
