package passerelle.packet.tls;

/** What came is no TLS that this end goes on with; the message is OpenSSL's for it. */
public final class TlsException extends Exception {
  /** What came does not begin like a record. */
  public static final String WRONG_VERSION = "wrong version number";

  /** The peer refused this end's offer. */
  public static final String HANDSHAKE_FAILURE = "ssl/tls alert handshake failure";

  /** The peer sent something out of its turn. */
  public static final String UNEXPECTED_MESSAGE = "unexpected message";

  /** The peer ended the connection in the middle of the handshake. */
  public static final String UNEXPECTED_EOF = "unexpected eof while reading";

  /** The certificate that the peer has shown is not one to trust. */
  public static final String UNTRUSTED = "certificate verify failed";

  public TlsException(String reason) {
    super(reason);
  }

  /** OpenSSL's number of the reason, which tells its library and the reason's own. */
  public String number() {
    return switch (getMessage()) {
      case WRONG_VERSION -> "0A00010B";
      case HANDSHAKE_FAILURE -> "0A000410";
      case UNEXPECTED_EOF -> "0A000126";
      case UNTRUSTED -> "0A000086";
      default -> "0A0000F4";
    };
  }
}
