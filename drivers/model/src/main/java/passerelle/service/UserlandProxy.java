package passerelle.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/**
 * Docker's userland proxy (cmd/docker-proxy): takes what comes to a published port past the NAT
 * rules, and relays it to the container from the host's own address.
 */
final class UserlandProxy implements Consumer<Connection>, UdpPort.Listener {
  /** {@code UDPConnTrackTimeout}. */
  private static final long UDP_IDLE = 90_000_000_000L;

  /** How long it takes to get from a connection to calling the container. */
  private static final long BEFORE_DIAL = 400_000;

  /** How long it takes from there to reading what the client says. */
  private static final long AFTER_DIAL = 50_000;

  private final ServiceProcess process;
  private final SocketAddress target;
  private final Map<SocketAddress, Client> clients = new LinkedHashMap<>();

  UserlandProxy(ServiceProcess process, SocketAddress target) {
    this.process = process;
    this.target = target;
  }

  /** One direction of a connection ({@code tcp_proxy_linux.go:clientLoop}). */
  private static class Half extends Relay {
    private final Half[] pair;
    private boolean ended;

    /**
     * A direction.
     *
     * @param pair both directions of the connection, this one among them once it is made
     */
    Half(Connection from, Connection to, Half[] pair) {
      super(from, to);
      this.pair = pair;
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
      to.read(true);
      ended();
    }
  }

  @Override
  public void accept(Connection client) {
    client.after(BEFORE_DIAL, () -> dial(client));
  }

  private void dial(Connection client) {
    client.setNoDelay(true);
    Connection backend;
    try {
      backend = process.connect(target);
    } catch (KernelException unreachable) {
      client.close();
      return;
    }
    backend.setNoDelay(true);
    Half[] pair = new Half[2];
    pair[0] = new Half(client, backend, pair);
    pair[1] =
        new Half(backend, client, pair) {
          @Override
          public void connected() {
            client.work(AFTER_DIAL, () -> client.listen(pair[0]));
          }

          /** Nobody is there, or no longer. */
          @Override
          public void failed() {
            client.close();
          }
        };
    backend.listen(pair[1]);
  }

  /** A sender of datagrams, and the socket that speaks for it ({@code udp_proxy_linux.go}). */
  private final class Client implements UdpPort.Listener {
    private final UdpPort server;
    private final SocketAddress address;
    private final UdpPort port;
    private ServiceProcess.Timer idle = () -> {};

    Client(UdpPort server, SocketAddress address) throws KernelException {
      this.server = server;
      this.address = address;
      port = process.connect(target, false, this);
    }

    void forward(Payload data) {
      idle.cancel();
      idle = process.after(UDP_IDLE, this::forget);
      try {
        port.send(data);
      } catch (KernelException lost) {
        // As UDP loses it: the client hears nothing, and may try again through the same socket.
      }
    }

    @Override
    public void received(UdpPort from, SocketAddress source, Payload data) {
      server.send(address, data);
    }

    private void forget() {
      clients.remove(address);
      port.close();
    }
  }

  @Override
  public void received(UdpPort server, SocketAddress source, Payload data) {
    try {
      Client client = clients.get(source);
      if (client == null) {
        client = new Client(server, source);
        clients.put(source, client);
      }
      client.forward(data);
    } catch (KernelException unreachable) {
      // No way to the container: the datagram is lost.
    }
  }
}
