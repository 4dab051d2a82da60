package passerelle.scenarios.compare;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.packet.EthernetFrame;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.packet.codec.Codec;

/**
 * A datagram that carries a frame through a tunnel (RFC 7348), known by its port as tcpdump knows
 * it.
 *
 * @param ip the packet as the network beneath sees it
 * @param udp the same, read
 * @param vni the number of the network to which the frame belongs
 * @param carried the frame
 */
record VxlanDatagram(Ipv4Packet ip, UdpDatagram udp, int vni, EthernetFrame carried) {
  /** Before the names of fields that are the datagram's, not the carried frame's. */
  static final String PREFIX = "outer.";

  private static final int PORT = 4789;
  private static final int HEADER = 8;

  /**
   * The datagram that a packet is; empty when it is something else.
   *
   * @param part whether octets may be missing at the end, as in an error's quote
   */
  static Optional<VxlanDatagram> of(L3Packet packet, boolean part) {
    if (!(packet instanceof Ipv4Packet ip)
        || ip.isFragment()
        || !(Unsummed.read(ip, part) instanceof UdpDatagram udp)
        || udp.destinationPort() != PORT
        || udp.payload().length() < HEADER) {
      return Optional.empty();
    }
    Payload payload = udp.payload();
    int vni = payload.at(4) << 16 | payload.at(5) << 8 | payload.at(6);
    return Codec.decode(payload.slice(HEADER, payload.length()).toBytes())
        .map(carried -> new VxlanDatagram(ip, udp, vni, carried));
  }

  /** Whether a tracked connection is a tunnel's. */
  static boolean isConnection(String line) {
    return line.contains(" dport=" + PORT + " ");
  }

  /** What its two directions have in common. */
  String title() {
    return Stream.of(ip.source().toString(), ip.destination().toString())
        .sorted()
        .collect(Collectors.joining(" ", "vxlan " + vni + " ", ""));
  }
}
