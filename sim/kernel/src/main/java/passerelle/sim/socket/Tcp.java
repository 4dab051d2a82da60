package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.LabRandom;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.ipv6.Ipv6Stack;
import passerelle.sim.link.Skb;

/**
 * The Transmission Control Protocol of one namespace (RFC 9293): ports, connections and listeners
 * (net/ipv4/inet_hashtables.c, inet_connection_sock.c). Segments are never larger on the wire than
 * the MSS: segmentation offload is not simulated.
 */
public final class Tcp {
  private final Ipv4Stack stack;
  private final Ipv6Stack ipv6;
  private final TcpReset resets;
  private final LabRandom random;
  private final long secret;
  private final PortTable<InetSocket> ports;
  private final PortTable<TcpListener> listeners;
  private final Map<TcpTuple, TcpSocket> connections = new LinkedHashMap<>();
  private final Map<Long, Integer> perturbations = new HashMap<>();

  Tcp(Ipv4Stack stack, Ipv6Stack ipv6) {
    this.stack = stack;
    this.ipv6 = ipv6;
    resets = new TcpReset(stack, ipv6);
    random = stack.machine().random().stream("tcp/" + stack.netns());
    secret = random.nextLong();
    ports = new PortTable<>(stack, random);
    listeners = new PortTable<>(stack, random);
    TcpReceiver receiver = new TcpReceiver(this);
    stack.input().register(IpProtocol.TCP, receiver);
    ipv6.input().register(IpProtocol.TCP, receiver);
  }

  /** A new socket, to be connected. */
  public TcpSocket open(Owner owner, SocketFamily family) {
    return new TcpSocket(this, owner, family, new SocketOptions(), Optional.empty());
  }

  /**
   * A socket that listens ({@code inet_bind}, {@code inet_listen}).
   *
   * @param address port 0 has one chosen
   * @param backlog how many complete connections may wait
   * @param options what to set before binding
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL
   */
  public TcpListener listen(
      Owner owner, SocketFamily family, SocketAddress address, int backlog, SocketOptions options)
      throws KernelException {
    TcpListener listener = new TcpListener(this, owner, family, options, backlog);
    listener.checkBindable(address);
    int port = choosePort(listener, address);
    listener.setLocal(new SocketAddress(address.address(), port));
    ports.add(listener);
    listeners.add(listener);
    return listener;
  }

  /** Answers a segment with a reset, as {@code REJECT --reject-with tcp-reset} does. */
  public void reject(Skb about) {
    resets.reject(about);
  }

  void sendReset(Skb about) {
    resets.answer(about);
  }

  void sendReset(TcpSocket socket, TcpSegment about) {
    resets.answer(socket.remote().address(), socket.local().address(), about, Optional.empty());
  }

  /** All sockets: listeners by port, then connections in the order of their beginning. */
  public List<InetSocket> sockets() {
    List<InetSocket> all = new ArrayList<>(listeners.all());
    all.addAll(connections.values());
    return all;
  }

  Ipv4Stack stack() {
    return stack;
  }

  Ipv6Stack ipv6() {
    return ipv6;
  }

  int initialSequence() {
    return random.nextInt();
  }

  /** The same for every connection between two machines ({@code secure_tcp_ts_off}). */
  int timestampOffset(IpAddress local, IpAddress remote) {
    return (int) new LabRandom(secret ^ pair(local, remote)).nextLong();
  }

  private static long pair(IpAddress local, IpAddress remote) {
    return (long) folded(local) << 32 | folded(remote) & 0xffff_ffffL;
  }

  private static int folded(IpAddress address) {
    if (address instanceof Ipv6Address six) {
      long half = six.high() ^ six.low();
      return (int) (half ^ half >>> 32);
    }
    return address.lastWord();
  }

  /** The port that a socket gets: the one it asks for, or a free one. */
  int choosePort(InetSocket socket, SocketAddress wanted) throws KernelException {
    if (wanted.port() == 0) {
      return ports.choose(2, port -> ports.at(port).isEmpty());
    }
    for (InetSocket other : ports.at(wanted.port())) {
      if (!mayShare(socket, other) && BindConflict.overlaps(socket, wanted.address(), other)) {
        throw new KernelException(Errno.EADDRINUSE);
      }
    }
    return wanted.port();
  }

  private static boolean mayShare(InetSocket socket, InetSocket other) {
    boolean reuse = socket.options().reuseAddress() && other.options().reuseAddress();
    return reuse && !(other instanceof TcpListener)
        || socket.options().reusePort() && other.options().reusePort();
  }

  /**
   * A local port for a connection ({@code __inet_hash_connect}): for one peer they follow each
   * other in steps of two, from a place that the addresses decide.
   *
   * @throws KernelException EADDRNOTAVAIL when none is free
   */
  int choosePortTowards(IpAddress from, SocketAddress to) throws KernelException {
    long key = pair(from, to.address()) * 31 + to.port();
    int start = (int) (new LabRandom(secret ^ key).nextLong() >>> 34) + perturbation(key);
    int[] steps = {0};
    try {
      int port =
          ports.choose(
              start & ~1,
              2,
              candidate -> {
                steps[0] += 2;
                return isFreeTowards(candidate, from, to);
              });
      perturbations.merge(key & 0xff, steps[0], Integer::sum);
      return port;
    } catch (KernelException none) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
  }

  private int perturbation(long key) {
    return perturbations.getOrDefault(key & 0xff, 0);
  }

  private boolean isFreeTowards(int port, IpAddress from, SocketAddress to) {
    for (InetSocket other : ports.at(port)) {
      if (!(other instanceof TcpSocket connected) || connected.isExplicitlyBound()) {
        return false;
      }
    }
    return !isConnected(new SocketAddress(from, port), to);
  }

  boolean isConnected(SocketAddress local, SocketAddress remote) {
    return connections.containsKey(TcpTuple.of(local, remote));
  }

  /** A socket holds its local port from now on. */
  void enter(TcpSocket socket) {
    if (!socket.isInTable()) {
      socket.setInTable(true);
      ports.add(socket);
    }
  }

  /** A socket has its peer from now on. */
  void connected(TcpSocket socket) {
    enter(socket);
    connections.put(TcpTuple.of(socket.local(), socket.remote()), socket);
  }

  void leave(TcpSocket socket) {
    if (socket.isInTable()) {
      socket.setInTable(false);
      ports.remove(socket);
      connections.remove(TcpTuple.of(socket.local(), socket.remote()), socket);
      socket.parent().ifPresent(listener -> listener.forget(socket));
    }
  }

  void leave(TcpListener listener) {
    ports.remove(listener);
    listeners.remove(listener);
  }

  Optional<TcpSocket> connection(TcpTuple tuple) {
    return Optional.ofNullable(connections.get(tuple));
  }

  /** The listeners on a port. */
  List<TcpListener> listeners(int port) {
    return listeners.at(port);
  }

  void closeAll() {
    new ArrayList<>(connections.values()).forEach(TcpSocket::end);
    listeners.all().forEach(TcpListener::close);
  }
}
