package passerelle.packet.tls;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.packet.Payload;

/** The client's end (RFC 8446 appendix A.1). */
public final class TlsClient extends TlsSession {
  private static final int UNKNOWN_CA = 0x0230;
  private final Payload random;
  private final Predicate<TlsCertificate> trust;
  private Payload randoms = Payload.EMPTY;
  private Optional<TlsCertificate> certificate = Optional.empty();
  private String protocol = "";

  /**
   * Begins: the client's hello is to be sent.
   *
   * @param random 32 octets
   * @param serverName whom it wants to talk to; empty for an address
   * @param protocols what it would speak, the best first
   * @param trust whether it goes on with a server that shows this
   */
  public TlsClient(
      Payload random,
      String serverName,
      List<String> protocols,
      Predicate<TlsCertificate> trust,
      Observer observer) {
    super(observer);
    this.random = random;
    this.trust = trust;
    sendHello(ClientHello.of(random, serverName, protocols).write(), 0x0301);
  }

  /** What the server has shown. */
  public Optional<TlsCertificate> certificate() {
    return certificate;
  }

  /** What is spoken over the connection; empty when the server has not chosen. */
  public String protocol() {
    return protocol;
  }

  @Override
  void receive(Handshake message) throws TlsException {
    switch (message.kind()) {
      case SERVER_HELLO -> {
        OctetReader in = new OctetReader(message.body());
        in.u16();
        randoms = random.plus(in.octets(32));
        key(randoms, true);
      }
      case ENCRYPTED_EXTENSIONS -> protocol = ServerHello.protocol(message);
      case CERTIFICATE -> {
        TlsCertificate shown = TlsCertificate.read(message.body());
        certificate = Optional.of(shown);
        if (!trust.test(shown)) {
          sendAlert(UNKNOWN_CA, "unknown CA");
          throw new TlsException(TlsException.UNTRUSTED);
        }
      }
      case FINISHED -> {
        sendChangeCipherSpec();
        sendFinished(randoms, "client");
        open();
      }
      case CERTIFICATE_VERIFY, NEW_SESSION_TICKET -> {
        // Signatures are not checked, and sessions not resumed.
      }
      default -> throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
    }
  }
}
