package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.sim.ip.Counter;
import passerelle.sim.link.Device;

/**
 * A TCP connection ({@code struct tcp_sock}), or a socket that is to become one. What comes in is
 * {@link TcpInput}'s, what goes out {@link TcpOutput}'s, time {@link TcpTimers}'s.
 */
public final class TcpSocket extends InetSocket {
  /** {@code tcp_wmem}: octets that may wait to be sent and acknowledged. */
  private static final int SEND_SPACE = 4 << 20;

  /** Nanoseconds in which a frame has gone through the lab and back. */
  private static final long LONGEST_CALL = 1_000_000;

  private final Tcp tcp;
  private final Optional<TcpListener> parent;
  private final TcpTimers timers;
  private SendState send;
  private final TcpTraffic traffic = new TcpTraffic();
  private ReceiveState receive = new ReceiveState();
  private TcpState state = TcpState.CLOSE;
  private boolean explicitlyBound;
  private boolean orphan;
  private boolean inTable;
  private int timestampOffset;
  private boolean blocking;

  /** When {@code connect(2)} was called, in nanoseconds since the lab was booted. */
  private long calledAt;

  TcpSocket(
      Tcp tcp,
      Owner owner,
      SocketFamily family,
      SocketOptions options,
      Optional<TcpListener> parent) {
    super(tcp.stack(), owner, family, options);
    this.tcp = tcp;
    this.parent = parent;
    send = new SendState(0);
    timers = new TcpTimers(tcp, this);
  }

  /**
   * Takes a local address and port before {@link #connect}.
   *
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL, or EINVAL when it is bound already
   */
  public void bind(SocketAddress address) throws KernelException {
    if (local().port() != 0) {
      throw new KernelException(Errno.EINVAL);
    }
    checkBindable(address);
    int port = tcp.choosePort(this, address);
    setLocal(new SocketAddress(address.address(), port));
    explicitlyBound = address.port() != 0;
    tcp.enter(this);
  }

  /** Lets {@code connect(2)} wait in the kernel, as it does without O_NONBLOCK. */
  public void setBlocking() {
    blocking = true;
  }

  /**
   * Whether {@code connect(2)} waits, and holds the socket still ({@code sock_owned_by_user}): what
   * the SYN raises, an error from a machine of this lab included, comes within that very call.
   */
  boolean isOwnedByConnect() {
    return blocking && isInCall();
  }

  /**
   * Whether a call that has sent something still holds the socket ({@code sock_owned_by_user}): on
   * one processor what that raises is back before the call is.
   */
  boolean isInCall() {
    return stack().machine().now() - calledAt < LONGEST_CALL;
  }

  /**
   * Begins a connection ({@code tcp_v4_connect}); it is there when {@link #state} has become
   * ESTABLISHED, and has failed when it has become CLOSE ({@link #takeError} says why).
   *
   * @throws KernelException ENETUNREACH and the like, EADDRNOTAVAIL when no port is free, EISCONN
   */
  public void connect(SocketAddress peer) throws KernelException {
    if (state != TcpState.CLOSE) {
      throw new KernelException(Errno.EISCONN);
    }
    TcpPath path = TcpPath.of(this, peer);
    IpAddress from = local().address().isUnspecified() ? path.source() : local().address();
    SocketAddress target = new SocketAddress(path.destination(), peer.port());
    if (local().port() == 0) {
      setLocal(new SocketAddress(from, tcp.choosePortTowards(from, target)));
      tcp.enter(this);
    } else {
      setLocal(new SocketAddress(from, local().port()));
    }
    if (tcp.isConnected(local(), target)) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
    begin(target);
    calledAt = stack().machine().now();
    setState(TcpState.SYN_SENT);
    TcpOutput.prepare(this, path.mtu());
    count(Counter.TCP_ACTIVE_OPENS);
    TcpOutput.syn(this);
  }

  /**
   * Hands a segment down to IP.
   *
   * @throws KernelException what IP says
   */
  void transmit(TcpSegment segment) throws KernelException {
    if (remote().address() instanceof Ipv6Address to) {
      Ipv6Address from = (Ipv6Address) local().address();
      tcp.ipv6().output().send(from, to, segment, owner().process(), Optional.empty());
    } else {
      transmit(local().address(), remote().address(), segment);
    }
  }

  /** Gives it a peer, an initial sequence number and a clock, and enters it for look-up. */
  void begin(SocketAddress target) {
    setRemote(target);
    send = new SendState(tcp.initialSequence());
    timestampOffset = tcp.timestampOffset(local().address(), target.address());
    tcp.connected(this);
  }

  /**
   * Hands data to be sent.
   *
   * @return how much of it was taken; the rest has to wait for {@link #isWritable}
   * @throws KernelException the error that ended the connection, EPIPE when this side is closed,
   *     ENOTCONN
   */
  public int send(Payload payload) throws KernelException {
    throwError();
    if (!isOpen(state)) {
      throw new KernelException(state == TcpState.SYN_SENT ? Errno.EAGAIN : Errno.EPIPE);
    }
    int room = Math.max(0, SEND_SPACE - send.queued());
    int taken = Math.min(room, payload.length());
    if (taken > 0) {
      calledAt = stack().machine().now();
      send.unsent.add(payload.slice(0, taken));
      TcpOutput.push(this);
    }
    return taken;
  }

  /** Whether there is room for data to be sent. */
  public boolean isWritable() {
    return isOpen(state) && send.queued() < SEND_SPACE / 2;
  }

