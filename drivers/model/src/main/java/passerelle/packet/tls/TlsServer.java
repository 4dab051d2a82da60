package passerelle.packet.tls;

import java.util.List;
import java.util.function.Function;
import passerelle.packet.Payload;

/** The server's end (RFC 8446 appendix A.2). */
public final class TlsServer extends TlsSession {
  private static final int HANDSHAKE_FAILURE = 0x0228;
  private static final int SIGNATURE = 75;
  private static final int TICKET = 245;
  private static final int TICKETS = 2;
  private final Function<String, TlsCertificate> certificates;
  private final List<String> protocols;
  private String protocol = "";
  private Payload randoms = Payload.EMPTY;

  /**
   * Waits for a client's hello.
   *
   * @param certificates what it shows to a client that asks for a name
   * @param protocols what it speaks, the best first
   */
  public TlsServer(Function<String, TlsCertificate> certificates, List<String> protocols) {
    super(UNOBSERVED);
    this.certificates = certificates;
    this.protocols = List.copyOf(protocols);
  }

  /** What is spoken over the connection; empty when the client did not ask. */
  public String protocol() {
    return protocol;
  }

  @Override
  void receive(Handshake message) throws TlsException {
    switch (message.kind()) {
      case CLIENT_HELLO -> answer(ClientHello.read(message));
      case FINISHED -> {
        open();
        for (int i = 0; i < TICKETS; i++) {
          Payload ticket = KeyStream.of(randoms, "ticket " + i).octets(TICKET);
          send(new Handshake(Handshake.Kind.NEW_SESSION_TICKET, ticket));
        }
      }
      default -> throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
    }
  }

  private void answer(ClientHello hello) throws TlsException {
    if (!hello.isOfThisModel()) {
      sendAlert(HANDSHAKE_FAILURE, "handshake failure");
      throw new TlsException(TlsException.HANDSHAKE_FAILURE);
    }
    Payload random = KeyStream.of(hello.random(), "server random").octets(32);
    randoms = hello.random().plus(random);
    sendHello(ServerHello.of(random, KeyStream.of(hello.random(), "session").octets(32)), 0x0303);
    sendChangeCipherSpec();
    key(randoms, false);
    protocol = protocols.stream().filter(hello.protocols()::contains).findFirst().orElse("");
    send(ServerHello.extensions(protocol));
    TlsCertificate shown = certificates.apply(hello.serverName());
    send(new Handshake(Handshake.Kind.CERTIFICATE, shown.write()));
    Payload proof = KeyStream.of(randoms, "signature").octets(SIGNATURE);
    send(new Handshake(Handshake.Kind.CERTIFICATE_VERIFY, proof));
    sendFinished(randoms, "server");
  }
}
