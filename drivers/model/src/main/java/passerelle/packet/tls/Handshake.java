package passerelle.packet.tls;

import passerelle.packet.Payload;

/**
 * A message of the handshake (RFC 8446 section 4).
 *
 * @param kind which one
 * @param body what follows its header
 */
record Handshake(Kind kind, Payload body) {
  static final int HEADER = 4;

  /** The messages that this model has, with the numbers that they have on the wire. */
  enum Kind {
    CLIENT_HELLO(1, "Client hello"),
    SERVER_HELLO(2, "Server hello"),
    NEW_SESSION_TICKET(4, "Newsession Ticket"),
    ENCRYPTED_EXTENSIONS(8, "Encrypted Extensions"),
    CERTIFICATE(11, "Certificate"),
    CERTIFICATE_VERIFY(15, "CERT verify"),
    FINISHED(20, "Finished");

    private final int number;
    private final String name;

    Kind(int number, String name) {
      this.number = number;
      this.name = name;
    }

    /** Number and name as OpenSSL's clients tell it. */
    String told() {
      return "TLS handshake, " + name + " (" + number + ")";
    }
  }

  Payload write() {
    return new OctetWriter().u8(kind.number).u24(body.length()).octets(body).payload();
  }

  /** The octets on the wire, its header included. */
  int length() {
    return HEADER + body.length();
  }

  static Handshake read(Payload octets) throws TlsException {
    OctetReader in = new OctetReader(octets);
    int number = in.u8();
    Payload body = in.octets(in.u24());
    for (Kind kind : Kind.values()) {
      if (kind.number == number && body.length() + HEADER == octets.length()) {
        return new Handshake(kind, body);
      }
    }
    throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
  }
}
