package passerelle.sim.socket;

import passerelle.addr.Ipv4Address;

/**
 * An address and a port ({@code struct sockaddr_in}).
 *
 * @param address the address; 0.0.0.0 means any
 * @param port 0..65535; 0 means any
 */
public record SocketAddress(Ipv4Address address, int port) {
  /** Any address, any port. */
  public static final SocketAddress ANY = new SocketAddress(Ipv4Address.ANY, 0);

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
