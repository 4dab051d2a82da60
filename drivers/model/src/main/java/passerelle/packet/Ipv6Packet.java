package passerelle.packet;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;

/**
 * An IPv6 packet (RFC 8200).
 *
 * @param source source address
 * @param destination destination address
 * @param header the other header fields
 * @param transport what it carries; extension headers are a {@link RawTransport} under the number
 *     of the first one
 */
public record Ipv6Packet(
    Ipv6Address source, Ipv6Address destination, Ipv6Header header, Transport transport)
    implements IpPacket {
  public static final int HEADER_LENGTH = 40;

  @Override
  public int ttl() {
    return header.hopLimit();
  }

  @Override
  public Ipv6Packet withTtl(int ttl) {
    return new Ipv6Packet(source, destination, header.withHopLimit(ttl), transport);
  }

  @Override
  public Ipv6Packet withTransport(Transport newTransport) {
    return new Ipv6Packet(source, destination, header, newTransport);
  }

  @Override
  public Ipv6Packet withAddresses(IpAddress newSource, IpAddress newDestination) {
    return new Ipv6Packet((Ipv6Address) newSource, (Ipv6Address) newDestination, header, transport);
  }

  @Override
  public int etherType() {
    return EtherType.IPV6;
  }

  /** Octets with the header. */
  @Override
  public int length() {
    return HEADER_LENGTH + transport.length();
  }
}
