package passerelle.sim.ipv4;

import passerelle.netfilter.Hook;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Verdict;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** The way through (net/ipv4/ip_forward.c): TTL, MTU, redirect, FORWARD, and out. */
public final class IpForward {
  private final Ipv4Stack stack;

  IpForward(Ipv4Stack stack) {
    this.stack = stack;
  }

  void forward(Skb skb, Device in, InputRoute.Accepted found) {
    Route route = found.route();
    Ipv4Packet packet = skb.ip();
    if (skb.packetType() != Skb.PacketType.HOST) {
      skb.drop(in, "ip_forward", DropReason.OTHERHOST, "a broadcast frame is not forwarded");
      return;
    }
    if (packet.ttl() <= 1) {
      stack.mib().count(Counter.IP_IN_HEADER_ERRORS);
      stack.icmp().sendError(skb, IcmpMessage.TIME_EXCEEDED, IcmpMessage.TTL_EXCEEDED, 0);
      skb.drop(in, "ip_forward", DropReason.IP_TTL_EXCEEDED, "ttl " + packet.ttl());
      return;
    }
    stack.mib().count(Counter.IP_FORWARDED);
    if (exceeds(skb, route.mtu())) {
      stack.mib().count(Counter.IP_FRAGMENT_FAILS);
      tooBig(skb, in, route);
      return;
    }
    skb.setPacket(packet.withTtl(packet.ttl() - 1));
    skb.trace(in, "ip_forward", IpForward::decremented);
    if (found.redirect()) {
      stack.icmp().sendRedirect(skb, route);
    }
    if (!stack.hooks().isIdle()) {
      Verdict verdict = stack.hooks().run(Hook.FORWARD, skb, in.some(), route.out().some());
      if (verdict != Verdict.ACCEPT) {
        return;
      }
    }
    stack.output().output(skb, in.some(), route);
  }

  private static HopEvent decremented(Hop hop) {
    return new HopEvent.TtlDecremented(hop, ((Ipv4Packet) hop.packet()).ttl());
  }

  /** {@code ip_exceeds_mtu}. */
  private static boolean exceeds(Skb skb, int mtu) {
    return skb.ip().length() > mtu && !Fragmenter.mayCut(skb, mtu);
  }

  private void tooBig(Skb skb, Device in, Route route) {
    stack
        .icmp()
        .sendError(
            skb,
            IcmpMessage.DESTINATION_UNREACHABLE,
            IcmpMessage.FRAGMENTATION_NEEDED,
            route.mtu());
    String detail = skb.ip().length() + " octets, mtu " + route.mtu() + ", DF set";
    skb.drop(in, "ip_forward", DropReason.PKT_TOO_BIG, detail);
  }
}
