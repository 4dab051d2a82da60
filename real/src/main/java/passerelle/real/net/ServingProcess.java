package passerelle.real.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.lab.LabTopology;
import passerelle.real.clock.RealClock;
import passerelle.real.space.ServiceHost;
import passerelle.real.sys.Netns;
import passerelle.service.Connection;
import passerelle.service.ServiceProcess;
import passerelle.service.UdpPort;

/** What stands for the process of some services: their sockets, and whether they are answered. */
public final class ServingProcess implements ServiceProcess, ServiceHost.Running {
  private final RealServices services;
  private final Poller poller;
  private final RealClock clock;
  private final Netns netns;
  private final ServiceHost.Home home;
  private final Set<ServiceSocket> open = new LinkedHashSet<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private OptionalInt status = OptionalInt.empty();
  private Optional<IntConsumer> listener = Optional.empty();
  private boolean frozen;
  private boolean ended;

  ServingProcess(RealServices services, Netns netns, ServiceHost.Home home) {
    this.services = services;
    this.netns = netns;
    this.home = home;
    poller = services.poller();
    clock = services.clock();
  }

  Poller poller() {
    return poller;
  }

  boolean isFrozen() {
    return frozen;
  }

  /** Closes the socket when the process ends. */
  <S extends ServiceSocket> S own(S socket) {
    open.add(socket);
    return socket;
  }

  void forget(ServiceSocket socket) {
    open.remove(socket);
  }

  /** Takes a new descriptor over, unless the process has ended meanwhile. */
  private <S extends ServiceSocket> S adopt(int fd, Supplier<S> socket) throws KernelException {
    synchronized (poller) {
      if (ended) {
        Sockets.close(fd);
        throw new KernelException(Errno.ESRCH);
      }
      return own(socket.get());
    }
  }

  @Override
  public Runnable listen(
      SocketAddress address, boolean v6only, int backlog, Consumer<Connection> accepted)
      throws KernelException {
    int fd = Sockets.listen(netns, address, v6only, backlog);
    TcpListener listener = adopt(fd, () -> new TcpListener(this, fd, accepted));
    listener.start();
    return listener::closeDescriptor;
  }

  @Override
  public Connection connect(SocketAddress peer) throws KernelException {
    int fd = Sockets.connectTcp(netns, peer);
    return adopt(fd, () -> new TcpConnection(this, fd, true));
  }

  @Override
  public UdpPort bind(SocketAddress address, boolean v6only, UdpPort.Listener listener)
      throws KernelException {
    int fd = Sockets.bind(netns, address, v6only);
    return udp(fd, address, listener);
  }

  @Override
  public UdpPort connect(SocketAddress peer, boolean fromHost, UdpPort.Listener listener)
      throws KernelException {
    Netns from = fromHost ? services.namespaces().get(LabTopology.HOST) : netns;
    int fd = Sockets.connectUdp(from, peer);
    return udp(fd, peer, listener);
  }

  private UdpPort udp(int fd, SocketAddress address, UdpPort.Listener listener)
      throws KernelException {
    UdpSocket socket = adopt(fd, () -> new UdpSocket(this, fd, address.isIpv6(), listener));
    socket.start();
    return socket;
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    return poller.after(nanos, () -> guarded(action));
  }

  /** Does something once all that has come until now has been told. */
  void later(Runnable action) {
    poller.later(() -> guarded(action));
  }

  /** Does something unless the process has ended, and later if it is frozen. */
  void guarded(Runnable action) {
    synchronized (poller) {
      if (frozen) {
        deferred.add(action);
      } else if (!ended) {
        action.run();
      }
    }
  }

  @Override
  public <T> void ask(Supplier<T> question, Consumer<T> then) {
    services.ask(this, question, then);
  }

  @Override
  public Optional<String> file(String path) {
    return home.files().apply(path);
  }

  @Override
  public Optional<List<String>> names(String directory) {
    return home.names().apply(directory);
  }

  @Override
  public void print(String text) {
    clock.soon(() -> home.output().err(text));
  }

  @Override
  public void log(String text) {
    clock.soon(() -> home.output().out(text));
  }

  @Override
  public String hostname() {
    return home.hostname();
  }

  @Override
  public List<String> addresses() {
    try {
      return netns.visit(ServingProcess::ownAddresses);
    } catch (KernelException gone) {
      return List.of();
    }
  }

  /** Java knows those of IPv4 in whichever namespace it is asked. */
  private static List<String> ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (SocketException none) {
      return List.of();
    }
  }

  @Override
  public void exit(int newStatus) {
    synchronized (poller) {
      status = OptionalInt.of(newStatus);
      close();
      listener.ifPresent(this::tell);
    }
  }

  /** On the thread that may wait for the lab; who hears it twice takes it once. */
  private void tell(IntConsumer who) {
    services.ask(
        this,
        () -> {
          who.accept(status.getAsInt());
          return status;
        },
        told -> {});
  }

  @Override
  public Instant date() {
    return LabDate.at(clock.now());
  }

  @Override
  public void onExit(IntConsumer who) {
    OptionalInt already;
    synchronized (poller) {
      listener = Optional.of(who);
      already = status;
    }
    already.ifPresent(number -> clock.run(() -> who.accept(number)));
  }

  /**
   * Stops answering, as a process in a frozen cgroup does, or goes on: connections are accepted and
   * data is taken by the kernel meanwhile, as far as its queues go.
   */
  @Override
  public void freeze(boolean on) {
    synchronized (poller) {
      frozen = on;
      List.copyOf(open).forEach(ServiceSocket::refresh);
      if (!on) {
        List<Runnable> late = List.copyOf(deferred);
        deferred.clear();
        late.forEach(this::guarded);
      }
    }
  }

  @Override
  public void close() {
    synchronized (poller) {
      ended = true;
      deferred.clear();
      List.copyOf(open).forEach(ServiceSocket::closeDescriptor);
    }
    services.forget(this);
  }
}
