package passerelle.packet.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.packet.Payload;

/** Fields as literals without indexing, with new names (RFC 7541 section 6.2.2). */
public final class Http2Fields {
  private static final int SEVEN_BITS = 127;

  private Http2Fields() {}

  /** The octets of fields, names and values in turn. */
  public static Payload write(List<Map.Entry<String, String>> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields) {
      out.write(0);
      text(out, field.getKey());
      text(out, field.getValue());
    }
    return Payload.of(out.toByteArray());
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = octets.length - SEVEN_BITS;
    out.write(Math.min(octets.length, SEVEN_BITS));
    if (rest >= 0) {
      for (; rest > SEVEN_BITS; rest >>= 7) {
        out.write(rest & SEVEN_BITS | 0x80);
      }
      out.write(rest);
    }
    out.writeBytes(octets);
  }

  /** The fields in octets. */
  public static List<Map.Entry<String, String>> read(Payload octets) {
    return new Reader(octets).fields();
  }

  /** Goes through octets. */
  private static final class Reader {
    private final Payload octets;
    private int at;

    Reader(Payload octets) {
      this.octets = octets;
    }

    List<Map.Entry<String, String>> fields() {
      List<Map.Entry<String, String>> fields = new ArrayList<>();
      while (at < octets.length()) {
        at++;
        String name = text();
        fields.add(Map.entry(name, text()));
      }
      return fields;
    }

    private String text() {
      int length = octet();
      if (length == SEVEN_BITS) {
        int shift = 0;
        int next;
        do {
          next = octet();
          length += (next & SEVEN_BITS) << shift;
          shift += 7;
        } while (next > SEVEN_BITS && shift < 28);
      }
      int end = Math.min(octets.length(), at + length);
      String text = new String(octets.slice(at, end).toBytes(), StandardCharsets.ISO_8859_1);
      at = end;
      return text;
    }

    private int octet() {
      return at < octets.length() ? octets.at(at++) : 0;
    }
  }
}
