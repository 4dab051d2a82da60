package passerelle.sim.ipv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.codec.Codec;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/** Cuts a packet that is longer than the MTU (RFC 791 section 3.2; ip_output.c:ip_do_fragment). */
final class Fragmenter {
  private Fragmenter() {}

  /**
   * Whether a packet may be cut ({@code ip_fragment}): not against DF, unless it is this machine
   * that put it together or made it; never to less than its sender's longest fragment with DF.
   */
  static boolean mayCut(Skb skb, int mtu) {
    return !skb.ip().header().dontFragment() || skb.ignoresDf() && !isTooLong(skb, mtu);
  }

  /** Whether a piece that it was put together from was longer. */
  static boolean isTooLong(Skb skb, int mtu) {
    return skb.fragments().filter(pieces -> pieces.longest() > mtu).isPresent();
  }

  /** What a piece may have in octets: the MTU, or less when its sender's pieces had less. */
  static int limit(Skb skb, int mtu) {
    return skb.cameInPieces() ? Math.min(skb.fragments().get().longest(), mtu) : mtu;
  }

  /** The fragments of a packet that leaves by a device, and a word about them for who listens. */
  static List<Skb> fragment(Skb skb, int deviceMtu, Device out) {
    int mtu = limit(skb, deviceMtu);
    List<Skb> fragments = fragment(skb, mtu);
    skb.trace(
        out,
        "ip_do_fragment",
        hop -> new HopEvent.Split(hop, "mtu " + mtu, fragments.stream().map(Skb::id).toList()));
    return fragments;
  }

  private static List<Skb> fragment(Skb skb, int mtu) {
    Payload payload = Codec.transportBytes(skb.ip());
    int room = mtu - skb.ip().headerLength();
    Optional<List<Integer>> asItCame =
        skb.fragments().map(Skb.Fragments::payloads).filter(pieces -> fit(pieces, room));
    if (asItCame.isPresent()) {
      return cut(skb, payload, asItCame.get(), false);
    }
    List<Integer> equal = new ArrayList<>();
    int step = room / 8 * 8;
    for (int at = 0; at < payload.length(); at += step) {
      equal.add(Math.min(step, payload.length() - at));
    }
    boolean dontFragment = skb.fragments().filter(Skb.Fragments::dontFragment).isPresent();
    return cut(skb, payload, equal, dontFragment);
  }

  /** Whether the pieces can go on as they came, all but the last a multiple of 8 octets long. */
  private static boolean fit(List<Integer> pieces, int room) {
    int last = pieces.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (pieces.get(i) > room || i < last && pieces.get(i) % 8 != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Skb> cut(
      Skb skb, Payload payload, List<Integer> lengths, boolean dontFragment) {
    Ipv4Packet packet = skb.ip();
    Ipv4Header header = packet.header().withDontFragment(dontFragment);
    int offset = packet.header().fragmentOffset();
    List<Skb> out = new ArrayList<>();
    int at = 0;
    for (int length : lengths) {
      int end = at + length;
      boolean more = end < payload.length() || packet.header().moreFragments();
      out.add(
          skb.derive(
              packet
                  .withHeader(header.withFragment(offset + at, more))
                  .withTransport(new RawTransport(packet.protocol(), payload.slice(at, end)))));
      at = end;
    }
    return out;
  }
}
