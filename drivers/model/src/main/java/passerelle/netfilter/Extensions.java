package passerelle.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.text.WordSet;

/** All extensions: those modelled, and the names of the real ones that are not. */
final class Extensions {
  private static final List<Extension<Match>> MATCHES =
      List.of(
          PortsMatch.TCP,
          PortsMatch.UDP,
          PortsMatch.SCTP,
          PortsMatch.DCCP,
          MultiportMatch.EXTENSION,
          ConntrackMatch.CONNTRACK,
          ConntrackMatch.STATE,
          AddrtypeMatch.EXTENSION,
          MarkMatch.MARK,
          MarkMatch.CONNMARK,
          MacMatch.EXTENSION,
          CommentMatch.EXTENSION,
          LimitMatch.EXTENSION,
          PhysdevMatch.EXTENSION,
          PkttypeMatch.EXTENSION,
          LengthMatch.EXTENSION,
          DscpMatch.EXTENSION,
          TosMatch.EXTENSION,
          QuotaMatch.EXTENSION,
          OwnerMatch.EXTENSION,
          StatisticMatch.EXTENSION,
          ConnlimitMatch.EXTENSION,
          RecentMatch.EXTENSION,
          HashlimitMatch.EXTENSION,
          StringMatch.EXTENSION,
          TimeMatch.EXTENSION,
          IprangeMatch.EXTENSION,
          SetMatch.EXTENSION,
          TcpmssMatch.EXTENSION);
  private static final List<Extension<Target>> TARGETS =
      List.of(
          RejectTarget.EXTENSION,
          NatTarget.DNAT,
          NatTarget.SNAT,
          NatTarget.MASQUERADE,
          NatTarget.REDIRECT,
          LogTarget.EXTENSION,
          MarkTarget.EXTENSION,
          ConnmarkTarget.EXTENSION,
          NotrackTarget.NOTRACK,
          NotrackTarget.CT,
          TcpmssTarget.EXTENSION,
          TosTarget.TOS,
          TosTarget.DSCP,
          NetmapTarget.EXTENSION,
          TraceTarget.EXTENSION,
          SetTarget.EXTENSION);
  private static final Set<String> OTHER_MATCHES =
      WordSet.of(
          """
          ah bpf cgroup cluster connbytes connlabel cpu devgroup ecn esp helper ipcomp ipvs
          nfacct osf policy rateest realm rpfilter socket u32
          """);
  private static final Set<String> OTHER_TARGETS =
      WordSet.of(
          """
          AUDIT CHECKSUM CLASSIFY CLUSTERIP CONNSECMARK ECN HMARK IDLETIMER LED NFLOG
          NFQUEUE QUEUE RATEEST SECMARK SYNPROXY TCPOPTSTRIP TEE TPROXY ULOG
          """);

  private Extensions() {}

  static Extension<Match> match(String name, Family family) throws IptablesException {
    boolean v4 = family == Family.IPV4;
    if (name.equals(v4 ? "icmp" : "icmp6")) {
      return v4 ? IcmpMatch.V4 : IcmpMatch.V6;
    }
    if (name.equals(v4 ? "ttl" : "hl")) {
      return v4 ? TtlMatch.TTL : TtlMatch.HL;
    }
    Optional<Extension<Match>> found = find(MATCHES, name);
    if (found.isEmpty()) {
      if (OTHER_MATCHES.contains(name)) {
        throw IptablesException.unmodelled("match " + name);
      }
      throw IptablesException.parameter(
          "Couldn't load match `" + name + "':No such file or directory\n");
    }
    return found.get();
  }

  /** The match that a protocol's name stands for, so that {@code -p tcp --dport} works alone. */
  static Optional<Extension<Match>> ofProtocol(int protocol, Family family) {
    String name = Protocols.name(protocol);
    if (name.equals("icmp")) {
      return family == Family.IPV4 ? Optional.of(IcmpMatch.V4) : Optional.empty();
    }
    if (name.equals("ipv6-icmp") || name.equals("mobility-header")) {
      return family == Family.IPV6 && protocol == 58 ? Optional.of(IcmpMatch.V6) : Optional.empty();
    }
    return find(MATCHES, name);
  }

  /** The target extension of that name; empty when the name may be a chain's. */
  static Optional<Extension<Target>> target(String name, Family family) throws IptablesException {
    boolean v4 = family == Family.IPV4;
    if (name.equals(v4 ? "TTL" : "HL")) {
      return Optional.of(v4 ? TtlTarget.TTL : TtlTarget.HL);
    }
    if (OTHER_TARGETS.contains(name)) {
      throw IptablesException.unmodelled("target " + name);
    }
    return find(TARGETS, name);
  }

  /** Names that a chain cannot have. */
  static boolean isTargetName(String name) {
    return Set.of("ACCEPT", "DROP", "RETURN", "TTL", "HL").contains(name)
        || OTHER_TARGETS.contains(name)
        || find(TARGETS, name).isPresent();
  }

  private static <T> Optional<Extension<T>> find(List<Extension<T>> among, String name) {
    return among.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}
