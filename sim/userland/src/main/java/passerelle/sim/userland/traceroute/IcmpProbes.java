package passerelle.sim.userland.traceroute;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Net;

/** ICMP echo requests, numbered from one on (mod-icmp.c). */
final class IcmpProbes extends RawProbes {
  private static final int ICMP_HEADER = 8;

  private final int identifier;
  private int sequence;

  IcmpProbes(Process self, Net net, TracerouteOptions options, Trace trace) {
    super(self, net, options, trace, IpProtocol.ICMP);
    identifier = self.pid() & 0xffff;
    sequence = options.port.orElse(1);
  }

  @Override
  public void send(Probe probe, int ttl) throws TraceFailure {
    socket.options().setTtl(ttl).setMulticastTtl(ttl);
    probe.sequence = sequence;
    sequence = sequence == 65535 ? 1 : sequence + 1;
    probe.sentAt = self.now();
    net.systemCall();
    Payload data = Payload.of(ProbeSockets.pattern(ICMP_HEADER, trace.dataLength()));
    try {
      socket.send(options.target, IcmpMessage.echoRequest(identifier, probe.sequence, data));
    } catch (KernelException refused) {
      if (refused.errno() != Errno.EMSGSIZE) {
        throw new TraceFailure("send", refused);
      }
    }
  }

  @Override
  public void collect() throws TraceFailure {
    if (socket.errorQueue().hasEntry()) {
      trace.takeError(socket, error -> error.quoted().flatMap(this::find));
    } else {
      socket.receive().ifPresent(this::reply);
    }
  }

  private void reply(ReceivedDatagram datagram) {
    boolean reply =
        datagram.packet().transport() instanceof IcmpMessage message
            && message.type() == IcmpMessage.ECHO_REPLY;
    if (reply) {
      find(datagram.packet())
          .ifPresent(p -> trace.answered(p, datagram.source().address(), datagram.time()));
    }
  }

  private Optional<Probe> find(IpPacket packet) {
    return packet.transport() instanceof IcmpMessage echo
            && echo.isEcho()
            && echo.identifier() == identifier
        ? trace.bySequence(echo.sequence())
        : Optional.empty();
  }
}
