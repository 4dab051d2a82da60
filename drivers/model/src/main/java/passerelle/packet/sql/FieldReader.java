package passerelle.packet.sql;

import java.nio.charset.StandardCharsets;
import passerelle.packet.Payload;

/** Reads the fields of a message one after another; beyond its end all is zero and empty. */
public final class FieldReader {
  private final Payload message;
  private int at;

  public FieldReader(Payload message) {
    this.message = message;
  }

  private int next() {
    return at < message.length() ? message.at(at++) : 0;
  }

  /** A number of so many octets, the highest first. */
  public long big(int octets) {
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  /** A number of so many octets, the lowest first. */
  public long little(int octets) {
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value |= (long) next() << 8 * i;
    }
    return value;
  }

  /** A text up to a zero. */
  public String text() {
    int start = at;
    while (at < message.length() && message.at(at) != 0) {
      at++;
    }
    String value = string(start, at);
    at = Math.min(message.length(), at + 1);
    return value;
  }

  /** A text of so many octets. */
  public String bare(int octets) {
    int start = at;
    at = Math.max(at, Math.min(message.length(), at + octets));
    return string(start, at);
  }

  private String string(int from, int to) {
    return new String(message.slice(from, to).toBytes(), StandardCharsets.UTF_8);
  }

  public boolean isAtEnd() {
    return at >= message.length();
  }
}
