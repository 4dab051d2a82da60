package passerelle.addr;

/**
 * An address and a port ({@code struct sockaddr_in}, {@code struct sockaddr_in6}).
 *
 * @param address the address; 0.0.0.0 means any, of both families for a socket of both
 * @param port 0..65535; 0 means any
 */
public record SocketAddress(IpAddress address, int port) {
  /** Any address, any port. */
  public static final SocketAddress ANY = any(0);

  /** A port of any address. */
  public static SocketAddress any(int port) {
    return new SocketAddress(Family.IPV4.any(), port);
  }

  public boolean isIpv6() {
    return address instanceof Ipv6Address;
  }

  @Override
  public String toString() {
    return (isIpv6() ? "[" + address + "]" : address) + ":" + port;
  }
}
