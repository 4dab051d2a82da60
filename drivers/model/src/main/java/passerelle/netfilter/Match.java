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
        OwnerMatch,
        StatisticMatch,
        IprangeMatch,
        ConnlimitMatch,
        RecentMatch,
        HashlimitMatch,
        StringMatch,
        TimeMatch,
        SetMatch {

  /** As {@code iptables -S} prints it, such as {@code -m tcp --dport 80}; empty when it is mute. */
  String text();

  /** As {@code iptables -L} prints it behind the addresses; empty for what has a column. */
  String listing(ListingStyle style);

  /**
   * Place in the order in which iptables prints: its own tests first, extensions (6) in the order
   * given.
   */
  default int rank() {
    return 6;
  }
}
