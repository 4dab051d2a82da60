package passerelle.sim.netfilter;

import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/** Writes addresses and ports into packets (net/netfilter/nf_nat_proto.c). */
final class PacketMangler {
  /** Octets of the two ports at the beginning of TCP's and UDP's headers. */
  private static final int PORTS = 4;

  private PacketMangler() {}

  /** Gives the packet the source or the destination of a tuple ({@code nf_nat_manip_pkt}). */
  static Ipv4Packet change(Ipv4Packet packet, Tuple to, boolean source) {
    boolean later = packet.header().fragmentOffset() != 0;
    return Ipv4Packet.of(
        source ? to.source() : packet.source(),
        source ? packet.destination() : to.destination(),
        packet.header(),
        later ? packet.transport() : transport(packet.transport(), to, source));
  }

  private static Transport transport(Transport transport, Tuple to, boolean source) {
    if (transport instanceof TcpSegment tcp) {
      return source
          ? tcp.withPorts(to.sourceId(), tcp.destinationPort())
          : tcp.withPorts(tcp.sourcePort(), to.destinationId());
    }
    if (transport instanceof UdpDatagram udp) {
      return source
          ? new UdpDatagram(to.sourceId(), udp.destinationPort(), udp.payload())
          : new UdpDatagram(udp.sourcePort(), to.destinationId(), udp.payload());
    }
    if (transport instanceof IcmpMessage icmp && !icmp.isError()) {
      return icmp.withIdentifier(to.sourceId());
    }
    boolean ported =
        transport.protocol() == IpProtocol.TCP || transport.protocol() == IpProtocol.UDP;
    return transport instanceof RawTransport raw && ported && raw.length() >= PORTS
        ? first(raw, to, source)
        : transport;
  }

  /** The first fragment of a longer packet, as errors quote it: its ports are there to change. */
  private static Transport first(RawTransport raw, Tuple to, boolean source) {
    byte[] octets = raw.payload().toBytes();
    int port = source ? to.sourceId() : to.destinationId();
    int at = source ? 0 : 2;
    octets[at] = (byte) (port >>> 8);
    octets[at + 1] = (byte) port;
    return new RawTransport(raw.protocol(), Payload.of(octets));
  }

  /**
   * Changes an ICMP error: the packet that it quotes as the answers of its connection are, and its
   * own address to match ({@code nf_nat_icmp_reply_translation}).
   *
   * @param answer the tuple of the other direction
   * @param source whether the source of the error itself is changed
   */
  static Ipv4Packet changeError(Ipv4Packet packet, Tuple answer, boolean source) {
    if (!(packet.transport() instanceof IcmpMessage message)
        || !(message.body() instanceof IcmpBody.Quote quote)) {
      return packet;
    }
    Ipv4Packet inner = change(quote.packet(), answer, !source);
    Ipv4Packet outer =
        packet.withTransport(message.withBody(new IcmpBody.Quote(inner, quote.length())));
    Tuple target = answer.inverse();
    return source
        ? outer.withAddresses(target.source(), outer.destination())
        : outer.withAddresses(outer.source(), target.destination());
  }
}
