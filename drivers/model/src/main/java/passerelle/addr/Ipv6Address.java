package passerelle.addr;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv6 address.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ipv6Address(long high, long low) implements IpAddress {
  private static final int WIDTH = Long.SIZE * 2;
  public static final Ipv6Address ANY = new Ipv6Address(0, 0);
  public static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);
  private static final long SOLICITED_HIGH = 0xff02_0000_0000_0000L;
  private static final long SOLICITED_LOW = 0x0000_0001_ff00_0000L;

  /**
   * Reads the text forms of RFC 4291 section 2.2, the one with a dotted quad at the end included.
   *
   * @return empty when the text is no such address
   */
  public static Optional<Ipv6Address> parse(String text) {
    String source = text;
    int quadAt = text.lastIndexOf(':') + 1;
    if (text.indexOf('.') >= 0) {
      Optional<Ipv4Address> quad = Ipv4Address.parse(text.substring(quadAt));
      if (quad.isEmpty()) {
        return Optional.empty();
      }
      int bits = quad.get().bits();
      source =
          text.substring(0, quadAt)
              + Integer.toHexString(bits >>> 16)
              + ":"
              + Integer.toHexString(bits & 0xffff);
    }
    int gap = source.indexOf("::");
    if (gap < 0) {
      return groups(source).filter(g -> g.length == 8).map(Ipv6Address::ofGroups);
    }
    Optional<int[]> head = groups(source.substring(0, gap));
    Optional<int[]> tail = groups(source.substring(gap + 2));
    if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 7) {
      return Optional.empty();
    }
    int[] all = new int[8];
    System.arraycopy(head.get(), 0, all, 0, head.get().length);
    System.arraycopy(tail.get(), 0, all, 8 - tail.get().length, tail.get().length);
    return Optional.of(ofGroups(all));
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static Ipv6Address of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv6 address: " + text));
  }

  private static Optional<int[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new int[0]);
    }
    String[] parts = text.split(":", -1);
    int[] out = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.isEmpty() || part.length() > 4) {
        return Optional.empty();
      }
      for (int c = 0; c < part.length(); c++) {
        int digit = part.charAt(c) < 128 ? Character.digit(part.charAt(c), 16) : -1;
        if (digit < 0) {
          return Optional.empty();
        }
        out[i] = out[i] << 4 | digit;
      }
    }
    return Optional.of(out);
  }

  private static Ipv6Address ofGroups(int[] g) {
    return new Ipv6Address(
        (long) g[0] << 48 | (long) g[1] << 32 | (long) g[2] << 16 | g[3],
        (long) g[4] << 48 | (long) g[5] << 32 | (long) g[6] << 16 | g[7]);
  }

  static Ipv6Address ofBytes(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    return new Ipv6Address(in.getLong(), in.getLong());
  }

  @Override
  public byte[] toBytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public int lastWord() {
    return (int) low;
  }

  @Override
  public Family family() {
    return Family.IPV6;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  @Override
  public boolean isLoopback() {
    return high == 0 && low == 1;
  }

  @Override
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }

  /** The group that whoever looks for this address asks (RFC 4291 section 2.7.1). */
  public Ipv6Address solicitedNode() {
    return new Ipv6Address(SOLICITED_HIGH, SOLICITED_LOW | low & 0xff_ffff);
  }

  /** Never: IPv6 has groups instead (RFC 4291 section 2). */
  @Override
  public boolean isLimitedBroadcast() {
    return false;
  }

  @Override
  public Ipv6Address masked(int length) {
    Family.IPV6.check(length);
    return new Ipv6Address(high & highMask(length), low & lowMask(length));
  }

  private static long highMask(int length) {
    return length == 0 ? 0 : length >= Long.SIZE ? -1 : -1L << Long.SIZE - length;
  }

  private static long lowMask(int length) {
    return length <= Long.SIZE ? 0 : -1L << WIDTH - length;
  }

  @Override
  public Ipv6Address and(IpAddress other) {
    Ipv6Address six = same(other);
    return new Ipv6Address(high & six.high, low & six.low);
  }

  @Override
  public Ipv6Address or(IpAddress other) {
    Ipv6Address six = same(other);
    return new Ipv6Address(high | six.high, low | six.low);
  }

  @Override
  public Ipv6Address not() {
    return new Ipv6Address(~high, ~low);
  }

  @Override
  public int bitCount() {
    return Long.bitCount(high) + Long.bitCount(low);
  }

  @Override
  public Ipv6Address plus(long offset) {
    long sum = low + offset;
    boolean carries = offset >= 0 && Long.compareUnsigned(sum, low) < 0;
    boolean borrows = offset < 0 && Long.compareUnsigned(sum, low) > 0;
    return new Ipv6Address(high + (carries ? 1 : borrows ? -1 : 0), sum);
  }

  @Override
  public long minus(IpAddress other) {
    return low - same(other).low;
  }

  private static Ipv6Address same(IpAddress other) {
    if (other instanceof Ipv6Address six) {
      return six;
    }
    throw new IllegalArgumentException("not of IPv6: " + other);
  }

  @Override
  public boolean isWithin(IpAddress network, int length) {
    return network instanceof Ipv6Address six
        && ((high ^ six.high) & highMask(length)) == 0
        && ((low ^ six.low) & lowMask(length)) == 0;
  }

  @Override
  public boolean fits(IpAddress network, IpAddress mask) {
    return network instanceof Ipv6Address n
        && mask instanceof Ipv6Address m
        && (high & m.high) == n.high
        && (low & m.low) == n.low;
  }

  @Override
  public long key(int length) {
    return high & highMask(length) ^ Long.rotateLeft(low & lowMask(length), 32);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (!(other instanceof Ipv6Address six)) {
      return 1;
    }
    int first = Long.compareUnsigned(high, six.high);
    return first != 0 ? first : Long.compareUnsigned(low, six.low);
  }

  /** The canonical text of RFC 5952. */
  @Override
  public String toString() {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xffff);
    }
    if (high == 0 && low >>> 32 == 0xffff) {
      return "::ffff:" + new Ipv4Address((int) low);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
      i += length;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        out.append("::");
        i += bestLength - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }
}
