package passerelle.sim.userland.traceroute;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/**
 * SYN segments out of a raw socket. A bound socket keeps the port of each probe; that socket does
 * not wait for anything, so the kernel resets what is accepted (mod-tcp.c).
 */
final class TcpProbes extends RawProbes {
  private static final int HTTP_PORT = 80;
  private static final int WINDOW = 5840;
  private static final int MSS = 1460;
  private static final int WINDOW_SCALE = 2;

  private final LabRandom random;
  private final int port;

  TcpProbes(Process self, Net net, TracerouteOptions options, Trace trace) {
    super(self, net, options, trace, IpProtocol.TCP);
    random = self.place().machine().random().stream("traceroute/" + self.hostPid());
    port = options.port.orElse(HTTP_PORT);
  }

  @Override
  public void send(Probe probe, int ttl) throws TraceFailure {
    TcpSocket keeper = net.tcp();
    ProbeSockets.bind(() -> keeper.bind(new SocketAddress(source, options.sourcePort)));
    probe.release = keeper::close;
    probe.sequence = keeper.local().port();
    socket.options().setTtl(ttl).setMulticastTtl(ttl);
    probe.sentAt = self.now();
    net.systemCall();
    try {
      socket.send(options.target, syn(probe.sequence));
    } catch (KernelException refused) {
      throw new TraceFailure("send", refused);
    }
  }

  /** With the options that the kernel itself would send. */
  private TcpSegment syn(int from) {
    TcpOptions.Timestamps stamp = new TcpOptions.Timestamps((int) (self.now() / 1_000_000), 0);
    return new TcpSegment(
        from,
        port,
        random.nextInt(),
        0,
        TcpSegment.SYN,
        WINDOW,
        new TcpOptions(
            OptionalInt.of(MSS), true, Optional.of(stamp), OptionalInt.of(WINDOW_SCALE), List.of()),
        Payload.EMPTY);
  }

  @Override
  public void collect() throws TraceFailure {
    if (socket.errorQueue().hasEntry()) {
      trace.takeError(
          socket,
          error ->
              error
                  .quoted()
                  .map(quoted -> quoted.transport())
                  .filter(t -> t instanceof TcpSegment)
                  .flatMap(t -> find(((TcpSegment) t).sourcePort(), (TcpSegment) t, true)));
    } else {
      socket.receive().ifPresent(this::reply);
    }
  }

  private void reply(ReceivedDatagram datagram) {
    if (datagram.packet().transport() instanceof TcpSegment segment
        && datagram.source().address().equals(options.target)) {
      find(segment.destinationPort(), segment, false)
          .ifPresent(p -> trace.answered(p, datagram.source().address(), datagram.time()));
    }
  }

  private Optional<Probe> find(int mine, TcpSegment segment, boolean sent) {
    int theirs = sent ? segment.destinationPort() : segment.sourcePort();
    return theirs == port ? trace.bySequence(mine) : Optional.empty();
  }
}
