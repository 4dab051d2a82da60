package passerelle.sim.netfilter;

import passerelle.lab.LabDate;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.AddrtypeMatch;
import passerelle.netfilter.CommentMatch;
import passerelle.netfilter.ConnlimitMatch;
import passerelle.netfilter.ConntrackMatch;
import passerelle.netfilter.DscpMatch;
import passerelle.netfilter.FragmentMatch;
import passerelle.netfilter.HashlimitMatch;
import passerelle.netfilter.IcmpMatch;
import passerelle.netfilter.InterfaceMatch;
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
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.QuotaMatch;
import passerelle.netfilter.RecentMatch;
import passerelle.netfilter.SetMatch;
import passerelle.netfilter.StatisticMatch;
import passerelle.netfilter.StringMatch;
import passerelle.netfilter.TcpmssMatch;
import passerelle.netfilter.TimeMatch;
import passerelle.netfilter.TosMatch;
import passerelle.netfilter.TtlMatch;

/**
 * Makes matches ready ({@code xt_check_match}). Those of the header are asked all at once, before
 * the others ({@link HeaderMatch}).
 */
record Conditions(MatchTables tables) implements Match.Visitor<Condition> {
  @Override
  public Condition address(AddressMatch match) {
    return HeaderMatch.of(match)::fits;
  }

  @Override
  public Condition device(InterfaceMatch match) {
    return HeaderMatch.of(match)::fits;
  }

  @Override
  public Condition protocol(ProtocolMatch match) {
    return HeaderMatch.of(match)::fits;
  }

  @Override
  public Condition fragment(FragmentMatch match) {
    return ((Condition) p -> p.fragmentOffset() != 0).negate(match.negated());
  }

  @Override
  public Condition ports(PortsMatch match) {
    return TransportConditions.ports(match);
  }

  @Override
  public Condition multiport(MultiportMatch match) {
    return TransportConditions.multiport(match);
  }

  @Override
  public Condition icmp(IcmpMatch match) {
    return TransportConditions.icmp(match);
  }

  @Override
  public Condition conntrack(ConntrackMatch match) {
    return ConntrackConditions.of(match);
  }

  @Override
  public Condition addrtype(AddrtypeMatch match) {
    return new AddrtypeCondition(match);
  }

  @Override
  public Condition mark(MarkMatch match) {
    return ConntrackConditions.mark(match);
  }

  @Override
  public Condition mac(MacMatch match) {
    return PacketConditions.mac(match);
  }

  @Override
  public Condition comment(CommentMatch match) {
    return p -> true;
  }

  @Override
  public Condition limit(LimitMatch match) {
    return new LimitCondition(match);
  }

  @Override
  public Condition physdev(PhysdevMatch match) {
    return new PhysdevCondition(match);
  }

  @Override
  public Condition pkttype(PkttypeMatch match) {
    return PacketConditions.packetType(match);
  }

  @Override
  public Condition length(LengthMatch match) {
    return PacketConditions.length(match);
  }

  @Override
  public Condition ttl(TtlMatch match) {
    return PacketConditions.ttl(match);
  }

  @Override
  public Condition dscp(DscpMatch match) {
    return PacketConditions.dscp(match);
  }

  @Override
  public Condition tos(TosMatch match) {
    return PacketConditions.tos(match);
  }

  @Override
  public Condition quota(QuotaMatch match) {
    return new QuotaCondition(match);
  }

  @Override
  public Condition owner(OwnerMatch match) {
    return PacketConditions.owner(match);
  }

  @Override
  public Condition statistic(StatisticMatch match) {
    return new StatisticCondition(match, tables.random());
  }

  @Override
  public Condition iprange(IprangeMatch match) {
    return PacketConditions.range(match);
  }

  @Override
  public Condition connlimit(ConnlimitMatch match) {
    return new ConnlimitCondition(match, tables.conntrack().table());
  }

  @Override
  public Condition recent(RecentMatch match) {
    return new RecentCondition(match, tables.recent(match));
  }

  @Override
  public Condition hashlimit(HashlimitMatch match) {
    HashlimitTable table = tables.hashlimit(match);
    return p -> table.admits(p, p.skb().machine().now()) != match.above();
  }

  @Override
  public Condition string(StringMatch match) {
    return new StringCondition(match);
  }

  @Override
  public Condition time(TimeMatch match) {
    return p -> match.holdsAt(LabDate.at(p.skb().machine().now()).getEpochSecond());
  }

  @Override
  public Condition set(SetMatch match) {
    return SetConditions.of(match, tables.sets());
  }

  @Override
  public Condition tcpmss(TcpmssMatch match) {
    return PacketConditions.tcpmss(match);
  }
}
