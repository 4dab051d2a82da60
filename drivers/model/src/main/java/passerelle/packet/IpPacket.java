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

  /** Where a fragment stands in the whole, in octets; 0 for what is none, too. */
  default int fragmentOffset() {
    return 0;
  }

  /** What the fragments of one packet have in common; 0 where a header says nothing of it. */
  default int id() {
    return 0;
  }

  /** No router may cut it; one of version 6 none ever may. */
  default boolean dontFragment() {
    return true;
  }

  /** The same with another TTL. */
  IpPacket withTtl(int ttl);

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
