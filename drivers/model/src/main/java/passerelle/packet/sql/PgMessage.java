package passerelle.packet.sql;

import java.util.Optional;
import passerelle.packet.Payload;

/**
 * A message of PostgreSQL's protocol 3.0: a letter, a length, a body.
 *
 * @param type the letter; 0 for those that a client begins with, which have none
 * @param body what follows the length
 */
public record PgMessage(char type, Payload body) implements SqlMessage {
  /** "May we speak TLS?", as a client asks before anything else. */
  public static final int SSL_REQUEST = 80_877_103;

  /** The protocol's number, with which a session begins. */
  public static final int VERSION = 3 << 16;

  /** The request for authentication by a SASL mechanism, AuthenticationSASL. */
  public static final int SASL = 10;

  private static final int LENGTH = 4;
  private static final int LONGEST = 1 << 20;

  /** The message's octets. */
  public Payload bytes() {
    Fields out = new Fields();
    if (type != 0) {
      out.big(type, 1);
    }
    return out.big(body.length() + LENGTH, LENGTH).done().plus(body);
  }

  /**
   * The message that octets begin with; empty while it is not complete.
   *
   * @param named it has a letter
   */
  public static Optional<PgMessage> read(Payload octets, boolean named) {
    int head = (named ? 1 : 0) + LENGTH;
    if (octets.length() < head) {
      return Optional.empty();
    }
    FieldReader in = new FieldReader(octets);
    char type = (char) (named ? in.big(1) : 0);
    long length = in.big(LENGTH) - LENGTH;
    if (length < 0 || length > LONGEST || octets.length() < head + length) {
      return Optional.empty();
    }
    return Optional.of(new PgMessage(type, octets.slice(head, head + (int) length)));
  }

  /** How many octets it has. */
  @Override
  public int length() {
    return (type == 0 ? 0 : 1) + LENGTH + body.length();
  }
}
