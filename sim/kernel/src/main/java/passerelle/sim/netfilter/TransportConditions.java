package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import passerelle.netfilter.IcmpMatch;
import passerelle.netfilter.MultiportMatch;
import passerelle.netfilter.PortRange;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.TcpFlags;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;

/** Ports, TCP flags and ICMP types (net/netfilter/xt_tcpudp.c, xt_multiport.c). */
final class TransportConditions {
  private TransportConditions() {}

  /** A packet without the header asked for, such as a later fragment, never matches. */
  static Condition ports(PortsMatch match) {
    List<Condition> parts = new ArrayList<>();
    if (match.source().isPresent()) {
      PortRange range = match.source().get();
      boolean negated = match.negations().source();
      parts.add(p -> range.contains(p.sourcePort()) != negated);
    }
    if (match.destination().isPresent()) {
      PortRange range = match.destination().get();
      boolean negated = match.negations().destination();
      parts.add(p -> range.contains(p.destinationPort()) != negated);
    }
    if (match.flags().isPresent()) {
      TcpFlags flags = match.flags().get();
      boolean negated = match.negations().flags();
      parts.add(p -> flags(p, flags) != negated);
    }
    if (match.tcpOption().isPresent()) {
      int kind = match.tcpOption().getAsInt();
      boolean negated = match.negations().tcpOption();
      parts.add(p -> p.tcp().filter(t -> hasOption(t.options(), kind)).isPresent() != negated);
    }
    Condition[] all = parts.toArray(Condition[]::new);
    return p -> p.hasPorts() && all(all, p);
  }

  static boolean all(Condition[] conditions, PacketContext packet) {
    for (Condition condition : conditions) {
      if (!condition.test(packet)) {
        return false;
      }
    }
    return true;
  }

  private static boolean flags(PacketContext packet, TcpFlags wanted) {
    return packet.skb().ip().transport() instanceof TcpSegment tcp
        && (tcp.flags() & wanted.mask()) == wanted.set();
  }

  /** Option kinds of RFC 9293, 7323 and 2018. */
  private static boolean hasOption(TcpOptions options, int kind) {
    return switch (kind) {
      case 2 -> options.mss().isPresent();
      case 3 -> options.windowScale().isPresent();
      case 4 -> options.sackPermitted();
      case 5 -> !options.sackBlocks().isEmpty();
      case 8 -> options.timestamps().isPresent();
      default -> false;
    };
  }

  static Condition multiport(MultiportMatch match) {
    PortRange[] ranges = match.ports().toArray(PortRange[]::new);
    boolean negated = match.negated();
    MultiportMatch.Which which = match.which();
    return p -> p.hasPorts() && any(ranges, which, p) != negated;
  }

  private static boolean any(PortRange[] ranges, MultiportMatch.Which which, PacketContext p) {
    for (PortRange range : ranges) {
      if (which != MultiportMatch.Which.DESTINATION && range.contains(p.sourcePort())
          || which != MultiportMatch.Which.SOURCE && range.contains(p.destinationPort())) {
        return true;
      }
    }
    return false;
  }

  static Condition icmp(IcmpMatch match) {
    boolean negated = match.negated();
    return p ->
        p.protocol() == IpProtocol.ICMP
            && p.skb().ip().transport() instanceof IcmpMessage icmp
            && (match.isAny() || isOf(icmp, match)) != negated;
  }

  private static boolean isOf(IcmpMessage icmp, IcmpMatch match) {
    return icmp.type() == match.type() && (match.code() < 0 || icmp.code() == match.code());
  }
}
