package passerelle.sim.userland.ping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.traceroute.ProbeSockets;

/** ICMP echoes ({@code traceroute -I}). */
final class IcmpProbes implements ProbeMethod {
  private final ProbeSettings settings;
  private final IpAddress target;
  private final RawSocket socket;
  private final int identifier;
  private final Map<Integer, Probe> bySequence = new LinkedHashMap<>();

  IcmpProbes(Net net, ProbeSettings settings, IpAddress target, int identifier)
      throws KernelException {
    this.settings = settings;
    this.target = target;
    this.identifier = identifier;
    socket = net.raw(IpProtocol.ICMP);
    socket.bindToDevice(settings.device());
    socket
        .options()
        .setReceiveErrors(true)
        .setTos(settings.tos())
        .setPathMtu(settings.dontFragment() ? PathMtu.DO : PathMtu.DONT);
  }

  @Override
  public void send(Probe probe) throws KernelException {
    int sequence = probe.index + 1 & 0xffff;
    bySequence.put(sequence, probe);
    socket.options().setTtl(probe.ttl);
    byte[] data = ProbeSockets.pattern(0, Math.max(0, settings.length() - 28));
    socket.send(target, IcmpMessage.echoRequest(identifier, sequence, Payload.of(data)));
  }

  @Override
  public boolean isReady() {
    return socket.isReadable() || socket.hasExtendedError();
  }

  @Override
  public void collect(Collection<Probe> waiting) {
    Optional<ExtendedError> error = socket.takeExtendedError();
    while (error.isPresent()) {
      ExtendedError entry = error.get();
      if (entry.quoted().isPresent()
          && entry.quoted().get().transport() instanceof IcmpMessage sent
          && sent.identifier() == identifier
          && bySequence.containsKey(sent.sequence())) {
        Probe probe = bySequence.get(sent.sequence());
        if (!probe.isOver()) {
          probe.failed(entry);
        }
      }
      error = socket.takeExtendedError();
    }
    Optional<ReceivedDatagram> answer = socket.receive();
    while (answer.isPresent()) {
      reply(answer.get());
      answer = socket.receive();
    }
  }

  private void reply(ReceivedDatagram answer) {
    if (answer.packet().transport() instanceof IcmpMessage message
        && message.type() == IcmpMessage.ECHO_REPLY
        && message.identifier() == identifier
        && bySequence.containsKey(message.sequence())) {
      Probe probe = bySequence.get(message.sequence());
      if (!probe.isOver()) {
        probe.answered(answer.source().address(), answer.time());
      }
    }
  }
}
