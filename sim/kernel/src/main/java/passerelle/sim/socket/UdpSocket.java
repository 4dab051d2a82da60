package passerelle.sim.socket;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.Route;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;

/** A UDP socket ({@code struct udp_sock}). */
public final class UdpSocket extends InetSocket {
  private static final int MAX_LENGTH = 65507;
  private final Udp udp;
  private final Optional<UdpSocket> some = Optional.of(this);
  private final ReceiveQueue queue = new ReceiveQueue();
  private final Set<Membership> memberships = new LinkedHashSet<>(0);
  private IpAddress notBroadcast = Family.IPV4.any();
  private boolean open = true;
  private Optional<Encapsulation> encapsulation = Optional.empty();

  /** What takes the datagrams of a socket of the kernel's own ({@code encap_rcv}). */
  @FunctionalInterface
  public interface Encapsulation {
    void receive(Skb skb, UdpDatagram datagram, Device in);
  }

  private record Membership(Device device, IpAddress group) {}

  UdpSocket(Udp udp, Owner owner, SocketFamily family) {
    super(udp.stack(), owner, family, new SocketOptions());
    this.udp = udp;
  }

  /** The socket where there may be none, for a packet's path: made once. */
  Optional<UdpSocket> some() {
    return some;
  }

  /**
   * Takes a local address and port ({@code inet_bind}, {@code udp_lib_get_port}).
   *
   * @param address port 0 has one chosen
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL, or EINVAL when it is bound already
   */
  public void bind(SocketAddress address) throws KernelException {
    if (local().port() != 0) {
      throw new KernelException(Errno.EINVAL);
    }
    checkBindable(address);
    udp.bind(this, address);
  }

  void take(SocketAddress address) {
    setLocal(address);
  }

  /**
   * Sets the only peer ({@code ip4_datagram_connect}).
   *
   * @throws KernelException ENETUNREACH and the like, EACCES for a broadcast address without leave
   */
  public void connect(SocketAddress peer) throws KernelException {
    checkIpv4(peer);
    IpAddress to =
        peer.address().isUnspecified() ? peer.address().family().loopback() : peer.address();
    checkBroadcast(to);
    Route route = route(to, peer.port());
    bindIfNeeded();
    if (local().address().isUnspecified()) {
      setLocal(new SocketAddress(route.source(), local().port()));
    }
    setRemote(new SocketAddress(to, peer.port()));
  }

  /** UDP goes over IPv4 only: a socket of ::1 stands there and holds its port. */
  private void checkIpv4(SocketAddress peer) throws KernelException {
    if (peer.isIpv6() || local().isIpv6()) {
      throw new KernelException(Errno.EAFNOSUPPORT);
    }
  }

  private void bindIfNeeded() throws KernelException {
    if (local().port() == 0) {
      udp.bind(this, local());
    }
  }

  /** Broadcasts need SO_BROADCAST ({@code udp_sendmsg}). */
  private void checkBroadcast(IpAddress to) throws KernelException {
    if (options().broadcast() || to.equals(notBroadcast)) {
      return;
    }
    if (stack().addressType(to, Optional.empty()).equals("BROADCAST")) {
      throw new KernelException(Errno.EACCES);
    }
    notBroadcast = to;
  }

  /** Sends to the peer that it is connected to. */
  public void send(Payload payload) throws KernelException {
    if (!isConnected()) {
      throw new KernelException(Errno.ENOTCONN);
    }
    send(remote(), payload);
  }

  /**
   * Sends a datagram ({@code udp_sendmsg}).
   *
   * @throws KernelException an earlier ICMP error first; EMSGSIZE, ENETUNREACH, EACCES, EPERM...
   */
  public void send(SocketAddress to, Payload payload) throws KernelException {
    if (hasError()) {
      throwError();
    }
    if (payload.length() > MAX_LENGTH) {
      throw new KernelException(Errno.EMSGSIZE);
    }
    if (to.port() == 0) {
      throw new KernelException(Errno.EINVAL);
    }
    checkIpv4(to);
    checkBroadcast(to.address());
    bindIfNeeded();
    transmit(local().address(), to.address(), new UdpDatagram(local().port(), to.port(), payload));
    stack().mib().count(Counter.UDP_OUT_DATAGRAMS);
  }

