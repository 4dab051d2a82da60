package passerelle.packet.http2;

import passerelle.packet.Payload;

/**
 * A frame (RFC 9113 section 4.1).
 *
 * @param type what it is
 * @param flags what there is to know of it
 * @param stream whose it is; 0 for the connection's own
 */
public record Http2Frame(int type, int flags, int stream, Payload payload) {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int SETTINGS = 4;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  /** What a client says first. */
  public static final Payload PREFACE = Payload.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

  /** Octets of content that a frame has at most. */
  public static final int LONGEST = 16384;

  static final int HEADER = 9;

  /** Whether a flag is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The octets on the wire. */
  public Payload write() {
    int length = payload.length();
    byte[] header = {
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length,
      (byte) type,
      (byte) flags,
      (byte) (stream >> 24),
      (byte) (stream >> 16),
      (byte) (stream >> 8),
      (byte) stream
    };
    return Payload.of(header).plus(payload);
  }

  /** Settings: numbers and values, two and four octets each. */
  public static Http2Frame settings(int... values) {
    byte[] content = new byte[values.length / 2 * 6];
    for (int i = 0; i + 1 < values.length; i += 2) {
      int at = i * 3;
      content[at] = (byte) (values[i] >> 8);
      content[at + 1] = (byte) values[i];
      for (int octet = 0; octet < 4; octet++) {
        content[at + 2 + octet] = (byte) (values[i + 1] >> 24 - 8 * octet);
      }
    }
    return new Http2Frame(SETTINGS, 0, 0, Payload.of(content));
  }

  /** That the peer's settings are taken. */
  public static Http2Frame settingsTaken() {
    return new Http2Frame(SETTINGS, ACK, 0, Payload.EMPTY);
  }
}
