package passerelle.packet.codec;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;

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

  /** Adds the pseudo header that TCP and UDP put before themselves (RFC 9293, RFC 8200). */
  Checksum addPseudoHeader(IpAddress source, IpAddress target, int protocol, int length) {
    add(source);
    add(target);
    sum += protocol + length;
    return this;
  }

  private void add(IpAddress address) {
    if (address instanceof Ipv4Address four) {
      addWord(four.bits());
    } else if (address instanceof Ipv6Address six) {
      addWord((int) (six.high() >>> 32));
      addWord((int) six.high());
      addWord((int) (six.low() >>> 32));
      addWord((int) six.low());
    }
  }

  private void addWord(int bits) {
    sum += (bits >>> 16) + (bits & 0xffff);
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
