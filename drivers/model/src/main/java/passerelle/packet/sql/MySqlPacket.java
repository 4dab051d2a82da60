package passerelle.packet.sql;

import java.util.Optional;
import passerelle.packet.Payload;

/**
 * A packet of MySQL's protocol: a length of three octets, a number, a payload.
 *
 * @param number counts the packets of an exchange, 0..255
 */
public record MySqlPacket(int number, Payload payload) implements SqlMessage {
  /** The capabilities that both ends of the lab have: protocol 4.1, authentication by plugins. */
  public static final int CAPABILITIES = 0x0008_8201;

  /** The set of characters {@code utf8mb4_0900_ai_ci}. */
  public static final int UTF8 = 255;

  public static final int QUIT = 1;
  public static final int INIT_DB = 2;
  public static final int QUERY = 3;
  public static final int PING = 14;
  public static final int ERROR = 0xff;

  /** What stands for a value that is not there. */
  public static final int NULL = 0xfb;

  public static final int END = 0xfe;

  private static final int HEAD = 4;

  /** The packet's octets. */
  public Payload bytes() {
    return new Fields().little(payload.length(), 3).big(number, 1).done().plus(payload);
  }

  /** The packet that octets begin with; empty while it is not complete. */
  public static Optional<MySqlPacket> read(Payload octets) {
    if (octets.length() < HEAD) {
      return Optional.empty();
    }
    FieldReader in = new FieldReader(octets);
    int length = (int) in.little(3);
    int number = (int) in.big(1);
    return octets.length() < HEAD + length
        ? Optional.empty()
        : Optional.of(new MySqlPacket(number, octets.slice(HEAD, HEAD + length)));
  }

  /** How many octets it has. */
  @Override
  public int length() {
    return HEAD + payload.length();
  }
}
