package passerelle.sim.socket;

/**
 * The address family that a socket was made with. No IPv6 packet is sent yet, so an IPv6 socket
 * talks IPv4 (as {@code ::ffff:192.0.2.1}) or only stands there and holds its port.
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

  /** Whether two sockets of these families could be meant by one packet. */
  boolean meets(SocketFamily other) {
    return this != INET && other != INET || takesIpv4() && other.takesIpv4();
  }
}
