package passerelle.packet.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import passerelle.packet.Payload;

/** Writes the fields of a message one after another. */
public final class Fields {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A number of so many octets, the highest first. */
  public Fields big(long value, int octets) {
    for (int i = octets - 1; i >= 0; i--) {
      out.write((int) (value >>> 8 * i));
    }
    return this;
  }

  /** A number of so many octets, the lowest first. */
  public Fields little(long value, int octets) {
    for (int i = 0; i < octets; i++) {
      out.write((int) (value >>> 8 * i));
    }
    return this;
  }

  /** A text with a zero behind it. */
  public Fields text(String value) {
    return bare(value).big(0, 1);
  }

  /** A text alone. */
  public Fields bare(String value) {
    out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A text of up to 250 octets with its length before it, as MySQL has it. */
  public Fields counted(String value) {
    return big(value.getBytes(StandardCharsets.UTF_8).length, 1).bare(value);
  }

  public Payload done() {
    return Payload.of(out.toByteArray());
  }
}
