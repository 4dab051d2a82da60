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
public final class Echoes {
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
   * @param message the ICMP message
   */
  public record Answer(int sequence, IpAddress from, long nanos, IcmpMessage message) {
    boolean isReply() {
      return message.type() == IcmpMessage.ECHO_REPLY;
    }

    /** The ICMP error; empty where it is a reply. */
    public Optional<IcmpMessage> error() {
      return isReply() ? Optional.empty() : Optional.of(message);
    }

    boolean isUnreachable() {
      return message.type() == IcmpMessage.DESTINATION_UNREACHABLE;
    }
  }

  /**
   * Of a process, whose number they bear; none is sent yet.
   *
   * @param first the sequence number of the first one
   */
  public Echoes(Process self, Net net, int first) {
    this.self = self;
    this.net = net;
    next = first;
    socket = net.raw(IpProtocol.ICMP);
    socket.options().setReceiveErrors(true);
    identifier = self.pid() & 0xffff;
  }

  /**
   * Sends a request.
   *
   * @return its sequence number
   * @throws KernelException ENETUNREACH and the like
   */
  public int send(IpAddress target, int ttl, Payload data) throws KernelException {
    int sequence = next++ & 0xffff;
    socket.options().setTtl(ttl);
    sentAt.put(sequence, self.now());
    net.systemCall();
    socket.send(target, IcmpMessage.echoRequest(identifier, sequence, data));
    return sequence;
  }

  /** The socket that they leave by, to set its options. */
  public RawSocket socket() {
    return socket;
  }

  /** The next answer that comes before a moment. */
  public Optional<Answer> await(long until) {
    while (net.await(this::isReady, Math.max(0, until - self.now()))) {
      Optional<Answer> answer = taken();
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private boolean isReady() {
    return socket.isReadable() || socket.errorQueue().hasEntry();
  }

  private Optional<Answer> taken() {
    Optional<ExtendedError> error = socket.errorQueue().take();
    if (error.isPresent()) {
      ExtendedError entry = error.get();
      return entry.quoted().isEmpty() || entry.message().isEmpty()
          ? Optional.empty()
          : of(entry.quoted().get(), entry.offender(), entry.time(), entry.message().get());
    }
    Optional<ReceivedDatagram> datagram = socket.receive();
    if (datagram.isEmpty()
        || !(datagram.get().packet().transport() instanceof IcmpMessage message)
        || message.type() != IcmpMessage.ECHO_REPLY) {
      return Optional.empty();
    }
    IpAddress from = datagram.get().source().address();
    return of(datagram.get().packet(), from, datagram.get().time(), message);
  }

  private Optional<Answer> of(IpPacket packet, IpAddress from, long time, IcmpMessage message) {
    if (packet.transport() instanceof IcmpMessage echo
        && echo.isEcho()
        && echo.identifier() == identifier
        && sentAt.containsKey(echo.sequence())) {
      long nanos = time - sentAt.get(echo.sequence());
      return Optional.of(new Answer(echo.sequence(), from, nanos, message));
    }
    return Optional.empty();
  }
}
