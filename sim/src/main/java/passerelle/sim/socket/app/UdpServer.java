package passerelle.sim.socket.app;

import java.util.Optional;
import java.util.function.BiConsumer;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.UdpSocket;

/** Hands every datagram that comes to a port to an application. */
public final class UdpServer {
  private final UdpSocket socket;
  private final BiConsumer<UdpServer, ReceivedDatagram> application;

  private UdpServer(UdpSocket socket, BiConsumer<UdpServer, ReceivedDatagram> application) {
    this.socket = socket;
    this.application = application;
  }

  /**
   * Binds, until the process ends.
   *
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL
   */
  public static UdpServer start(
      SocketTable sockets,
      Host host,
      SocketFamily family,
      SocketAddress address,
      BiConsumer<UdpServer, ReceivedDatagram> application)
      throws KernelException {
    UdpSocket socket = sockets.udp().open(host.owner(), family);
    socket.bind(address);
    UdpServer server = new UdpServer(socket, application);
    socket.onEvent(host.guard(server::look));
    host.closeAtExit(socket::close);
    return server;
  }

  private void look() {
    Optional<ReceivedDatagram> next = socket.receive();
    while (next.isPresent()) {
      application.accept(this, next.get());
      next = socket.receive();
    }
  }

  /** Sends a datagram; one that cannot be sent is lost, as UDP is. */
  public void send(SocketAddress to, Payload payload) {
    try {
      socket.send(to, payload);
    } catch (KernelException lost) {
      socket.takeError();
    }
  }
}
