package passerelle.addr;

import java.util.Optional;

/**
 * An IPv4 network: an address whose host bits are zero, and its prefix length.
 *
 * @param network the network address; host bits are cleared
 * @param length the prefix length, 0..32
 */
public record Ipv4Prefix(Ipv4Address network, int length) implements Comparable<Ipv4Prefix> {
  public static final Ipv4Prefix DEFAULT = new Ipv4Prefix(Ipv4Address.ANY, 0);

  public Ipv4Prefix {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length out of 0..32: " + length);
    }
    network = new Ipv4Address(network.bits() & mask(length));
  }

  /** The netmask of a prefix length as 32 bits. */
  public static int mask(int length) {
    return length == 0 ? 0 : -1 << 32 - length;
  }

  /** Reads {@code 10.0.0.0/8} or a bare address (a /32); empty when malformed. */
  public static Optional<Ipv4Prefix> parse(String text) {
    return Ipv4InterfaceAddress.parse(text).map(Ipv4InterfaceAddress::prefix);
  }

  /** Reads a prefix known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static Ipv4Prefix of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 prefix: " + text));
  }

  /** The /32 of one address. */
  public static Ipv4Prefix host(Ipv4Address address) {
    return new Ipv4Prefix(address, 32);
  }

  public boolean contains(Ipv4Address address) {
    return (address.bits() & mask(length)) == network.bits();
  }

  public boolean contains(Ipv4Prefix other) {
    return other.length >= length && contains(other.network);
  }

  public boolean overlaps(Ipv4Prefix other) {
    return contains(other) || other.contains(this);
  }

  /** The netmask as an address: 255.255.0.0 for a /16. */
  public Ipv4Address netmask() {
    return new Ipv4Address(mask(length));
  }

  /** The address with all host bits set. */
  public Ipv4Address broadcast() {
    return new Ipv4Address(network.bits() | ~mask(length));
  }

  /** By network, then from short to long prefix. */
  @Override
  public int compareTo(Ipv4Prefix other) {
    int first = network.compareTo(other.network);
    return first != 0 ? first : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
