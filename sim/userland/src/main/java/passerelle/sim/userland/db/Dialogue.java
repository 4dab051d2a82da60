package passerelle.sim.userland.db;

import java.util.Optional;
import java.util.function.Function;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** A connection to a server that is spoken with in messages. */
final class Dialogue {
  private static final int CHUNK = 65_536;
  private final Net net;
  private final TcpSocket socket;
  private Payload received = Payload.EMPTY;

  Dialogue(Process self, TcpSocket socket) {
    net = new Net(self);
    this.socket = socket;
  }

  /** Sends octets; that there is nobody any more, the next answer tells. */
  void say(Payload octets) {
    try {
      socket.send(octets);
    } catch (KernelException gone) {
      socket.takeReadError();
    }
  }

  /**
   * The next message; empty when the connection ends before it is complete.
   *
   * @param read takes a message from the beginning of what has come
   * @param length how many octets it has
   */
  <T> Optional<T> hear(
      Function<Payload, Optional<T>> read, java.util.function.ToIntFunction<T> length) {
    Optional<T> message = read.apply(received);
    while (message.isEmpty()) {
      net.await(() -> socket.isReadable() || socket.hasError(), -1);
      Payload more = socket.atEnd() || socket.hasError() ? Payload.EMPTY : socket.receive(CHUNK);
      if (more.length() == 0) {
        return Optional.empty();
      }
      received = received.plus(more);
      message = read.apply(received);
    }
    received = received.slice(length.applyAsInt(message.get()), received.length());
    return message;
  }

  void close() {
    socket.close();
  }
}
