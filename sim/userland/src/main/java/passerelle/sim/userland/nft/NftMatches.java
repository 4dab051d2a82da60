package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.addr.Family;
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
import passerelle.netfilter.PortRange;
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
import passerelle.text.WordMap;

/**
 * How {@code nft} writes the matches of a rule of iptables: what is an expression of nftables by
 * itself (iptables/nft-ruleparse.c), and what is an extension that it translates (the {@code xlate}
 * functions of extensions/lib*.c). The rest is {@code xt match "NAME"}. Words are empty for one
 * that says nothing.
 */
record NftMatches(Family family) implements Match.Visitor<String> {
  private static final Map<String, Integer> ICMP_TYPES =
      WordMap.numbers(
          """
          echo-reply=0 destination-unreachable=3 source-quench=4 redirect=5 echo-request=8
          router-advertisement=9 router-solicitation=10 time-exceeded=11 parameter-problem=12
          timestamp-request=13 timestamp-reply=14
          """);

  /** The number of a type of ICMP. */
  static OptionalInt icmpType(String name) {
    Integer type = ICMP_TYPES.get(name);
    return type == null ? OptionalInt.empty() : OptionalInt.of(type);
  }

  /** The name of a type of ICMP. */
  static Optional<String> icmpName(int type) {
    return ICMP_TYPES.keySet().stream().filter(name -> ICMP_TYPES.get(name) == type).findFirst();
  }

  private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg");

  private static final String EITHER = "0-65535";

  /** Whether it is an extension to nftables, translated or not. */
  static boolean isExtension(Match match) {
    return !(match instanceof AddressMatch
        || match instanceof InterfaceMatch
        || match instanceof ProtocolMatch
        || match instanceof FragmentMatch
        || match instanceof LimitMatch
        || match instanceof MarkMatch mark && !mark.connection()
        || match instanceof PortsMatch ports && isNative(ports));
  }

  private static boolean isNative(PortsMatch ports) {
    return (ports.module().equals("tcp") || ports.module().equals("udp"))
        && ports.tcpOption().isEmpty();
  }

  /** How an address, and what else is not the same in both families, begins. */
  private String ip() {
    return family == Family.IPV4 ? "ip " : "ip6 ";
  }

  static String not(boolean negated) {
    return negated ? "!= " : "";
  }

  @Override
  public String address(AddressMatch match) {
    String field = ip() + (match.side() == AddressMatch.Side.SOURCE ? "saddr " : "daddr ");
    String text = match.network().text();
    int slash = text.indexOf('/');
    if (slash >= 0 && text.indexOf('.', slash) > 0) {
      String mask = text.substring(slash + 1);
      return field + "& " + mask + (match.negated() ? " != " : " == ") + text.substring(0, slash);
    }
    String host =
        text.endsWith(family == Family.IPV4 ? "/32" : "/128") ? text.substring(0, slash) : text;
    return field + not(match.negated()) + host;
  }

  @Override
  public String device(InterfaceMatch match) {
    if (match.name().equals("+")) {
      return "";
    }
    String field = match.side() == InterfaceMatch.Side.IN ? "iifname " : "oifname ";
    return field + not(match.negated()) + '"' + match.name().replaceFirst("\\+$", "*") + '"';
  }

  static String range(PortRange ports) {
    return ports.isSingle() ? "" + ports.first() : ports.first() + "-" + ports.last();
  }

  @Override
  public String ports(PortsMatch match) {
    List<String> words = new ArrayList<>();
    String module = match.module();
    match
        .source()
        .ifPresent(p -> words.add(module + " sport " + not(match.negations().source()) + range(p)));
    match
        .destination()
        .ifPresent(
            p -> words.add(module + " dport " + not(match.negations().destination()) + range(p)));
    match
        .flags()
        .ifPresent(
            f ->
                words.add(
                    f.set() == 0
                        ? "tcp flags "
                            + (match.negations().flags() ? "" : "! ")
                            + flags(f.mask(), ",")
                        : "tcp flags & ("
                            + flags(f.mask(), " | ")
                            + (match.negations().flags() ? ") != " : ") == ")
                            + flags(f.set(), " | ")));
    return String.join(" ", words);
  }

