package passerelle.cli.lab;

import passerelle.addr.IpAddress;

/**
 * What a probe is aimed at.
 *
 * @param address where
 * @param port 1..65535; 0 for ICMP
 * @param protocol by what
 */
public record ProbeTarget(IpAddress address, int port, Protocol protocol) {
  /** What a probe is made of: a connection's first segment, a datagram, an echo request. */
  public enum Protocol {
    TCP,
    UDP,
    ICMP
  }
}
