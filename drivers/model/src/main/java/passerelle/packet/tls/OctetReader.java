package passerelle.packet.tls;

import passerelle.packet.Payload;

/** Takes numbers and vectors one after the other; what is beyond the end is zero or empty. */
final class OctetReader {
  private final Payload all;
  private int at;

  OctetReader(Payload all) {
    this.all = all;
  }

  boolean hasMore() {
    return at < all.length();
  }

  int u8() {
    return hasMore() ? all.at(at++) : 0;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int u24() {
    return u8() << 16 | u16();
  }

  Payload octets(int length) {
    int end = Math.min(all.length(), at + length);
    Payload part = all.slice(at, end);
    at = end;
    return part;
  }

  Payload vector8() {
    return octets(u8());
  }

  Payload vector16() {
    return octets(u16());
  }
}
