package passerelle.addr;

import java.util.Optional;

/**
 * A 48-bit IEEE 802 MAC address.
 *
 * @param bits the address in the low 48 bits, first octet highest
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
  public static final MacAddress ZERO = new MacAddress(0);
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  /** Keeps the low 48 bits. */
  public MacAddress {
    bits &= 0xffff_ffff_ffffL;
  }

  /**
   * Reads {@code aa:bb:cc:dd:ee:ff} (or with dashes, or one digit an octet).
   *
   * @return empty when the text is no MAC address
   */
  public static Optional<MacAddress> parse(String text) {
    String[] parts = text.split("[:-]", -1);
    if (parts.length != 6) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : parts) {
      if (part.isEmpty() || part.length() > 2 || !isHex(part)) {
        return Optional.empty();
      }
      value = value << 8 | Integer.parseInt(part, 16);
    }
    return Optional.of(new MacAddress(value));
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static MacAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a MAC address: " + text));
  }

  /** The Ethernet group address of a multicast group (RFC 1112 section 6.4, RFC 2464 section 7). */
  public static MacAddress ofMulticast(IpAddress group) {
    return switch (group.family()) {
      case IPV4 -> new MacAddress(0x0100_5e00_0000L | group.lastWord() & 0x7f_ffff);
      case IPV6 -> new MacAddress(0x3333_0000_0000L | Integer.toUnsignedLong(group.lastWord()));
    };
  }

  public boolean isBroadcast() {
    return bits == BROADCAST.bits;
  }

  /** Group bit set: broadcast or multicast. */
  public boolean isMulticast() {
    return (bits >> 40 & 1) == 1;
  }

  /** The EUI-64 link-local IPv6 address made of this address (RFC 4291 appendix A). */
  public Ipv6Address linkLocal() {
    long identifier = (bits >>> 24 ^ 0x02_0000) << 40 | 0xff_fe00_0000L | bits & 0xff_ffff;
    return new Ipv6Address(0xfe80L << 48, identifier);
  }

  /** The six octets, first octet first. */
  public byte[] toBytes() {
    byte[] out = new byte[6];
    for (int i = 0; i < 6; i++) {
      out[i] = (byte) (bits >> 40 - 8 * i);
    }
    return out;
  }

  /** The twelve hexadecimal digits without separators, as in a bridge id. */
  public String toHex() {
    return toString().replace(":", "");
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public int hashCode() {
    return (int) (bits ^ bits >>> 24);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (bits >> shift) & 0xff;
      out.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
      if (shift > 0) {
        out.append(':');
      }
    }
    return out.toString();
  }

  private static boolean isHex(String part) {
    return part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }
}
