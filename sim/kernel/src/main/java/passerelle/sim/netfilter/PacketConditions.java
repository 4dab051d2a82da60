package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.DscpMatch;
import passerelle.netfilter.IprangeMatch;
import passerelle.netfilter.LengthMatch;
import passerelle.netfilter.MacMatch;
import passerelle.netfilter.OwnerMatch;
import passerelle.netfilter.PkttypeMatch;
import passerelle.netfilter.TcpmssMatch;
import passerelle.netfilter.TosMatch;
import passerelle.netfilter.TtlMatch;
import passerelle.netfilter.TypeOfService;
import passerelle.sim.link.Skb;

/**
 * What looks at one field of the packet or its frame (net/netfilter/xt_length.c, xt_mark.c,
 * xt_mac.c and their like).
 */
final class PacketConditions {
  private PacketConditions() {}

  static Condition length(LengthMatch match) {
    return p -> match.lengths().contains(p.length()) != match.negated();
  }

  static Condition ttl(TtlMatch match) {
    int ttl = match.ttl();
    return switch (match.comparison()) {
      case EQUAL -> p -> p.skb().ip().ttl() == ttl;
      case NOT_EQUAL -> p -> p.skb().ip().ttl() != ttl;
      case LESS -> p -> p.skb().ip().ttl() < ttl;
      case GREATER -> p -> p.skb().ip().ttl() > ttl;
    };
  }

  static Condition dscp(DscpMatch match) {
    return p -> p.skb().ip().header().tos() >> 2 == match.dscp() != match.negated();
  }

  static Condition tos(TosMatch match) {
    TypeOfService wanted = match.tos();
    return p -> (p.skb().ip().header().tos() & wanted.mask()) == wanted.value() != match.negated();
  }

  /** Only a frame that came in has a source address (net/netfilter/xt_mac.c). */
  static Condition mac(MacMatch match) {
    return p ->
        p.in().isPresent()
            && !p.in().get().isLoopback()
            && p.skb().source().equals(match.address()) != match.negated();
  }

  /**
   * A packet that lo brought back counts as broadcast or multicast by its address
   * (net/netfilter/xt_pkttype.c).
   */
  static Condition packetType(PkttypeMatch match) {
    return p -> typeOf(p) == match.type() != match.negated();
  }

  private static PkttypeMatch.Type typeOf(PacketContext packet) {
    if (packet.in().isEmpty() || packet.inName().equals("lo")) {
      return packet.destination().isMulticast()
          ? PkttypeMatch.Type.MULTICAST
          : PkttypeMatch.Type.UNICAST;
    }
    Skb.PacketType type = packet.skb().packetType();
    return switch (type) {
      case BROADCAST -> PkttypeMatch.Type.BROADCAST;
      case MULTICAST -> PkttypeMatch.Type.MULTICAST;
      case HOST, OTHERHOST -> PkttypeMatch.Type.UNICAST;
    };
  }

  /** A segment that announces no size is as one of another size (net/netfilter/xt_tcpmss.c). */
  static Condition tcpmss(TcpmssMatch match) {
    return p ->
        p.tcp()
            .map(
                segment ->
                    segment.options().mss().stream().anyMatch(match.sizes()::contains)
                        != match.negated())
            .orElse(false);
  }

  static Condition range(IprangeMatch match) {
    boolean sourceNegated = match.sourceNegated();
    boolean destinationNegated = match.destinationNegated();
    return p ->
        within(match.source(), p.source(), sourceNegated)
            && within(match.destination(), p.destination(), destinationNegated);
  }

  private static boolean within(
      Optional<IprangeMatch.Range> range, IpAddress address, boolean negated) {
    if (range.isEmpty()) {
      return true;
    }
    boolean inside =
        address.compareTo(range.get().first()) >= 0 && address.compareTo(range.get().last()) <= 0;
    return inside != negated;
  }

  /** Packets of our own have a socket, which is root's; forwarded ones have none. */
  static Condition owner(OwnerMatch match) {
    return p -> {
      if (p.in().isPresent()) {
        boolean asksId = match.uid().isPresent() || match.gid().isPresent();
        return !asksId && match.socketNegated();
      }
      return !match.socketNegated()
          && is(match.uid(), match.uidNegated())
          && is(match.gid(), match.gidNegated());
    };
  }

  private static boolean is(Optional<OwnerMatch.Ids> ids, boolean negated) {
    return ids.isEmpty() || ids.get().contains(0) != negated;
  }
}
