package passerelle.sim.ipv4;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Transport;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/**
 * What a protocol hands down to be sent.
 *
 * @param source source address, or 0.0.0.0 to have one chosen
 * @param destination destination address
 * @param transport the payload
 * @param header TTL, type of service, DF and identification
 * @param device the device that the socket is bound to
 * @param mark the socket's mark
 * @param ignoresDf the kernel may cut it in spite of DF, when its way changes ({@code ignore_df})
 * @param probes what the device takes is sent, whatever is known of the path ({@code
 *     ip_sk_use_pmtu})
 * @param by who sends, for the trace: a program's name or a part of the kernel
 * @param cause the skb that this one answers
 */
public record Datagram(
    IpAddress source,
    IpAddress destination,
    Transport transport,
    Ipv4Header header,
    Optional<Device> device,
    int mark,
    boolean ignoresDf,
    boolean probes,
    String by,
    Optional<Skb> cause) {

  /** What its route is looked for by. */
  RouteKey routeKey() {
    return RouteKey.of(destination, source, header.tos(), transport, "lo", mark);
  }
}