  /** Takes up to {@code max} octets that have come; none may be there now. */
  public Payload receive(int max) {
    Payload data = receive.buffer.take(max);
    if (data.length() > 0) {
      TcpOutput.afterRead(this);
    }
    return data;
  }

  /** Octets that wait to be read. */
  public int available() {
    return receive.buffer.length();
  }

  /** Whether {@link #receive} or {@link #takeError} has something to tell, the end included. */
  public boolean isReadable() {
    return available() > 0 || atEnd() || hasError();
  }

  /** The error that reading meets, which is cleared by this; after the peer's FIN there is none. */
  public Optional<Errno> takeReadError() {
    return receive.finished || available() > 0 ? Optional.empty() : takeError();
  }

  /** Nothing is there to be read, and nothing will come. */
  public boolean atEnd() {
    boolean over = receive.finished || state == TcpState.CLOSE || state == TcpState.TIME_WAIT;
    return available() == 0 && over;
  }

  /** Ends this direction: what is written is sent, then FIN ({@code tcp_shutdown}). */
  public void shutdownWrite() {
    switch (state) {
      case ESTABLISHED, SYN_RECV -> setState(TcpState.FIN_WAIT1);
      case CLOSE_WAIT -> setState(TcpState.LAST_ACK);
      default -> {
        return;
      }
    }
    TcpOutput.finish(this);
  }

  /** Ends both directions; with a reset when data was not read ({@code tcp_close}). */
  @Override
  public void close() {
    if (orphan) {
      return;
    }
    orphan = true;
    onEvent(() -> {});
    boolean unread = available() > 0;
    receive.buffer.clear();
    switch (state) {
      case CLOSE, SYN_SENT -> end();
      case TIME_WAIT -> {}
      case FIN_WAIT2 -> timers.startFinTimeout();
      default -> {
        if (unread) {
          count(Counter.ABORTS_ON_CLOSE);
          abort();
        } else {
          shutdownWrite();
        }
      }
    }
  }

  /** Ends it with a reset ({@code tcp_disconnect}, SO_LINGER 0). */
  public void abort() {
    orphan = true;
    if (state != TcpState.CLOSE && state != TcpState.SYN_SENT && state != TcpState.TIME_WAIT) {
      TcpOutput.reset(this);
    }
    end();
  }

  /** Somebody else ends it: both ends hear of it ({@code tcp_abort}). */
  void destroy() {
    if (state != TcpState.SYN_SENT && state != TcpState.TIME_WAIT) {
      TcpOutput.reset(this);
    }
    fail(Errno.ECONNABORTED);
  }

  /** The connection is over and forgotten ({@code tcp_done}). */
  void end() {
    setState(TcpState.CLOSE);
    timers.stop();
    send.unsent.clear();
    send.flight.clear();
    tcp.leave(this);
  }

  /** The connection is over for a reason that the user hears of. */
  void fail(Errno errno) {
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      count(Counter.TCP_ATTEMPT_FAILS);
    }
    if (!orphan) {
      setError(errno);
    }
    end();
    changed();
  }

  /** Waits for stray segments before the port may be used again ({@code tcp_time_wait}). */
  void timeWait() {
    setState(TcpState.TIME_WAIT);
    timers.startTimeWait();
  }

  /** The local clock as this connection tells it (RFC 7323): milliseconds from a random start. */
  int timestamp() {
    return (int) (stack().machine().now() / 1_000_000L) + timestampOffset;
  }

  public TcpState state() {
    return state;
  }

  /** Goes over into another state, which is counted ({@code tcp_set_state}). */
  void setState(TcpState newState) {
    if (newState == TcpState.CLOSE && isOpen(state)) {
      count(Counter.TCP_ESTABLISHED_RESETS);
    }
    count(Counter.TCP_CURRENT_ESTABLISHED, (isOpen(newState) ? 1 : 0) - (isOpen(state) ? 1 : 0));
    state = newState;
  }

  private static boolean isOpen(TcpState state) {
    return state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT;
  }

  void count(Counter counter) {
    stack().mib().count(counter);
  }

  void count(Counter counter, int more) {
    stack().mib().count(counter, more);
  }

  Tcp tcp() {
    return tcp;
  }

  @Override
  boolean isRequest() {
    return state == TcpState.SYN_RECV && parent.isPresent();
  }

  /** The listener that the connection came to and has not accepted yet, or had accepted it. */
  Optional<TcpListener> parent() {
    return parent;
  }

  SendState sending() {
    return send;
  }

  ReceiveState receiving() {
    return receive;
  }

  TcpTraffic traffic() {
    return traffic;
  }

  TcpTimers timers() {
    return timers;
  }

  /** No process holds it any more. */
  boolean isOrphan() {
    return orphan;
  }

  boolean isExplicitlyBound() {
    return explicitlyBound || parent.isPresent();
  }

  boolean isInTable() {
    return inTable;
  }

  void setInTable(boolean value) {
    inTable = value;
  }

  @Override
  int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  public SocketInfo info() {
    int unread = available() + (receive.finished && state == TcpState.CLOSE_WAIT ? 1 : 0);
    int unacknowledged = state == TcpState.SYN_SENT ? 1 : send.queued();
    return new SocketInfo(
        "tcp",
        state,
        family(),
        local(),
        remote(),
        unread,
        state == TcpState.TIME_WAIT ? 0 : unacknowledged,
        options().device().map(Device::name),
        orphan || state == TcpState.SYN_RECV || state == TcpState.TIME_WAIT
            ? Optional.empty()
            : Optional.of(owner()),
        number(),
        Optional.of(TcpInfo.of(this)));
  }
}
