package passerelle.sim.userland.server;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.service.Connection;
import passerelle.service.ServiceProcess;
import passerelle.service.UdpPort;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
import passerelle.sim.socket.UdpSocket;

/** The sockets and timers of the simulated kernel, as services use them. */
public abstract class SimServiceProcess implements ServiceProcess {
  private final SocketTable sockets;
  private final SocketTable hostSockets;
  private final EventLoop loop;
  private final Set<UdpSocket> connected = new LinkedHashSet<>();

  /**
   * For a process.
   *
   * @param sockets those of its network namespace
   * @param hostSockets those of the host's namespace
   */
  protected SimServiceProcess(SocketTable sockets, SocketTable hostSockets) {
    this.sockets = sockets;
    this.hostSockets = hostSockets;
    loop = sockets.loop();
  }

  /** Closes the sockets that have asked others. */
  protected final void closeConnected() {
    connected.forEach(UdpSocket::close);
  }

  /** Whose its sockets are. */
  protected abstract Owner owner();

  /**
   * The action, put off while the process is frozen and not done once it has ended. All that an
   * application does in answer to an event goes through this.
   */
  protected abstract Runnable guard(Runnable action);

  /** Calls {@code closer} when the process ends. */
  protected abstract void closeAtExit(Runnable closer);

  private static SocketFamily family(SocketAddress address, boolean v6only) {
    return !address.isIpv6()
        ? SocketFamily.INET
        : v6only ? SocketFamily.INET6_ONLY : SocketFamily.INET6;
  }

  /** The simulated kernel has one word for any address, in both families. */
  private static SocketAddress local(SocketAddress address) {
    return address.address().isUnspecified() ? SocketAddress.any(address.port()) : address;
  }

  @Override
  public Runnable listen(
      SocketAddress address, boolean v6only, int backlog, Consumer<Connection> accepted)
      throws KernelException {
    SocketOptions options = new SocketOptions().setReuseAddress(true);
    TcpListener listener =
        sockets.tcp().listen(owner(), family(address, v6only), local(address), backlog, options);
    Set<TcpSocket> open = new LinkedHashSet<>();
    listener.onEvent(guard(() -> accept(listener, open, accepted)));
    closeAtExit(
        () -> {
          listener.close();
          open.forEach(TcpSocket::close);
        });
    return listener::close;
  }

  private void accept(TcpListener listener, Set<TcpSocket> open, Consumer<Connection> accepted) {
    Optional<TcpSocket> next = listener.accept();
    while (next.isPresent()) {
      TcpSocket socket = next.get();
      open.removeIf(other -> other.state() == TcpState.CLOSE);
      open.add(socket);
      accepted.accept(new SimConnection(socket, this, loop));
      next = listener.accept();
    }
  }

  @Override
  public Connection connect(SocketAddress peer) throws KernelException {
    TcpSocket socket = sockets.tcp().open(owner(), SocketFamily.INET);
    socket.connect(peer);
    return new SimConnection(socket, this, loop);
  }

  @Override
  public UdpPort bind(SocketAddress address, boolean v6only, UdpPort.Listener listener)
      throws KernelException {
    UdpSocket socket = sockets.udp().open(owner(), family(address, v6only));
    socket.bind(local(address));
    closeAtExit(socket::close);
    return new SimUdpPort(socket, this, listener);
  }

  @Override
  public UdpPort connect(SocketAddress peer, boolean fromHost, UdpPort.Listener listener)
      throws KernelException {
    SocketTable from = fromHost ? hostSockets : sockets;
    UdpSocket socket = from.udp().open(owner(), SocketFamily.INET);
    socket.connect(peer);
    connected.removeIf(other -> !other.isOpen());
    connected.add(socket);
    return new SimUdpPort(socket, this, listener);
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    return loop.schedule(nanos, guard(action))::cancel;
  }

  @Override
  public <T> void ask(Supplier<T> question, Consumer<T> then) {
    then.accept(question.get());
  }
}
