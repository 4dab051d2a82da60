package passerelle.sim.userland.server;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.service.Connection;
import passerelle.service.ServiceProcess;
import passerelle.service.UdpPort;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
import passerelle.sim.socket.UdpSocket;

/** The sockets and timers of the simulated kernel, as services use them. */
public final class SimServiceProcess implements ServiceProcess {
  private final SocketTable sockets;
  private final SocketTable hostSockets;
  private final Host host;
  private final EventLoop loop;
  private final Set<UdpSocket> connected = new LinkedHashSet<>();

  /**
   * For a process.
   *
   * @param sockets those of its network namespace
   * @param hostSockets those of the host's namespace
   */
  public SimServiceProcess(SocketTable sockets, SocketTable hostSockets, Host host) {
    this.sockets = sockets;
    this.hostSockets = hostSockets;
    this.host = host;
    loop = sockets.loop();
    host.closeAtExit(() -> connected.forEach(UdpSocket::close));
  }

  /** For a process whose services ask nobody from the host's namespace. */
  public SimServiceProcess(SocketTable sockets, Host host) {
    this(sockets, sockets, host);
  }

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
        sockets
            .tcp()
            .listen(host.owner(), family(address, v6only), local(address), backlog, options);
    Set<TcpSocket> open = new LinkedHashSet<>();
    listener.onEvent(host.guard(() -> accept(listener, open, accepted)));
    host.closeAtExit(
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
      accepted.accept(new SimConnection(socket, host, loop));
      next = listener.accept();
    }
  }

  @Override
  public Connection connect(SocketAddress peer) throws KernelException {
    TcpSocket socket = sockets.tcp().open(host.owner(), SocketFamily.INET);
    socket.connect(peer);
    return new SimConnection(socket, host, loop);
  }

  @Override
  public UdpPort bind(SocketAddress address, boolean v6only, UdpPort.Listener listener)
      throws KernelException {
    UdpSocket socket = sockets.udp().open(host.owner(), family(address, v6only));
    socket.bind(local(address));
    host.closeAtExit(socket::close);
    return new SimUdpPort(socket, host, listener);
  }

  @Override
  public UdpPort connect(SocketAddress peer, boolean fromHost, UdpPort.Listener listener)
      throws KernelException {
    SocketTable from = fromHost ? hostSockets : sockets;
    UdpSocket socket = from.udp().open(host.owner(), SocketFamily.INET);
    socket.connect(peer);
    connected.removeIf(other -> !other.isOpen());
    connected.add(socket);
    return new SimUdpPort(socket, host, listener);
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    return loop.schedule(nanos, host.guard(action))::cancel;
  }

  @Override
  public <T> void ask(Supplier<T> question, Consumer<T> then) {
    then.accept(question.get());
  }

  @Override
  public Optional<String> file(String path) {
    return host.file(path);
  }

  @Override
  public Optional<List<String>> names(String directory) {
    return host.names(directory);
  }

  @Override
  public Optional<String> local(String socket, String request) {
    return host.local(socket, request);
  }

  @Override
  public void prepare(long nanos, Runnable action) {
    host.announce(nanos);
    after(nanos, action);
  }

  @Override
  public int uid() {
    return host.uid();
  }

  @Override
  public Optional<Errno> makeDirectory(String path) {
    return host.makeDirectory(path);
  }

  @Override
  public Optional<Errno> give(String path, int uid) {
    return host.give(path, uid);
  }

  @Override
  public Optional<Errno> write(String path, String text) {
    return host.write(path, text);
  }

  @Override
  public String strerror(Errno errno) {
    return host.strerror(errno);
  }

  @Override
  public void print(String text) {
    host.print(text);
  }

  @Override
  public void log(String text) {
    host.log(text);
  }

  @Override
  public String hostname() {
    return host.hostname();
  }

  @Override
  public List<String> addresses() {
    return host.addresses();
  }

  @Override
  public void onReload(Runnable action) {
    host.onReload(host.guard(action));
  }

  @Override
  public void exit(int status) {
    host.exit(status);
  }

  @Override
  public Instant date() {
    return host.date();
  }
}
