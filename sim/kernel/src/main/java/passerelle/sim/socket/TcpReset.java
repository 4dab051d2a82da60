package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.KernelException;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.ip.Counter;
import passerelle.sim.ipv4.Datagram;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.ipv6.Ipv6Stack;
import passerelle.sim.link.Skb;

/**
 * Resets in answer to segments that no connection wants (RFC 9293 section 3.10.7.1;
 * tcp_ipv4.c:tcp_v4_send_reset, nf_reject_ipv4.c:nf_send_reset).
 */
record TcpReset(Ipv4Stack stack, Ipv6Stack ipv6) {
  /** Answers a segment with a reset; never one that is a reset itself. */
  void answer(Skb about) {
    IpPacket packet = about.inet();
    if (packet.transport() instanceof TcpSegment segment && !segment.has(TcpSegment.RST)) {
      answer(packet.source(), packet.destination(), segment, Optional.of(about));
    }
  }

  /** The same for a rule that rejects: the reset belongs to the segment's connection. */
  void reject(Skb about) {
    IpPacket packet = about.ip();
    if (packet.transport() instanceof TcpSegment segment && !segment.has(TcpSegment.RST)) {
      try {
        stack
            .output()
            .sendAttached(
                datagram(packet.source(), packet.destination(), segment, Optional.of(about)));
      } catch (KernelException noWay) {
        // Nor does it here.
        return;
      }
    }
  }

  /**
   * The same about a segment by itself.
   *
   * @param from who sent it
   * @param to the address of ours that it came to
   * @param cause the skb that it came in, where it is known
   */
  void answer(IpAddress from, IpAddress to, TcpSegment segment, Optional<Skb> cause) {
    stack.mib().count(Counter.TCP_OUT_SEGMENTS);
    stack.mib().count(Counter.TCP_OUT_RESETS);
    try {
      if (from instanceof Ipv6Address peer) {
        ipv6.output().send((Ipv6Address) to, peer, resetFor(segment), "tcp", cause);
      } else {
        stack.output().send(datagram(from, to, segment, cause));
      }
    } catch (KernelException noWay) {
      // The kernel tries once and says nothing when there is no way back.
      return;
    }
  }

  private Datagram datagram(IpAddress from, IpAddress to, TcpSegment segment, Optional<Skb> cause) {
    Ipv4Header header = Ipv4Header.of(0, true).withTtl(stack.settings().defaultTtl());
    return new Datagram(
        to, from, resetFor(segment), header, Optional.empty(), 0, true, false, "tcp", cause);
  }

  /** With an ACK its number is the reset's place; without, the reset acknowledges the segment. */
  private static TcpSegment resetFor(TcpSegment segment) {
    boolean acked = segment.has(TcpSegment.ACK);
    return new TcpSegment(
        segment.destinationPort(),
        segment.sourcePort(),
        acked ? segment.acknowledgment() : 0,
        acked ? 0 : segment.sequence() + segment.sequenceLength(),
        acked ? TcpSegment.RST : TcpSegment.RST | TcpSegment.ACK,
        0,
        TcpOptions.NONE,
        Payload.EMPTY);
  }
}
