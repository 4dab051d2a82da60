package passerelle.sim.userland.probes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Net;

/** Sends ICMP echo requests and tells the answers to each. */
final class Echoes {
  private final Process self;
  private final Net net;
  private final RawSocket socket;
  private final int identifier;
  private final Map<Integer, Long> sentAt = new LinkedHashMap<>();
  private int next;

  /**
   * What came back.
   *
   * @param sequence of the request
   * @param from who answered
   * @param nanos after the request
   * @param type of the ICMP message
   */
  record Answer(int sequence, IpAddress from, long nanos, int type) {
    boolean isReply() {
      return type == IcmpMessage.ECHO_REPLY;
    }

    boolean isUnreachable() {
      return type == IcmpMessage.DESTINATION_UNREACHABLE;
    }
  }

  Echoes(Process self, Net net) {
    this.self = self;
    this.net = net;
    socket = net.raw(IpProtocol.ICMP);
    socket.options().setReceiveErrors(true);
    identifier = self.pid() & 0xffff;
  }

  /**
   * Sends a request.
   *
   * @param length octets of data
   * @return its sequence number
   * @throws KernelException ENETUNREACH and the like
   */
  int send(IpAddress target, int ttl, int length) throws KernelException {
    int sequence = next++ & 0xffff;
    socket.options().setTtl(ttl);
    sentAt.put(sequence, self.now());
    net.systemCall();
    socket.send(target, IcmpMessage.echoRequest(identifier, sequence, Payload.zeros(length)));
    return sequence;
  }

  /** The next answer that comes before a moment. */
  Optional<Answer> await(long until) {
    while (net.await(this::isReady, Math.max(0, until - self.now()))) {
      Optional<Answer> answer = taken();
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private boolean isReady() {
    return socket.isReadable() || socket.hasExtendedError();
  }

  private Optional<Answer> taken() {
    Optional<ExtendedError> error = socket.takeExtendedError();
    if (error.isPresent()) {
      int type = error.get().message().map(IcmpMessage::type).orElse(-1);
      return error
          .get()
          .quoted()
          .flatMap(quoted -> of(quoted, error.get().offender(), error.get().time(), type));
    }
    Optional<ReceivedDatagram> datagram = socket.receive();
    if (datagram.isEmpty()
        || !(datagram.get().packet().transport() instanceof IcmpMessage message)
        || message.type() != IcmpMessage.ECHO_REPLY) {
      return Optional.empty();
    }
    IpAddress from = datagram.get().source().address();
    return of(datagram.get().packet(), from, datagram.get().time(), IcmpMessage.ECHO_REPLY);
  }

  private Optional<Answer> of(IpPacket packet, IpAddress from, long time, int type) {
    if (packet.transport() instanceof IcmpMessage echo
        && echo.isEcho()
        && echo.identifier() == identifier
        && sentAt.containsKey(echo.sequence())) {
      long nanos = time - sentAt.get(echo.sequence());
      return Optional.of(new Answer(echo.sequence(), from, nanos, type));
    }
    return Optional.empty();
  }
}
