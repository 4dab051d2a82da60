package passerelle.sim.userland.iperf;

import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpInfo;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** The traffic of one interval of a TCP test. */
final class Burst {
  static final int OCTETS = 512 << 10;
  private static final long PATIENCE = 10 * EventLoop.SECOND;
  private static final Payload DATA = Payload.zeros(64 << 10);

  private Burst() {}

  /** Sends a burst; bits a second from its first octet to its last, 0 if it did not arrive. */
  static double send(Process self, Net net, TcpSocket socket) throws KernelException {
    long start = self.now();
    int left = OCTETS;
    while (left > 0) {
      left -= socket.send(DATA.slice(0, Math.min(left, DATA.length())));
      if (left > 0 && !net.await(socket::isWritable, PATIENCE)) {
        return 0;
      }
    }
    boolean done = net.await(() -> info(socket).queue().segments() == 0, PATIENCE);
    long roundTrip = info(socket).times().leastRoundTrip();
    // Of what a round trip holds, nothing else is known.
    long nanos = Math.max(Math.max(1, roundTrip), self.now() - start - roundTrip);
    return done ? 8.0 * OCTETS * EventLoop.SECOND / nanos : 0;
  }

  /** Receives a burst; bits a second from its first octet to its last, empty at the end. */
  static Optional<Double> receive(Process self, Net net, TcpSocket socket) {
    long start = -1;
    int received = 0;
    while (received < OCTETS) {
      if (!net.await(socket::isReadable, PATIENCE) || socket.atEnd() || socket.hasError()) {
        return Optional.empty();
      }
      start = start < 0 ? self.now() : start;
      received += socket.receive(OCTETS - received).length();
    }
    return Optional.of(8.0 * received * EventLoop.SECOND / Math.max(1, self.now() - start));
  }

  static TcpInfo info(TcpSocket socket) {
    return TcpInfo.of(socket);
  }
}
