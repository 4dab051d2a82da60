package passerelle.netfilter;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4Prefix;
import passerelle.addr.Ipv6Address;

/**
 * A network as a rule names it: an address and a mask, which need not be a prefix.
 *
 * @param address the address; bits outside the mask do not matter
 * @param mask the mask, of the same family
 */
public record AddressMask(IpAddress address, IpAddress mask) {
  public AddressMask {
    if (address.width() != mask.width()) {
      throw new IllegalArgumentException("address and mask of two families: " + mask);
    }
  }

  /** The same network with the bits outside the mask cleared. */
  AddressMask cleared() {
    return new AddressMask(and(address, mask), mask);
  }

  /** One address alone. */
  public static AddressMask host(IpAddress address) {
    return new AddressMask(address, mask(address, address.width()));
  }

  /** The network that holds every address of the family. */
  static AddressMask any(Family family) {
    IpAddress zero = family == Family.IPV4 ? Ipv4Address.ANY : Ipv6Address.ANY;
    return new AddressMask(zero, zero);
  }

  static IpAddress mask(IpAddress like, int length) {
    if (like instanceof Ipv4Address) {
      return new Ipv4Address(Ipv4Prefix.mask(length));
    }
    long high = length == 0 ? 0 : length >= 64 ? -1L : -1L << 64 - length;
    long low = length <= 64 ? 0 : -1L << 128 - length;
    return new Ipv6Address(high, low);
  }

  private static IpAddress and(IpAddress a, IpAddress b) {
    if (a instanceof Ipv4Address a4 && b instanceof Ipv4Address b4) {
      return new Ipv4Address(a4.bits() & b4.bits());
    }
    if (a instanceof Ipv6Address a6 && b instanceof Ipv6Address b6) {
      return new Ipv6Address(a6.high() & b6.high(), a6.low() & b6.low());
    }
    throw new IllegalArgumentException("address and mask of two families: " + a + ", " + b);
  }

  public boolean contains(IpAddress other) {
    return other.width() == address.width() && and(other, mask).equals(and(address, mask));
  }

  /** The prefix length, -1 when the mask is no prefix. */
  public int length() {
    int ones =
        mask instanceof Ipv4Address m4
            ? Integer.bitCount(m4.bits())
            : mask instanceof Ipv6Address m6
                ? Long.bitCount(m6.high()) + Long.bitCount(m6.low())
                : 0;
    return mask(mask, ones).equals(mask) ? ones : -1;
  }

  public boolean isAny() {
    return mask.isUnspecified();
  }

  public boolean isHost() {
    return length() == address.width();
  }

  /** {@code 10.0.0.0/8}, {@code 10.0.0.1/32} or {@code 10.0.0.1/255.0.0.255}. */
  public String text() {
    int length = length();
    return address + "/" + (length < 0 ? mask.toString() : Integer.toString(length));
  }

  /** As {@link #text}, but a single address stands alone. */
  public String shortText() {
    return isHost() ? address.toString() : text();
  }

  /** For the address columns of {@code iptables -L}. */
  String listing(ListingStyle style) {
    if (style.numeric()) {
      return shortText();
    }
    if (isAny()) {
      return "anywhere";
    }
    String name = style.names().host(address).orElse(address.toString());
    return isHost() ? name : name + text().substring(text().indexOf('/'));
  }

  @Override
  public String toString() {
    return text();
  }
}
