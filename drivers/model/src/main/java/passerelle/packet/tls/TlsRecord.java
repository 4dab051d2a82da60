package passerelle.packet.tls;

import passerelle.packet.Payload;

/**
 * A record (RFC 8446 section 5.1).
 *
 * @param type what is in it
 * @param fragment its content, at most 16,640 octets
 */
public record TlsRecord(int type, Payload fragment) {
  public static final int CHANGE_CIPHER_SPEC = 20;
  public static final int ALERT = 21;
  public static final int HANDSHAKE = 22;
  public static final int APPLICATION_DATA = 23;

  /** Octets before the content. */
  public static final int HEADER = 5;

  /** The version that records name for the sake of old middleboxes: TLS 1.2. */
  private static final int LEGACY_VERSION = 0x0303;

  /** The octets on the wire. */
  public Payload write() {
    return write(LEGACY_VERSION);
  }

  /** The octets on the wire, with a version: the first record of a client says TLS 1.0. */
  Payload write(int version) {
    return new OctetWriter()
        .u8(type)
        .u16(version)
        .u16(fragment.length())
        .octets(fragment)
        .payload();
  }
}
