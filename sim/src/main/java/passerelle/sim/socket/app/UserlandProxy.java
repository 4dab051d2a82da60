package passerelle.sim.socket.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;

/**
 * Docker's userland proxy (cmd/docker-proxy): takes what comes to a published port past the NAT
 * rules, and relays it to the container from the host's own address.
 */
final class UserlandProxy implements Consumer<Connection> {
  /** {@code UDPConnTrackTimeout}. */
  private static final long UDP_IDLE = 90 * EventLoop.SECOND;

  /** How long it takes to get from a connection to calling the container. */
  private static final long BEFORE_DIAL = 400_000;

  private final SocketTable sockets;
  private final Host host;
  private final SocketAddress target;
  private final EventLoop loop;
  private final Map<SocketAddress, Client> clients = new LinkedHashMap<>();

  UserlandProxy(SocketTable sockets, Host host, SocketAddress target) {
    this.sockets = sockets;
    this.host = host;
    this.target = target;
    loop = sockets.stack().machine().loop();
  }

  /** One direction of a connection ({@code tcp_proxy_linux.go:clientLoop}). */
  private static final class Relay implements Connection.Listener {
    private final Connection from;
    private final Connection to;
    private final Relay[] pair;
    private boolean ended;

    /**
     * A direction.
     *
     * @param pair both directions of the connection, this one among them once it is made
     */
    Relay(Connection from, Connection to, Relay[] pair) {
      this.from = from;
      this.to = to;
      this.pair = pair;
    }

    @Override
    public void received(Payload data) {
      to.send(data);
    }

    @Override
    public void ended() {
      ended = true;
      to.finish();
      if (pair[0].ended && pair[1].ended) {
        from.close();
        to.close();
      }
    }

    @Override
    public void failed() {
      ended();
    }
  }

  @Override
  public void accept(Connection client) {
    client.after(BEFORE_DIAL, () -> dial(client));
  }

  private void dial(Connection client) {
    TcpSocket socket = sockets.tcp().open(host.owner(), SocketFamily.INET);
    socket.options().setNoDelay(true);
    client.socket().options().setNoDelay(true);
    try {
      socket.connect(target);
    } catch (KernelException unreachable) {
      client.socket().close();
      return;
    }
    Connection backend = new Connection(socket, host, loop);
    Relay[] pair = new Relay[2];
    pair[0] = new Relay(client, backend, pair);
    pair[1] = new Relay(backend, client, pair);
    backend.listen(
        new Connection.Listener() {
          @Override
          public void connected() {
            client.listen(pair[0]);
          }

          @Override
          public void received(Payload data) {
            pair[1].received(data);
          }

          @Override
          public void ended() {
            pair[1].ended();
          }

          @Override
          public void failed() {
            pair[1].ended = true;
            client.socket().close();
          }
        });
  }

  /** A sender of datagrams, and the socket that speaks for it ({@code udp_proxy_linux.go}). */
  private final class Client {
    private final SocketAddress address;
    private final UdpSocket socket;
    private Optional<EventLoop.Timer> idle = Optional.empty();

    Client(SocketAddress address, UdpSocket socket) {
      this.address = address;
      this.socket = socket;
    }

    void used() {
      idle.ifPresent(EventLoop.Timer::cancel);
      idle = Optional.of(loop.schedule(UDP_IDLE, this::forget));
    }

    private void forget() {
      clients.remove(address);
      socket.close();
    }
  }

  void datagram(UdpServer server, ReceivedDatagram datagram) {
    try {
      Client client = clients.get(datagram.source());
      if (client == null) {
        UdpSocket socket = sockets.udp().open(host.owner(), SocketFamily.INET);
        socket.connect(target);
        client = new Client(datagram.source(), socket);
        clients.put(datagram.source(), client);
        host.closeAtExit(socket::close);
        SocketAddress back = datagram.source();
        socket.onEvent(host.guard(() -> answer(server, socket, back)));
      }
      client.used();
      client.socket.send(datagram.payload());
    } catch (KernelException lost) {
      clients.remove(datagram.source());
    }
  }

  private static void answer(UdpServer server, UdpSocket socket, SocketAddress back) {
    socket.takeError();
    Optional<ReceivedDatagram> next = socket.receive();
    while (next.isPresent()) {
      server.send(back, next.get().payload());
      next = socket.receive();
    }
  }
}
