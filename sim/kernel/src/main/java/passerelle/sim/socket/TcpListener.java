package passerelle.sim.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.SocketAddress;
import passerelle.packet.IpProtocol;
import passerelle.sim.link.Device;

/** A TCP socket that listens ({@code inet_csk_listen_start}). */
public final class TcpListener extends InetSocket {
  private final Tcp tcp;
  private final int backlog;
  private final Deque<TcpSocket> acceptQueue = new ArrayDeque<>(1);
  private final Set<TcpSocket> requests = new LinkedHashSet<>();
  private boolean open = true;

  TcpListener(Tcp tcp, Owner owner, SocketFamily family, SocketOptions options, int backlog) {
    super(tcp.stack(), owner, family, options);
    this.tcp = tcp;
    this.backlog = Math.min(backlog, tcp.stack().settings().longestBacklog());
  }

  /** The oldest connection that is complete and was not taken yet ({@code accept(2)}). */
  public Optional<TcpSocket> accept() {
    return Optional.ofNullable(acceptQueue.poll());
  }

  public boolean isReadable() {
    return !acceptQueue.isEmpty();
  }

  /** More connections wait than were asked for ({@code sk_acceptq_is_full}). */
  boolean isFull() {
    return acceptQueue.size() > backlog;
  }

  /** A connection request came and was answered. */
  void request(TcpSocket child) {
    requests.add(child);
  }

  void forget(TcpSocket child) {
    requests.remove(child);
    acceptQueue.remove(child);
  }

  /** The handshake is complete; who listens hears of it. */
  void complete(TcpSocket child) {
    requests.remove(child);
    acceptQueue.add(child);
  }

  /** Stops listening; connections that nobody accepted are reset. */
  @Override
  public void close() {
    if (open) {
      open = false;
      onEvent(() -> {});
      tcp.leave(this);
      List<TcpSocket> waiting = new ArrayList<>(acceptQueue);
      waiting.forEach(TcpSocket::abort);
      List.copyOf(requests).forEach(TcpSocket::end);
    }
  }

  @Override
  int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  public SocketInfo info() {
    return new SocketInfo(
        "tcp",
        TcpState.LISTEN,
        family(),
        local(),
        SocketAddress.ANY,
        acceptQueue.size(),
        backlog,
        options().device().map(Device::name),
        Optional.of(owner()),
        number(),
        Optional.empty());
  }
}