  private static String flags(int bits, String separator) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FLAGS.size(); i++) {
      if ((bits & 1 << i) != 0) {
        words.add(FLAGS.get(i));
      }
    }
    return String.join(separator, words);
  }

  @Override
  public String mark(MarkMatch match) {
    if (match.connection()) {
      String value = "0x" + Integer.toHexString(match.value());
      return match.mask() == ~0
          ? "ct mark " + not(match.negated()) + value
          : "ct mark and 0x"
              + Integer.toHexString(match.mask())
              + (match.negated() ? " != " : " == ")
              + value;
    }
    String value = "0x%08x".formatted(match.value());
    return match.mask() == ~0
        ? "meta mark " + not(match.negated()) + value
        : "meta mark & 0x%08x %s %s".formatted(match.mask(), match.negated() ? "!=" : "==", value);
  }

  @Override
  public String protocol(ProtocolMatch match) {
    String name = match.text().replaceFirst("^(! )?-p ", "");
    String field = family == Family.IPV4 ? "ip protocol " : "meta l4proto ";
    return field + not(match.negated()) + name;
  }

  @Override
  public String fragment(FragmentMatch match) {
    return "ip frag-off & 0x1fff " + (match.negated() ? "== 0x0" : "!= 0x0");
  }

  @Override
  public String limit(LimitMatch match) {
    String rate = match.text().replaceFirst("^.*--limit ([^ ]+).*$", "$1");
    String words = rate.replace("/sec", "/second").replace("/min", "/minute");
    return "limit rate " + words + " burst " + match.burst() + " packets";
  }

  @Override
  public String conntrack(ConntrackMatch match) {
    return NftConntrack.text(match);
  }

  @Override
  public String comment(CommentMatch match) {
    return "";
  }

  @Override
  public String pkttype(PkttypeMatch match) {
    return "pkttype " + not(match.negated()) + match.type().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String length(LengthMatch match) {
    return "meta length " + not(match.negated()) + range(match.lengths());
  }

  @Override
  public String tcpmss(TcpmssMatch match) {
    return "tcp option maxseg size " + not(match.negated()) + range(match.sizes());
  }

  @Override
  public String ttl(TtlMatch match) {
    String sign =
        switch (match.comparison()) {
          case EQUAL -> "";
          case NOT_EQUAL -> "!= ";
          case LESS -> "lt ";
          case GREATER -> "gt ";
        };
    return (family == Family.IPV4 ? "ip ttl " : "ip6 hoplimit ") + sign + match.ttl();
  }

  @Override
  public String tos(TosMatch match) {
    return untranslated(match);
  }

  @Override
  public String dscp(DscpMatch match) {
    return ip() + "dscp " + not(match.negated()) + match.hex();
  }

  @Override
  public String quota(QuotaMatch match) {
    return "quota " + (match.negated() ? "over " : "") + match.octets() + " bytes";
  }

  @Override
  public String mac(MacMatch match) {
    return "ether saddr " + not(match.negated()) + match.address();
  }

  @Override
  public String iprange(IprangeMatch match) {
    List<String> words = new ArrayList<>();
    match.source().ifPresent(r -> words.add(addresses("saddr ", match.sourceNegated(), r)));
    match
        .destination()
        .ifPresent(r -> words.add(addresses("daddr ", match.destinationNegated(), r)));
    return String.join(" ", words);
  }

  private String addresses(String field, boolean negated, IprangeMatch.Range range) {
    return ip() + field + not(negated) + range.first() + "-" + range.last();
  }

  @Override
  public String owner(OwnerMatch match) {
    boolean oneUser = match.uid().filter(ids -> ids.first() == ids.last()).isPresent();
    return oneUser && match.gid().isEmpty() && !match.socketExists()
        ? "skuid " + not(match.uidNegated()) + match.uid().get().first()
        : untranslated(match);
  }

  @Override
  public String time(TimeMatch match) {
    return NftTime.text(match);
  }

  @Override
  public String physdev(PhysdevMatch match) {
    return untranslated(match);
  }

  @Override
  public String connlimit(ConnlimitMatch match) {
    return untranslated(match);
  }

  @Override
  public String recent(RecentMatch match) {
    return untranslated(match);
  }

  @Override
  public String hashlimit(HashlimitMatch match) {
    return untranslated(match);
  }

  @Override
  public String string(StringMatch match) {
    return untranslated(match);
  }

  @Override
  public String set(SetMatch match) {
    return untranslated(match);
  }

  private static String untranslated(Match match) {
    return "xt match \"" + match.text().replaceFirst("^.*?-m ([a-z0-9]+).*$", "$1") + '"';
  }

  @Override
  public String addrtype(AddrtypeMatch match) {
    List<String> words = new ArrayList<>();
    String device =
        switch (match.limit()) {
          case NONE -> "";
          case IN -> " . iif";
          case OUT -> " . oif";
        };
    match
        .source()
        .ifPresent(
            s -> words.add("fib saddr" + device + " type " + types(s, match.sourceNegated())));
    match
        .destination()
        .ifPresent(
            d -> words.add("fib daddr" + device + " type " + types(d, match.destinationNegated())));
    return String.join(" ", words);
  }

  private static String types(Set<AddrtypeMatch.AddressType> types, boolean negated) {
    List<String> names =
        types.stream().sorted().map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
    String list = names.size() == 1 ? names.get(0) : "{ " + String.join(", ", names) + " }";
    return not(negated) + list;
  }

  @Override
  public String multiport(MultiportMatch match) {
    if (match.which() == MultiportMatch.Which.EITHER) {
      return eitherPort(match);
    }
    String field = match.which() == MultiportMatch.Which.SOURCE ? " sport " : " dport ";
    List<String> ports = match.ports().stream().map(NftMatches::range).toList();
    String list = ports.size() == 1 ? ports.get(0) : "{ " + String.join(", ", ports) + " }";
    return match.protocol() + field + not(match.negated()) + list;
  }

  private static String eitherPort(MultiportMatch match) {
    String pairs =
        match.ports().stream()
            .map(p -> EITHER + " . " + range(p) + ", " + range(p) + " . " + EITHER)
            .collect(Collectors.joining(", "));
    String protocol = match.protocol();
    String fields = protocol + " sport . " + protocol + " dport ";
    return fields + not(match.negated()) + "{ " + pairs + " }";
  }

  @Override
  public String icmp(IcmpMatch match) {
    String text = match.text();
    boolean four = family == Family.IPV4;
    if (four && text.contains("any")) {
      return "ip protocol icmp";
    }
    Optional<String> known = four ? icmpName(match.type()) : NftValues.icmp6Name(match.type());
    return known
        .filter(name -> !text.contains("/"))
        .map(name -> (four ? "icmp" : "icmpv6") + " type " + not(match.negated()) + name)
        .orElseGet(() -> untranslated(match));
  }

  @Override
  public String statistic(StatisticMatch match) {
    if (match.every() == 0) {
      return "meta random & 2147483647 " + (match.negated() ? ">= " : "< ") + match.probability();
    }
    return "numgen inc mod " + match.every() + " " + not(match.negated()) + match.packet();
  }
}
