package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.ipv6.Ipv6Stack;

/** The sockets of one namespace ({@code struct inet_hashinfo}, {@code struct udp_table}). */
public final class SocketTable {
  private final Ipv4Stack stack;
  private final Tcp tcp;
  private final Udp udp;
  private final Raw raw;

  /** No sockets yet, above the stacks of both families. */
  public SocketTable(Ipv4Stack stack, Ipv6Stack ipv6) {
    this.stack = stack;
    tcp = new Tcp(stack, ipv6);
    udp = new Udp(stack);
    raw = new Raw(stack);
  }

  public Ipv4Stack stack() {
    return stack;
  }

  /** The lab's time, by which sockets wait. */
  public EventLoop loop() {
    return stack().machine().loop();
  }

  public Tcp tcp() {
    return tcp;
  }

  public Udp udp() {
    return udp;
  }

  /** Raw and ping sockets. */
  public Raw raw() {
    return raw;
  }

  /**
   * Opens a packet socket, bound to a device.
   *
   * @throws KernelException ENODEV when there is none of that name
   */
  public PacketSocket packet(Owner owner, String device) throws KernelException {
    return new PacketSocket(stack.addresses().device(device), owner);
  }

  /**
   * Has somebody see all frames of a device, or with no name of all.
   *
   * @throws KernelException ENODEV when there is none of that name
   */
  public FrameTap tap(String device, Consumer<FrameTap.Seen> listener) throws KernelException {
    return new FrameTap(stack.addresses(), device, listener);
  }

  /** All sockets as {@code ss} lists them: raw, UDP, TCP. */
  public List<SocketInfo> list() {
    List<InetSocket> all = new ArrayList<>(raw.sockets());
    all.addAll(udp.sockets());
    all.addAll(tcp.sockets());
    return all.stream().map(InetSocket::info).toList();
  }

  /**
   * Ends a TCP connection that is none of the caller's ({@code SOCK_DESTROY}).
   *
   * @return false when there is no such connection
   */
  public boolean destroy(SocketInfo listed) {
    Optional<TcpSocket> found =
        tcp.sockets().stream()
            .filter(s -> s instanceof TcpSocket && s.info().equals(listed))
            .map(TcpSocket.class::cast)
            .findFirst();
    found.ifPresent(TcpSocket::destroy);
    return found.isPresent();
  }

  /** Ends all sockets without a word, as the end of their namespace does. */
  public void closeAll() {
    tcp.closeAll();
    udp.sockets().forEach(UdpSocket::close);
    raw.sockets().forEach(InetSocket::close);
  }
}
