package passerelle.packet;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;

/**
 * An IPv4 packet (RFC 791).
 *
 * @param source source address
 * @param destination destination address
 * @param header the other header fields
 * @param transport what it carries; of a fragment a {@link RawTransport}
 */
public record Ipv4Packet(
    Ipv4Address source, Ipv4Address destination, Ipv4Header header, Transport transport)
    implements IpPacket {
  /** Octets of a header without options. */
  public static final int HEADER_LENGTH = 20;

  /** A packet whose addresses are known to be of IPv4. */
  public static Ipv4Packet of(
      IpAddress source, IpAddress destination, Ipv4Header header, Transport transport) {
    return new Ipv4Packet((Ipv4Address) source, (Ipv4Address) destination, header, transport);
  }

  @Override
  public int ttl() {
    return header.ttl();
  }

  @Override
  public boolean isFragment() {
    return header.isFragment();
  }

  @Override
  public int fragmentOffset() {
    return header.fragmentOffset();
  }

  @Override
  public boolean dontFragment() {
    return header.dontFragment();
  }

  @Override
  public int id() {
    return header.id();
  }

  @Override
  public Ipv4Packet withTtl(int ttl) {
    return new Ipv4Packet(source, destination, header.withTtl(ttl), transport);
  }

  public Ipv4Packet withHeader(Ipv4Header newHeader) {
    return new Ipv4Packet(source, destination, newHeader, transport);
  }

  @Override
  public Ipv4Packet withTransport(Transport newTransport) {
    return new Ipv4Packet(source, destination, header, newTransport);
  }

  @Override
  public Ipv4Packet withAddresses(IpAddress newSource, IpAddress newDestination) {
    return of(newSource, newDestination, header, transport);
  }

  @Override
  public int etherType() {
    return EtherType.IPV4;
  }

  /** Octets of the header, options included. */
  public int headerLength() {
    return HEADER_LENGTH + header.options().length();
  }

  /** Total length in octets, header included. */
  @Override
  public int length() {
    return headerLength() + transport.length();
  }
}
