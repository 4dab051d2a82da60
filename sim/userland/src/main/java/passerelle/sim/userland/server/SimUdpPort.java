package passerelle.sim.userland.server;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.service.UdpPort;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.UdpSocket;

/** A UDP socket of the simulated kernel for an application without threads. */
final class SimUdpPort implements UdpPort {
  private final UdpSocket socket;

  /** Takes over a socket; {@code listener} hears of it from now on. */
  SimUdpPort(UdpSocket socket, SimServiceProcess process, Listener listener) {
    this.socket = socket;
    socket.onEvent(process.guard(() -> look(listener)));
  }

  private void look(Listener listener) {
    Optional<ReceivedDatagram> next = socket.receive();
    while (next.isPresent()) {
      listener.received(this, next.get().source(), next.get().payload());
      next = socket.receive();
    }
    if (socket.isOpen() && socket.hasError()) {
      socket.takeError();
      listener.failed(this);
    }
  }

  @Override
  public void send(SocketAddress to, Payload data) {
    try {
      socket.send(to, data);
    } catch (KernelException lost) {
      socket.takeError();
    }
  }

  @Override
  public void send(Payload data) throws KernelException {
    socket.send(data);
  }

  @Override
  public void close() {
    socket.close();
  }
}