  /** Has datagrams go there instead of waiting ({@code setup_udp_tunnel_sock}). */
  public void encapsulate(Encapsulation taker) {
    encapsulation = Optional.of(taker);
  }

  /** The oldest datagram that waits. */
  public Optional<ReceivedDatagram> receive() {
    Optional<ReceivedDatagram> taken = queue.poll();
    stack().mib().count(Counter.UDP_IN_DATAGRAMS, taken.isPresent() ? 1 : 0);
    return taken;
  }

  /** The same, left where it is ({@code MSG_PEEK}). */
  public Optional<ReceivedDatagram> peek() {
    return queue.peek();
  }

  public boolean isReadable() {
    return !queue.isEmpty();
  }

  /** Joins a multicast group on a device (IP_ADD_MEMBERSHIP). */
  public void join(Device device, IpAddress group) {
    memberships.add(new Membership(device, group));
    stack().joinGroup(device, group);
  }

  /** Leaves a multicast group (IP_DROP_MEMBERSHIP). */
  public void leave(Device device, IpAddress group) {
    if (memberships.remove(new Membership(device, group)) && !udp.isMember(device, group)) {
      stack().leaveGroup(device, group);
    }
  }

  boolean hasJoined(Device device, IpAddress group) {
    return memberships.contains(new Membership(device, group));
  }

  /**
   * How well a datagram fits ({@code compute_score}): -1 not at all, else the more the socket says
   * about its peer and address the better.
   */
  int score(IpAddress destination, IpAddress source, int sourcePort, Device in) {
    if (!family().takesIpv4() || !hears(destination, in)) {
      return -1;
    }
    int score = family() == SocketFamily.INET ? 2 : 1;
    if (!local().address().isUnspecified()) {
      if (!local().address().equals(destination)) {
        return -1;
      }
      score += 4;
    }
    if (isConnected()) {
      if (remote().port() != sourcePort || !remote().address().equals(source)) {
        return -1;
      }
      score += 8;
    }
    return options().device().isPresent() ? score + 4 : score;
  }

  /**
   * A datagram for this socket ({@code udp_queue_rcv_skb}).
   *
   * @param traced whether its way ends here; false for the further sockets of a group
   */
  void deliver(Skb skb, UdpDatagram datagram, Device in, boolean traced) {
    if (encapsulation.isPresent()) {
      encapsulation.get().receive(skb, datagram, in);
      return;
    }
    IpPacket packet = skb.ip();
    SocketAddress from = new SocketAddress(packet.source(), datagram.sourcePort());
    long now = stack().machine().now();
    if (queue.add(new ReceivedDatagram(from, datagram.payload(), packet, now))) {
      if (traced) {
        delivered(skb, in, "udp_queue_rcv_skb", "udp");
      }
      changed();
    } else if (traced) {
      stack().mib().count(Counter.UDP_RECEIVE_BUFFER_ERRORS);
      stack().mib().count(Counter.UDP_IN_ERRORS);
      skb.drop(in, "udp_queue_rcv_skb", DropReason.SOCKET_RCVBUFF, "udp " + local());
    }
  }

  /** An ICMP error about a datagram of ours ({@code __udp4_lib_err}). */
  void error(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
    boolean fatal =
        message.isFragmentationNeeded()
            ? options().pathMtu() != SocketOptions.PathMtu.DONT
            : IcmpErrors.isFatal(message);
    if (options().receiveErrors()) {
      errorQueue().add(quoted, message, reporter);
    } else if (!fatal || !isConnected()) {
      return;
    }
    setError(IcmpErrors.errno(message));
    changed();
  }

  /** Not closed yet. */
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      memberships.stream().toList().forEach(m -> leave(m.device(), m.group()));
      udp.remove(this);
    }
  }

  @Override
  int protocol() {
    return IpProtocol.UDP;
  }

  @Override
  public SocketInfo info() {
    return new SocketInfo(
        "udp",
        isConnected() ? TcpState.ESTABLISHED : TcpState.CLOSE,
        family(),
        local(),
        remote(),
        queue.memory(),
        0,
        options().device().map(Device::name),
        Optional.of(owner()),
        number(),
        Optional.empty());
  }
}
