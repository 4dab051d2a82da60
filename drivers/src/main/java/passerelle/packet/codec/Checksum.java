package passerelle.packet.codec;

import passerelle.addr.Ipv4Address;

/** The Internet checksum (RFC 1071). */
final class Checksum {
  private long sum;

  /** Adds octets as 16-bit words; an odd last one counts as a high half. */
  Checksum add(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int octet = bytes[i] & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
    }
    return this;
  }

  /** Adds the pseudo header that TCP and UDP put before themselves over IPv4 (RFC 9293). */
  Checksum addPseudoHeader(Ipv4Address source, Ipv4Address target, int protocol, int length) {
    for (int bits : new int[] {source.bits(), target.bits()}) {
      sum += (bits >>> 16) + (bits & 0xffff);
    }
    sum += protocol + length;
    return this;
  }

  /** The value of the checksum field, when it was summed as zero. */
  int value() {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) (~folded & 0xffff);
  }

  /** The checksum of one array. */
  static int of(byte[] bytes) {
    return new Checksum().add(bytes).value();
  }
}
