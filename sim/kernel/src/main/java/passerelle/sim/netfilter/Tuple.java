package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.ConnectionView;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/**
 * One direction of a connection ({@code struct nf_conntrack_tuple}).
 *
 * @param protocol IP protocol number
 * @param source source address
 * @param sourceId source port, or the identifier of an ICMP query; 0 otherwise
 * @param destination destination address
 * @param destinationId destination port, or type and code of an ICMP query in one number
 */
public record Tuple(
    int protocol, IpAddress source, int sourceId, IpAddress destination, int destinationId) {

  /**
   * The tuple of a packet; empty for a fragment, or an ICMP error, which belongs to the connection
   * of the packet that it quotes.
   */
  public static Optional<Tuple> of(IpPacket packet) {
    if (packet.isFragment() && packet.transport() instanceof RawTransport) {
      return Optional.empty();
    }
    Transport transport = packet.transport();
    int sourceId = 0;
    int destinationId = 0;
    if (transport instanceof TcpSegment tcp) {
      sourceId = tcp.sourcePort();
      destinationId = tcp.destinationPort();
    } else if (transport instanceof UdpDatagram udp) {
      sourceId = udp.sourcePort();
      destinationId = udp.destinationPort();
    } else if (transport instanceof IcmpMessage icmp) {
      if (icmp.isError()) {
        return Optional.empty();
      }
      sourceId = icmp.identifier();
      destinationId = icmp.type() << 8 | icmp.code();
    }
    return Optional.of(
        new Tuple(
            transport.protocol(), packet.source(), sourceId, packet.destination(), destinationId));
  }

  /** The tuple that somebody outside the kernel tells. */
  static Tuple of(ConnectionView.Tuple told) {
    return new Tuple(
        told.protocol(), told.source(), told.sourceId(), told.destination(), told.destinationId());
  }

  /** The tuple of an answer ({@code nf_ct_invert_tuple}). */
  public Tuple inverse() {
    return protocol == IpProtocol.ICMP
        ? new Tuple(protocol, destination, sourceId, source, inverseIcmp(destinationId))
        : new Tuple(protocol, destination, destinationId, source, sourceId);
  }

  private static int inverseIcmp(int typeAndCode) {
    int code = typeAndCode & 0xff;
    int type =
        switch (typeAndCode >> 8) {
          case 0 -> 8;
          case 8 -> 0;
          case 13 -> 14;
          case 14 -> 13;
          case 15 -> 16;
          case 16 -> 15;
          case 17 -> 18;
          case 18 -> 17;
          default -> typeAndCode >> 8;
        };
    return type << 8 | code;
  }

  Tuple withSource(IpAddress address) {
    return new Tuple(protocol, address, sourceId, destination, destinationId);
  }

  Tuple withDestination(IpAddress address) {
    return new Tuple(protocol, source, sourceId, address, destinationId);
  }

  Tuple withSourceId(int id) {
    return new Tuple(protocol, source, id, destination, destinationId);
  }

  Tuple withDestinationId(int id) {
    return new Tuple(protocol, source, sourceId, destination, id);
  }

  boolean hasPorts() {
    return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
  }

  @Override
  public int hashCode() {
    int h = source.hashCode() + destination.lastWord();
    h = h * 0x85eb_ca6b + (sourceId << 16 | destinationId);
    h = (h ^ h >>> 15) * 0xc2b2_ae35 + protocol;
    return h ^ h >>> 13;
  }

  /** The same for those who look at the kernel from outside. */
  public ConnectionView.Tuple view() {
    return new ConnectionView.Tuple(protocol, source, sourceId, destination, destinationId);
  }

  /** As {@code conntrack -L} prints it. */
  @Override
  public String toString() {
    return view().toString();
  }
}
