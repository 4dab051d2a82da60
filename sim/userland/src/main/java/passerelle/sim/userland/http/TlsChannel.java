package passerelle.sim.userland.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsClient;
import passerelle.packet.tls.TlsException;
import passerelle.packet.tls.TlsSession;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;

/** TLS on a connection, the client's end. */
final class TlsChannel implements Channel {
  /** How long either end computes for the key exchange. */
  private static final long COMPUTE = 1_500_000;

  private final Process self;
  private final Channel lower;
  private final TlsClient tls;
  private Payload waiting = Payload.EMPTY;
  private boolean damaged;

  /**
   * Begins the handshake.
   *
   * @param socket the connection, which the random octets follow from
   * @param host whom the client wants to talk to
   * @param protocols what it would speak, the best first
   * @param trust whether it goes on with a server that shows this
   */
  TlsChannel(
      Process self,
      Channel lower,
      TcpSocket socket,
      String host,
      List<String> protocols,
      Predicate<TlsCertificate> trust,
      TlsSession.Observer observer) {
    this.self = self;
    this.lower = lower;
    String name = IpAddress.parse(host).isPresent() ? "" : host;
    self.sleep(COMPUTE);
    tls = new TlsClient(random(self, socket), name, protocols, trust, observer);
  }

  private static Payload random(Process self, TcpSocket socket) {
    LabRandom random =
        self.place().machine().random().stream("tls/" + socket.local() + "/" + self.now());
    byte[] octets = new byte[32];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) random.nextInt();
    }
    return Payload.of(octets);
  }

  /**
   * Shakes hands.
   *
   * @param nanos how long it may take; negative for ever
   * @return false when the time is over
   * @throws TlsException what came is no TLS, or the certificate is not taken
   * @throws KernelException the connection broke
   */
  boolean shakeHands(long nanos) throws TlsException, KernelException {
    lower.send(tls.takeOutgoing(), nanos);
    while (!tls.isOpen()) {
      if (!lower.await(nanos)) {
        return false;
      }
      Optional<Errno> error = lower.takeReadError();
      if (error.isPresent()) {
        throw new KernelException(error.get());
      }
      if (lower.atEnd()) {
        throw new TlsException(TlsException.UNEXPECTED_EOF);
      }
      self.sleep(COMPUTE);
      try {
        tls.receive(lower.receive());
      } finally {
        lower.send(tls.takeOutgoing(), nanos);
      }
    }
    waiting = tls.takeData();
    return true;
  }

  /** What the server has shown. */
  Optional<TlsCertificate> certificate() {
    return tls.certificate();
  }

  /** What is spoken over the connection; empty when the server has not chosen. */
  String protocol() {
    return tls.protocol();
  }

  @Override
  public boolean send(Payload data, long nanos) throws KernelException {
    tls.send(data);
    return lower.send(tls.takeOutgoing(), nanos);
  }

  @Override
  public boolean await(long nanos) {
    return waiting.length() > 0 || lower.await(nanos);
  }

  @Override
  public Optional<Errno> takeReadError() {
    return waiting.length() > 0 ? Optional.empty() : lower.takeReadError();
  }

  @Override
  public boolean atEnd() {
    return waiting.length() == 0 && (damaged || tls.isEnded() || lower.atEnd());
  }

  @Override
  public Payload receive() {
    Payload data = waiting;
    waiting = Payload.EMPTY;
    if (data.length() == 0 && !lower.atEnd()) {
      try {
        tls.receive(lower.receive());
      } catch (TlsException nonsense) {
        damaged = true;
      }
      data = tls.takeData();
    }
    return data;
  }

  @Override
  public void close() {
    tls.close();
    try {
      lower.send(tls.takeOutgoing(), 0);
    } catch (KernelException gone) {
      // The peer has closed already: nobody is left to be told.
    }
    lower.close();
  }
}
