package passerelle.addr;

import java.util.Optional;
import passerelle.text.Digits;

/** An address family: what a socket, a rule set or a tool's option is for. */
public enum Family {
  /** AF_INET. */
  IPV4(Ipv4Address.ANY, Ipv4Address.LOOPBACK),
  /** AF_INET6. */
  IPV6(Ipv6Address.ANY, Ipv6Address.LOOPBACK);

  private final IpAddress any;
  private final IpAddress loopback;

  Family(IpAddress any, IpAddress loopback) {
    this.any = any;
    this.loopback = loopback;
  }

  /** Number of bits of an address: 32 or 128. */
  public int width() {
    return any.width();
  }

  /** The unspecified address: 0.0.0.0 or ::. */
  public IpAddress any() {
    return any;
  }

  /** The address by which a machine reaches itself: 127.0.0.1 or ::1. */
  public IpAddress loopback() {
    return loopback;
  }

  /** The mask of a prefix length as an address: 255.255.0.0 for 16. */
  public IpAddress mask(int length) {
    return any.not().masked(length);
  }

  /** Refuses a prefix length outside of 0..width. */
  void check(int length) {
    if (length < 0 || length > width()) {
      throw new IllegalArgumentException("prefix length out of 0.." + width() + ": " + length);
    }
  }

  /** Reads an address of this family; empty when the text is none. */
  public Optional<IpAddress> parse(String text) {
    return this == IPV4 ? Ipv4Address.parse(text).map(a -> a) : Ipv6Address.parse(text).map(a -> a);
  }

  /** Reads an address and a prefix length, or a bare address, of this family. */
  public Optional<IpInterfaceAddress> parseInterfaceAddress(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = parse(slash < 0 ? text : text.substring(0, slash));
    String longest = Integer.toString(width());
    String length = slash < 0 ? longest : text.substring(slash + 1);
    if (!Digits.are(length, longest.length()) || Integer.parseInt(length) > width()) {
      return Optional.empty();
    }
    return address.map(a -> new IpInterfaceAddress(a, Integer.parseInt(length)));
  }

  /** Reads a prefix, or a bare address as the prefix that holds it alone, of this family. */
  public Optional<IpPrefix> parsePrefix(String text) {
    return parseInterfaceAddress(text).map(IpInterfaceAddress::prefix);
  }
}
