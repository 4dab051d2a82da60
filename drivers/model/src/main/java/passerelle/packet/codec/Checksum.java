package passerelle.packet.codec;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;

/** The Internet checksum (RFC 1071). */
public final class Checksum {
  private long sum;

  /** The sum of octets as 16-bit words; an odd last one counts as a high half. */
  public static long words(byte[] bytes, int from, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = bytes[from + i] & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  /** The checksum field that makes a sum of words 0: its carries are added, and it is inverted. */
  public static int of(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) (~folded & 0xffff);
  }

  Checksum add(byte[] bytes) {
    sum += words(bytes, 0, bytes.length);
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
    return of(sum);
  }

  /** The checksum of one array. */
  public static int of(byte[] bytes) {
    return of(words(bytes, 0, bytes.length));
  }
}
