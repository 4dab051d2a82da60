package passerelle.addr;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address of either family. Those of IPv4 come before those of IPv6, within a family they are in
 * unsigned order, as people sort them.
 *
 * <p>What takes a second address ({@link #and}, {@link #isWithin}...) takes one of the same family;
 * a question is answered with no where the families differ, anything else is an {@link
 * IllegalArgumentException}.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

  /** Reads an address of either family; empty when the text is none. */
  static Optional<IpAddress> parse(String text) {
    return (text.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4).parse(text);
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  static IpAddress of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
  }

  /** The address of version 4 with these 32 bits ({@code struct in_addr}). */
  static IpAddress of(int bits) {
    return new Ipv4Address(bits);
  }

  /** The address that 4 or 16 octets are, the first octet first. */
  static IpAddress ofBytes(byte[] octets) {
    return switch (octets.length) {
      case Integer.BYTES -> Ipv4Address.ofBytes(octets);
      case 2 * Long.BYTES -> Ipv6Address.ofBytes(octets);
      default -> throw new IllegalArgumentException("octets of an address: " + octets.length);
    };
  }

  Family family();

  /** Number of bits: 32 or 128. */
  int width();

  /** The octets, the first one first. */
  byte[] toBytes();

  /** The last 32 bits: of an IPv4 address, all. */
  int lastWord();

  /** 0.0.0.0 or ::. */
  boolean isUnspecified();

  boolean isLoopback();

  boolean isMulticast();

  /** 255.255.255.255, the broadcast address of any link; IPv6 has none. */
  boolean isLimitedBroadcast();

  /** The address with all bits beyond a prefix length cleared. */
  IpAddress masked(int length);

  /** The bits that both have. */
  IpAddress and(IpAddress other);

  /** The bits that one of both has. */
  IpAddress or(IpAddress other);

  /** The bits that it does not have. */
  IpAddress not();

  /** How many of its bits are set. */
  int bitCount();

  /** The prefix length whose mask it is; empty when its bits are not those of a mask. */
  default OptionalInt maskLength() {
    int length = bitCount();
    return family().mask(length).equals(this) ? OptionalInt.of(length) : OptionalInt.empty();
  }

  /** The address {@code offset} further on (wraps at the end). */
  IpAddress plus(long offset);

  /** How far it is from another address; what no long holds is cut. */
  long minus(IpAddress other);

  /** Whether it begins with the first bits of a network's address; makes no object. */
  boolean isWithin(IpAddress network, int length);

  /** Whether a network, whose other bits are zero, is what a mask leaves of it; no object. */
  boolean fits(IpAddress network, IpAddress mask);

  /**
   * Its first bits as a number to look up by. Two of IPv4 have the same if and only if those bits
   * are; of IPv6 others may have it, too.
   *
   * @param length how many bits count
   */
  long key(int length);
}
