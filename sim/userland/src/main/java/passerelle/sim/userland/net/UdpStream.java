package passerelle.sim.userland.net;

import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.UdpSocket;

/** A connected UDP socket as a file: each write is a datagram, each read takes from one. */
final class UdpStream extends SocketFile {
  private final UdpSocket socket;

  UdpStream(UdpSocket socket) {
    super(socket);
    this.socket = socket;
  }

  @Override
  public byte[] take(int max) {
    Optional<Payload> data = socket.receive().map(datagram -> datagram.payload());
    return data.map(d -> d.slice(0, Math.min(max, d.length())).toBytes()).orElse(new byte[0]);
  }

  @Override
  public boolean isReadable() {
    return socket.isReadable();
  }

  @Override
  public boolean atEnd() {
    return !socket.isReadable() && socket.hasError();
  }

  @Override
  public boolean write(byte[] bytes) {
    try {
      socket.send(Payload.of(bytes.clone()));
      return true;
    } catch (KernelException broken) {
      return false;
    }
  }
}
