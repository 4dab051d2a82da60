package passerelle.netfilter;

/**
 * A condition of a rule: one of the tests that iptables does itself (addresses, interfaces,
 * protocol, fragments) or one extension loaded with {@code -m}. Each value knows how iptables
 * prints it.
 */
public sealed interface Match
    permits AddressMatch,
        InterfaceMatch,
        ProtocolMatch,
        FragmentMatch,
        PortsMatch,
        MultiportMatch,
        IcmpMatch,
        ConntrackMatch,
        AddrtypeMatch,
        MarkMatch,
        MacMatch,
        CommentMatch,
        LimitMatch,
        PhysdevMatch,
        PkttypeMatch,
        LengthMatch,
        TtlMatch,
        DscpMatch,
        TosMatch,
        QuotaMatch,
        OwnerMatch,
        StatisticMatch,
        IprangeMatch,
        ConnlimitMatch,
        RecentMatch,
        HashlimitMatch,
        StringMatch,
        TimeMatch,
        SetMatch,
        TcpmssMatch {

  /** Calls the visitor's method for this match. */
  <R> R accept(Visitor<R> visitor);

  /** Says something of each match, so that none is forgotten. */
  interface Visitor<R> {
    R address(AddressMatch match);

    R device(InterfaceMatch match);

    R protocol(ProtocolMatch match);

    R fragment(FragmentMatch match);

    R ports(PortsMatch match);

    R multiport(MultiportMatch match);

    R icmp(IcmpMatch match);

    R conntrack(ConntrackMatch match);

    R addrtype(AddrtypeMatch match);

    R mark(MarkMatch match);

    R mac(MacMatch match);

    R comment(CommentMatch match);

    R limit(LimitMatch match);

    R physdev(PhysdevMatch match);

    R pkttype(PkttypeMatch match);

    R length(LengthMatch match);

    R ttl(TtlMatch match);

    R dscp(DscpMatch match);

    R tos(TosMatch match);

    R quota(QuotaMatch match);

    R owner(OwnerMatch match);

    R statistic(StatisticMatch match);

    R iprange(IprangeMatch match);

    R connlimit(ConnlimitMatch match);

    R recent(RecentMatch match);

    R hashlimit(HashlimitMatch match);

    R string(StringMatch match);

    R time(TimeMatch match);

    R set(SetMatch match);

    R tcpmss(TcpmssMatch match);
  }

  /** As {@code iptables -S} prints it, such as {@code -m tcp --dport 80}; empty when it is mute. */
  String text();

  /** As {@code iptables -L} prints it behind the addresses; empty for what has a column. */
  default String listing(ListingStyle style) {
    return "";
  }

  /**
   * Place in the order in which iptables prints: its own tests first, extensions (6) in the order
   * given.
   */
  default int rank() {
    return 6;
  }
}
