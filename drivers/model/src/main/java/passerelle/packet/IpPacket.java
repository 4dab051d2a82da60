package passerelle.packet;

import passerelle.addr.IpAddress;

/** A packet of either version of the Internet Protocol, as transport protocols see it. */
public sealed interface IpPacket extends L3Packet permits Ipv4Packet, Ipv6Packet {

  IpAddress source();

  IpAddress destination();

  /** What it carries. */
  Transport transport();

  /** The same with another content. */
  IpPacket withTransport(Transport transport);

  /** The same between other addresses, which are of its version. */
  IpPacket withAddresses(IpAddress source, IpAddress destination);
}
