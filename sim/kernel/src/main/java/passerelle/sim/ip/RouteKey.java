package passerelle.sim.ip;

import passerelle.addr.IpAddress;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;

/**
 * What a route is looked for by ({@code struct flowi4}). The destination decides; the rest counts
 * where a routing rule asks for it.
 *
 * @param destination where the packet goes
 * @param source where it comes from; 0.0.0.0 while that is not chosen
 * @param in name of the device it came in by; {@code lo} for a packet of our own
 * @param out name of the device it has to leave by; empty for any
 * @param mark the packet's or the socket's mark
 * @param tos type of service, its two last bits cleared
 * @param protocol number of the protocol above; 0 where it is not known
 * @param sourcePort port of that protocol; 0 where it has none
 * @param destinationPort port of that protocol; 0 where it has none
 */
public record RouteKey(
    IpAddress destination,
    IpAddress source,
    String in,
    String out,
    int mark,
    int tos,
    int protocol,
    int sourcePort,
    int destinationPort) {
  private static final int DSCP = 0xfc;

  /** For a packet of our own, of which no more is known. */
  public static RouteKey to(IpAddress destination) {
    return to(destination, destination.family().any(), 0);
  }

  /** For a packet of our own. */
  public static RouteKey to(IpAddress destination, IpAddress source, int mark) {
    return new RouteKey(destination, source, "lo", "", mark, 0, 0, 0, 0);
  }

  /** For a packet that came in, or for one of our own that exists already ({@code in} is lo). */
  public static RouteKey of(Ipv4Packet packet, String in, int mark) {
    int tos = packet.header().tos();
    return of(packet.destination(), packet.source(), tos, packet.transport(), in, mark);
  }

  /** For a packet with these fields. */
  public static RouteKey of(
      IpAddress destination, IpAddress source, int tos, Transport transport, String in, int mark) {
    int from = 0;
    int to = 0;
    if (transport instanceof TcpSegment tcp) {
      from = tcp.sourcePort();
      to = tcp.destinationPort();
    } else if (transport instanceof UdpDatagram udp) {
      from = udp.sourcePort();
      to = udp.destinationPort();
    }
    return new RouteKey(
        destination, source, in, "", mark, tos & DSCP, transport.protocol(), from, to);
  }

  /** For a packet that came in, of which no more is known. */
  public static RouteKey in(IpAddress destination, IpAddress source, String device) {
    return new RouteKey(destination, source, device, "", 0, 0, 0, 0, 0);
  }

  /**
   * For an answer, if it came in by a device; the mark counts only with {@code src_valid_mark},
   * which is off.
   */
  public static RouteKey answerTo(RouteKey key, String in) {
    return new RouteKey(key.source(), key.destination(), in, "", 0, key.tos(), 0, 0, 0);
  }

  /** For a socket's packets to a port, of which no more is known. */
  public static RouteKey to(
      IpAddress destination, IpAddress source, int mark, int protocol, int destinationPort) {
    return new RouteKey(destination, source, "lo", "", mark, 0, protocol, 0, destinationPort);
  }

  /**
   * By which packets share several next hops: those between the same two machines go the same way
   * ({@code fib_multipath_hash} with the policy 0, whose seed is another on each machine).
   */
  int hash() {
    int mixed = (source.lastWord() * 31 + destination.lastWord()) * 0x9e37_79b1;
    mixed = (mixed ^ mixed >>> 15) * 0x85eb_ca6b;
    return (mixed ^ mixed >>> 13) & Integer.MAX_VALUE;
  }

  /** The same with another source address. */
  public RouteKey from(IpAddress other) {
    return new RouteKey(
        destination, other, in, out, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** The same, bound to a device out. */
  public RouteKey by(String device) {
    return new RouteKey(
        destination, source, in, device, mark, tos, protocol, sourcePort, destinationPort);
  }
}
