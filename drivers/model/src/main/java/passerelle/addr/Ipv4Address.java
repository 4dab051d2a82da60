package passerelle.addr;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 address.
 *
 * @param bits the 32 bits in network order: 127.0.0.1 is 0x7f000001
 */
public record Ipv4Address(int bits) implements IpAddress {
  public static final Ipv4Address ANY = new Ipv4Address(0);
  public static final Ipv4Address LOOPBACK = new Ipv4Address(0x7f00_0001);

  /**
   * Reads a dotted quad of four decimal octets (0..255) without leading zeros' octal meaning.
   *
   * @return empty when the text is no such address
   */
  public static Optional<Ipv4Address> parse(String text) {
    int value = 0;
    int octets = 0;
    int start = 0;
    while (start <= text.length()) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      int octet = octet(text, start, end);
      if (octet < 0 || ++octets > 4) {
        return Optional.empty();
      }
      value = value << 8 | octet;
      start = end + 1;
    }
    return octets == 4 ? Optional.of(new Ipv4Address(value)) : Optional.empty();
  }

  private static int octet(String text, int start, int end) {
    if (end == start || end - start > 3) {
      return -1;
    }
    int octet = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      octet = octet * 10 + c - '0';
    }
    return octet > 255 ? -1 : octet;
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static Ipv4Address of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
  }

  static Ipv4Address ofBytes(byte[] octets) {
    return new Ipv4Address(ByteBuffer.wrap(octets).getInt());
  }

  @Override
  public byte[] toBytes() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(bits).array();
  }

  @Override
  public int lastWord() {
    return bits;
  }

  @Override
  public Family family() {
    return Family.IPV4;
  }

  @Override
  public int width() {
    return 32;
  }

  @Override
  public boolean isUnspecified() {
    return bits == 0;
  }

  /** In 127.0.0.0/8. */
  @Override
  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  /** In 224.0.0.0/4. */
  @Override
  public boolean isMulticast() {
    return bits >>> 28 == 14;
  }

  @Override
  public boolean isLimitedBroadcast() {
    return bits == -1;
  }

  @Override
  public Ipv4Address masked(int length) {
    Family.IPV4.check(length);
    return new Ipv4Address(bits & mask(length));
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << Integer.SIZE - length;
  }

  @Override
  public Ipv4Address and(IpAddress other) {
    return new Ipv4Address(bits & same(other).bits);
  }

  @Override
  public Ipv4Address or(IpAddress other) {
    return new Ipv4Address(bits | same(other).bits);
  }

  @Override
  public Ipv4Address not() {
    return new Ipv4Address(~bits);
  }

  @Override
  public int bitCount() {
    return Integer.bitCount(bits);
  }

  @Override
  public Ipv4Address plus(long offset) {
    return new Ipv4Address((int) (bits + offset));
  }

  @Override
  public long minus(IpAddress other) {
    return Integer.toUnsignedLong(bits) - Integer.toUnsignedLong(same(other).bits);
  }

  private static Ipv4Address same(IpAddress other) {
    if (other instanceof Ipv4Address four) {
      return four;
    }
    throw new IllegalArgumentException("not of IPv4: " + other);
  }

  @Override
  public boolean isWithin(IpAddress network, int length) {
    return network instanceof Ipv4Address four && ((bits ^ four.bits) & mask(length)) == 0;
  }

  @Override
  public boolean fits(IpAddress network, IpAddress mask) {
    return network instanceof Ipv4Address n
        && mask instanceof Ipv4Address m
        && (bits & m.bits) == n.bits;
  }

  @Override
  public long key(int length) {
    return bits & mask(length);
  }

  @Override
  public int compareTo(IpAddress other) {
    return other instanceof Ipv4Address four ? Integer.compareUnsigned(bits, four.bits) : -1;
  }

  @Override
  public int hashCode() {
    return bits * 0x9e3779b9;
  }

  @Override
  public String toString() {
    return (bits >>> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
  }
}
