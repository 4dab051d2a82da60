package passerelle.sim.userland.net;

import java.util.function.BooleanSupplier;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.RouteNetlink;
import passerelle.sim.process.Process;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.PacketSocket;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
import passerelle.sim.socket.UdpSocket;

/** The sockets of one process, which are closed when it ends, and the ways to wait for them. */
public final class Net {
  /** Virtual time that one system call takes, in nanoseconds. */
  private static final long SYSTEM_CALL = 9_000;

  /** What received frames may hold up a system call for at most, in nanoseconds. */
  private static final long SOFT_INTERRUPTS = 2_000_000;

  private static final int FIRST_DESCRIPTOR = 3;
  private final Process self;
  private int lastDescriptor = FIRST_DESCRIPTOR - 1;

  public Net(Process self) {
    this.self = self;
  }

  public SocketTable sockets() {
    return self.place().sockets();
  }

  /** The process as the owner of its next socket. */
  public Owner owner() {
    lastDescriptor++;
    return new Owner(
        self.name(), self.hostPid(), lastDescriptor, self.has(Capability.NET_BIND_SERVICE));
  }

  public UdpSocket udp() {
    return kept(sockets().udp().open(owner(), SocketFamily.INET));
  }

  public TcpSocket tcp() {
    return tcp(SocketFamily.INET);
  }

  /** A TCP socket of a family. */
  public TcpSocket tcp(SocketFamily family) {
    return kept(sockets().tcp().open(owner(), family));
  }

  /** A raw socket of a protocol. */
  public RawSocket raw(int protocol) {
    return kept(sockets().raw().open(owner(), protocol));
  }

  /** A socket for ICMP echoes. */
  public RawSocket ping() {
    return kept(sockets().raw().openPing(owner()));
  }

  /** Has a socket closed when the process ends. */
  public <S extends InetSocket> S kept(S socket) {
    self.closeAtExit(socket::close);
    return socket;
  }

  /**
   * A packet socket on a device.
   *
   * @throws KernelException ENODEV when there is none of that name
   */
  public PacketSocket packet(String device) throws KernelException {
    PacketSocket socket = sockets().packet(owner(), device);
    self.closeAtExit(socket::close);
    return socket;
  }

  /** The routes of the process's namespace. */
  public RouteNetlink routes() {
    return new RouteNetlink(self.netns());
  }

  /** Lets the time of a system call pass. */
  public void systemCall() {
    self.sleep(SYSTEM_CALL);
  }

  /**
   * Lets what was just sent come to its end: the processor takes a packet all its way, and what
   * kernels answer to it back, before the sender's system call returns ({@code
   * __local_bh_enable_ip} runs {@code do_softirq}, {@code MAX_SOFTIRQ_TIME}).
   */
  public void softInterrupts() {
    await(self.place().machine().backlog()::isIdle, SOFT_INTERRUPTS);
  }

  /**
   * Waits until something holds or the time is over.
   *
   * @param nanos negative for ever
   * @return whether it holds
   */
  public boolean await(BooleanSupplier condition, long nanos) {
    if (nanos < 0) {
      self.await(condition);
      return true;
    }
    return self.await(condition, nanos);
  }

  /** The same with a socket that blocks, whose {@code connect(2)} an alarm ends at most. */
  public void connectBlocking(TcpSocket socket, SocketAddress peer, long nanos)
      throws KernelException {
    socket.setBlocking();
    connect(socket, peer, nanos);
  }

  /**
   * Connects and waits.
   *
   * @param nanos how long to wait; negative for as long as the kernel tries
   * @throws KernelException why it failed; EINPROGRESS when the time is over
   */
  public void connect(TcpSocket socket, SocketAddress peer, long nanos) throws KernelException {
    systemCall();
    socket.connect(peer);
    boolean done = await(() -> socket.state() != TcpState.SYN_SENT, nanos);
    if (!done) {
      throw new KernelException(Errno.EINPROGRESS);
    }
    if (socket.state() == TcpState.CLOSE) {
      throw new KernelException(socket.takeError().orElse(Errno.ECONNREFUSED));
    }
  }
}
