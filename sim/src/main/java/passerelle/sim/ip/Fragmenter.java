package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.List;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.Tracer;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/** Cuts a packet that is longer than the MTU (RFC 791 section 3.2; ip_output.c:ip_do_fragment). */
final class Fragmenter {
  private Fragmenter() {}

  /** The fragments of a packet that leaves by a device, and a word about them for who listens. */
  static List<Skb> fragment(Skb skb, int mtu, Device out) {
    List<Skb> fragments = fragment(skb, mtu);
    Tracer tracer = skb.machine().tracer();
    if (tracer.isOn()) {
      List<Long> ids = fragments.stream().map(Skb::id).toList();
      tracer.emit(new HopEvent.Split(skb.hop(out, "ip_do_fragment"), "mtu " + mtu, ids));
    }
    return fragments;
  }

  /**
   * The fragments, each at most {@code mtu} octets long, all but the last a multiple of 8 octets of
   * payload.
   */
  private static List<Skb> fragment(Skb skb, int mtu) {
    Ipv4Packet packet = skb.ip();
    Payload payload = Codec.transportBytes(packet);
    int step = (mtu - Ipv4Packet.HEADER_LENGTH) / 8 * 8;
    int offset = packet.header().fragmentOffset();
    List<Skb> out = new ArrayList<>();
    for (int at = 0; at < payload.length(); at += step) {
      int end = Math.min(payload.length(), at + step);
      boolean more = end < payload.length() || packet.header().moreFragments();
      out.add(
          skb.derive(
              packet
                  .withHeader(packet.header().withFragment(offset + at, more))
                  .withTransport(new RawTransport(packet.protocol(), payload.slice(at, end)))));
    }
    return out;
  }
}
