package passerelle.sim.netfilter;

import passerelle.lab.LabDate;
import passerelle.netfilter.AddrtypeMatch;
import passerelle.netfilter.CommentMatch;
import passerelle.netfilter.ConnlimitMatch;
import passerelle.netfilter.ConntrackMatch;
import passerelle.netfilter.FragmentMatch;
import passerelle.netfilter.HashlimitMatch;
import passerelle.netfilter.IcmpMatch;
import passerelle.netfilter.IprangeMatch;
import passerelle.netfilter.LengthMatch;
import passerelle.netfilter.LimitMatch;
import passerelle.netfilter.MacMatch;
import passerelle.netfilter.MarkMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.MultiportMatch;
import passerelle.netfilter.OwnerMatch;
import passerelle.netfilter.PhysdevMatch;
import passerelle.netfilter.PkttypeMatch;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.RecentMatch;
import passerelle.netfilter.SetMatch;
import passerelle.netfilter.StatisticMatch;
import passerelle.netfilter.StringMatch;
import passerelle.netfilter.TimeMatch;
import passerelle.netfilter.TtlMatch;

/** Makes the matches of extensions ready; those of the header are in {@link HeaderMatch}. */
final class Conditions {
  private Conditions() {}

  static Condition of(Match match, MatchTables tables) {
    if (match instanceof FragmentMatch m) {
      return ((Condition) p -> p.fragmentOffset() != 0).negate(m.negated());
    }
    if (match instanceof PortsMatch m) {
      return TransportConditions.ports(m);
    }
    if (match instanceof MultiportMatch m) {
      return TransportConditions.multiport(m);
    }
    if (match instanceof IcmpMatch m) {
      return TransportConditions.icmp(m);
    }
    if (match instanceof ConntrackMatch m) {
      return ConntrackConditions.of(m);
    }
    return other(match, tables);
  }

  private static Condition other(Match match, MatchTables tables) {
    if (match instanceof MarkMatch m) {
      return ConntrackConditions.mark(m);
    }
    if (match instanceof AddrtypeMatch m) {
      return new AddrtypeCondition(m);
    }
    if (match instanceof LimitMatch m) {
      return new LimitCondition(m);
    }
    if (match instanceof StatisticMatch m) {
      return new StatisticCondition(m, tables.random());
    }
    if (match instanceof PhysdevMatch m) {
      return new PhysdevCondition(m);
    }
    if (match instanceof OwnerMatch m) {
      return PacketConditions.owner(m);
    }
    if (match instanceof MacMatch m) {
      return PacketConditions.mac(m);
    }
    if (match instanceof PkttypeMatch m) {
      return PacketConditions.packetType(m);
    }
    if (match instanceof LengthMatch m) {
      return PacketConditions.length(m);
    }
    if (match instanceof TtlMatch m) {
      return PacketConditions.ttl(m);
    }
    if (match instanceof IprangeMatch m) {
      return PacketConditions.range(m);
    }
    if (match instanceof CommentMatch) {
      return p -> true;
    }
    return remembering(match, tables);
  }

  /** Those that know more than the packet. */
  private static Condition remembering(Match match, MatchTables tables) {
    if (match instanceof ConnlimitMatch m) {
      return new ConnlimitCondition(m, tables.conntrack().table());
    }
    if (match instanceof RecentMatch m) {
      return new RecentCondition(m, tables.recent(m));
    }
    if (match instanceof HashlimitMatch m) {
      HashlimitTable table = tables.hashlimit(m);
      return p -> table.admits(p, p.skb().machine().now()) != m.above();
    }
    if (match instanceof StringMatch m) {
      return new StringCondition(m);
    }
    if (match instanceof SetMatch m) {
      return SetConditions.of(m, tables.sets());
    }
    if (match instanceof TimeMatch m) {
      return p -> m.holdsAt(LabDate.at(p.skb().machine().now()).getEpochSecond());
    }
    throw new IllegalStateException("no condition for " + match);
  }
}
