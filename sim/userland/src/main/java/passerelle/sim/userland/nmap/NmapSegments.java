package passerelle.sim.userland.nmap;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Net;

/** TCP segments out of a raw socket, and what comes back to the port that they are from. */
final class NmapSegments {
  private static final int WINDOW = 1024;
  private static final int MSS = 1460;
  private final RawSocket socket;
  private final int port;
  private final int sequence;

  NmapSegments(Process self, Net net) {
    socket = net.raw(IpProtocol.TCP);
    socket.options().setReceiveErrors(true);
    LabRandom random =
        self.place().machine().random().stream("nmap/" + self.hostPid() + "/" + self.now());
    port = 32768 + random.nextInt(32768 - 1024);
    sequence = random.nextInt();
  }

  /** Sends a segment without data. */
  void send(IpAddress target, int to, int flags) throws KernelException {
    OptionalInt mss = flags == TcpSegment.SYN ? OptionalInt.of(MSS) : OptionalInt.empty();
    TcpOptions options =
        new TcpOptions(mss, false, Optional.empty(), OptionalInt.empty(), List.of());
    socket.send(
        target, new TcpSegment(port, to, sequence, 0, flags, WINDOW, options, Payload.EMPTY));
  }

  boolean isReadable() {
    return socket.isReadable() || socket.errorQueue().hasEntry();
  }

  /** An answer to what was sent. */
  Optional<ReceivedDatagram> receive() {
    socket.errorQueue().take();
    return socket
        .receive()
        .filter(
            datagram ->
                datagram.packet().transport() instanceof TcpSegment segment
                    && segment.destinationPort() == port);
  }

  void close() {
    socket.close();
  }
}
