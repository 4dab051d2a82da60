package passerelle.sim.socket;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/**
 * The address family that a socket was made with. An IPv6 socket of TCP talks IPv6 with ::1; with
 * everybody else, and with any other protocol, it talks IPv4 (as {@code ::ffff:192.0.2.1}).
 */
public enum SocketFamily {
  /** AF_INET. */
  INET,
  /** AF_INET6 for both: what listens on {@code ::} gets IPv4, too. */
  INET6,
  /** AF_INET6 with IPV6_V6ONLY. */
  INET6_ONLY;

  /** Whether IPv4 packets reach it. */
  public boolean takesIpv4() {
    return this != INET6_ONLY;
  }

  /** Whether packets of an address's family reach it. */
  boolean takes(IpAddress address) {
    return address.family() == Family.IPV4 ? takesIpv4() : this != INET;
  }

  /** Whether two sockets of these families could be meant by one packet. */
  boolean meets(SocketFamily other) {
    return this != INET && other != INET || takesIpv4() && other.takesIpv4();
  }
}
