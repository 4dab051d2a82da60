package passerelle.sim.userland.traceroute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/**
 * UDP datagrams to a port that nobody listens on, each from a socket of its own: to the next port
 * each time, or with -U to one (mod-udp.c).
 */
final class UdpProbes implements ProbeMethod {
  private static final int FIRST_PORT = 33434;
  private static final int DNS_PORT = 53;

  private final Process self;
  private final Net net;
  private final TracerouteOptions options;
  private final Trace trace;
  private final Map<Probe, UdpSocket> sockets = new LinkedHashMap<>();
  private int port;

  UdpProbes(Process self, Net net, TracerouteOptions options, Trace trace) {
    this.self = self;
    this.net = net;
    this.options = options;
    this.trace = trace;
    port = options.port.orElse(isGrowing() ? FIRST_PORT : DNS_PORT);
  }

  private boolean isGrowing() {
    return options.method == TracerouteOptions.Method.DEFAULT;
  }

  @Override
  public void open() {}

  @Override
  public void send(Probe probe, int ttl) throws TraceFailure {
    UdpSocket socket = net.udp();
    ProbeSockets.prepare(socket, options, ttl);
    if (options.sourcePort != 0 || !options.source.isUnspecified()) {
      ProbeSockets.bind(() -> socket.bind(new SocketAddress(options.source, options.sourcePort)));
    }
    try {
      socket.connect(new SocketAddress(options.target, port));
    } catch (KernelException refused) {
      throw new TraceFailure("connect", refused);
    }
    sockets.put(probe, socket);
    probe.release =
        () -> {
          sockets.remove(probe);
          socket.close();
        };
    probe.sequence = port;
    probe.sentAt = self.now();
    net.systemCall();
    try {
      socket.send(Payload.of(ProbeSockets.pattern(0, trace.dataLength())));
    } catch (KernelException refused) {
      if (refused.errno() != Errno.EMSGSIZE) {
        throw new TraceFailure("send", refused);
      }
    }
    if (isGrowing()) {
      port = port == 65535 ? 1 : port + 1;
    }
  }

  @Override
  public boolean hasAnswers() {
    return sockets.values().stream().anyMatch(s -> s.errorQueue().hasEntry() || s.isReadable());
  }

  @Override
  public void collect() throws TraceFailure {
    for (Map.Entry<Probe, UdpSocket> entry : List.copyOf(sockets.entrySet())) {
      Probe probe = entry.getKey();
      UdpSocket socket = entry.getValue();
      if (socket.errorQueue().hasEntry()) {
        trace.takeError(socket, error -> Optional.of(probe));
      } else if (socket.isReadable()) {
        Optional<ReceivedDatagram> answer = socket.receive();
        answer.ifPresent(a -> trace.answered(probe, a.source().address(), a.time()));
      }
    }
  }
}
