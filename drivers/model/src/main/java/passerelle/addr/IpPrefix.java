package passerelle.addr;

import java.util.Optional;

/**
 * A network of either family: an address whose host bits are zero, and its prefix length.
 *
 * @param network the network address; host bits are cleared
 * @param length the prefix length, 0 to the width of the address
 */
public record IpPrefix(IpAddress network, int length) implements Comparable<IpPrefix> {
  /** 0.0.0.0/8, "this host on this network" (RFC 1122 section 3.2.1.3). */
  public static final IpPrefix THIS_NETWORK = new IpPrefix(Ipv4Address.ANY, 8);

  public IpPrefix {
    network = network.masked(length);
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a bare address; empty when malformed. */
  public static Optional<IpPrefix> parse(String text) {
    return IpInterfaceAddress.parse(text).map(IpInterfaceAddress::prefix);
  }

  /** Reads a prefix known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static IpPrefix of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a prefix: " + text));
  }

  /** The prefix of one address alone. */
  public static IpPrefix host(IpAddress address) {
    return new IpPrefix(address, address.width());
  }

  /** The prefix that holds every address of a family: 0.0.0.0/0 or ::/0. */
  public static IpPrefix all(Family family) {
    return new IpPrefix(family.any(), 0);
  }

  public Family family() {
    return network.family();
  }

  /** It holds every address of its family: a route to it is the default one. */
  public boolean isAll() {
    return length == 0;
  }

  /** It holds one address alone. */
  public boolean isHost() {
    return length == network.width();
  }

  public boolean contains(IpAddress address) {
    return address.isWithin(network, length);
  }

  public boolean contains(IpPrefix other) {
    return other.length >= length && contains(other.network);
  }

  public boolean overlaps(IpPrefix other) {
    return contains(other) || other.contains(this);
  }

  /** The mask as an address: 255.255.0.0 for a /16. */
  public IpAddress netmask() {
    return family().mask(length);
  }

  /** The last address, all host bits set. */
  public IpAddress last() {
    return network.or(netmask().not());
  }

  /** The broadcast address; empty in IPv6 and of two addresses or one (RFC 3021). */
  public Optional<IpAddress> broadcast() {
    boolean has = family() == Family.IPV4 && length < network.width() - 1;
    return has ? Optional.of(last()) : Optional.empty();
  }

  /** How many addresses it holds; Integer.MAX_VALUE for those that hold more. */
  public int size() {
    int free = network.width() - length;
    return free > 30 ? Integer.MAX_VALUE : 1 << free;
  }

  /** By network, then from short to long prefix. */
  @Override
  public int compareTo(IpPrefix other) {
    int first = network.compareTo(other.network);
    return first != 0 ? first : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
