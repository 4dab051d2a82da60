package passerelle.real.trace;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.PortRange;
import passerelle.netfilter.Target;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/** What a rule makes of a packet that nobody saw afterwards ({@code nf_nat_setup_info}). */
final class Rewriting {
  private Rewriting() {}

  /** The packet with its new destination, where a target names one address for it. */
  static Optional<IpPacket> of(Target target, IpPacket packet) {
    return target instanceof NatTarget nat && nat.kind() == NatTarget.Kind.DNAT
        ? nat.addresses()
            .filter(range -> range.first().equals(range.last()))
            .map(range -> to(range.first(), nat.ports(), packet))
        : Optional.empty();
  }

  private static IpPacket to(IpAddress address, Optional<PortRange> ports, IpPacket packet) {
    return packet
        .withAddresses(packet.source(), address)
        .withTransport(
            ports
                .filter(PortRange::isSingle)
                .map(port -> to(port.first(), packet.transport()))
                .orElse(packet.transport()));
  }

  private static Transport to(int port, Transport transport) {
    if (transport instanceof TcpSegment tcp) {
      return tcp.withPorts(tcp.sourcePort(), port);
    }
    return transport instanceof UdpDatagram udp
        ? new UdpDatagram(udp.sourcePort(), port, udp.payload())
        : transport;
  }
}
