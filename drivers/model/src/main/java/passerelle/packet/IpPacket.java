package passerelle.packet;

import passerelle.addr.IpAddress;

/** A packet of either version of the Internet Protocol, as transport protocols see it. */
public sealed interface IpPacket extends L3Packet permits Ipv4Packet, Ipv6Packet {

  IpAddress source();

  IpAddress destination();

  /** How many routers it may still pass: its TTL, which version 6 calls its hop limit. */
  int ttl();

  /**
   * More fragments follow, or this is not the first one. One of version 6 would say so in a header
   * of its own, which is not modelled.
   */
  default boolean isFragment() {
    return false;
  }

  /** Number of the protocol above. */
  default int protocol() {
    return transport().protocol();
  }

  /** What it carries. */
  Transport transport();

  /** The same with another content. */
  IpPacket withTransport(Transport transport);

  /** The same between other addresses, which are of its version. */
  IpPacket withAddresses(IpAddress source, IpAddress destination);
}
