package passerelle.packet.tls;

import java.io.ByteArrayOutputStream;
import passerelle.packet.Payload;

/** Puts numbers and vectors one behind the other (RFC 8446 section 3). */
final class OctetWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  OctetWriter u8(int value) {
    out.write(value);
    return this;
  }

  OctetWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  OctetWriter u24(int value) {
    return u8(value >> 16).u16(value);
  }

  OctetWriter octets(Payload payload) {
    out.writeBytes(payload.toBytes());
    return this;
  }

  /** A vector whose length stands before it in one octet. */
  OctetWriter vector8(Payload payload) {
    return u8(payload.length()).octets(payload);
  }

  /** A vector whose length stands before it in two octets. */
  OctetWriter vector16(Payload payload) {
    return u16(payload.length()).octets(payload);
  }

  /** Octets written in hexadecimal digits. */
  OctetWriter hex(String digits) {
    for (int i = 0; i < digits.length(); i += 2) {
      u8(Integer.parseInt(digits.substring(i, i + 2), 16));
    }
    return this;
  }

  Payload payload() {
    return Payload.of(out.toByteArray());
  }
}
