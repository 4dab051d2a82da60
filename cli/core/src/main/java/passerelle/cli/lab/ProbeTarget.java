package passerelle.cli.lab;

import passerelle.addr.Ipv4Address;

/**
 * What a probe is aimed at.
 *
 * @param address where
 * @param port 1..65535; 0 for ICMP
 * @param protocol by what
 */
public record ProbeTarget(Ipv4Address address, int port, Protocol protocol) {
  /** What a probe is made of: a connection's first segment, a datagram, an echo request. */
  public enum Protocol {
    TCP,
    UDP,
    ICMP
  }
}
