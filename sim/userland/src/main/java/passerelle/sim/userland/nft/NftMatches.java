package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.AddrtypeMatch;
import passerelle.netfilter.CommentMatch;
import passerelle.netfilter.ConntrackMatch;
import passerelle.netfilter.FragmentMatch;
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
import passerelle.netfilter.PkttypeMatch;
import passerelle.netfilter.PortRange;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.StatisticMatch;
import passerelle.netfilter.TimeMatch;
import passerelle.netfilter.TtlMatch;

/**
 * How {@code nft} writes the matches of a rule of iptables: what is an expression of nftables by
 * itself (iptables/nft-ruleparse.c), and what is an extension that it translates (the {@code xlate}
 * functions of extensions/lib*.c). The rest is {@code xt match "NAME"}.
 */
final class NftMatches {
  private static final Map<Integer, String> ICMP_TYPES =
      Map.ofEntries(
          Map.entry(0, "echo-reply"),
          Map.entry(3, "destination-unreachable"),
          Map.entry(4, "source-quench"),
          Map.entry(5, "redirect"),
          Map.entry(8, "echo-request"),
          Map.entry(9, "router-advertisement"),
          Map.entry(10, "router-solicitation"),
          Map.entry(11, "time-exceeded"),
          Map.entry(12, "parameter-problem"),
          Map.entry(13, "timestamp-request"),
          Map.entry(14, "timestamp-reply"));

  private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg");

  private NftMatches() {}

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

  /** The words of a match; empty for one that says nothing. */
  static String text(Match match, Family family) {
    String ip = family == Family.IPV4 ? "ip " : "ip6 ";
    if (match instanceof AddressMatch m) {
      return address(m, ip);
    }
    if (match instanceof InterfaceMatch m) {
      return device(m);
    }
    if (match instanceof ProtocolMatch m) {
      String name = m.text().replaceFirst("^(! )?-p ", "");
      String field = family == Family.IPV4 ? "ip protocol " : "meta l4proto ";
      return field + not(m.negated()) + name;
    }
    if (match instanceof FragmentMatch m) {
      return "ip frag-off & 0x1fff " + (m.negated() ? "== 0x0" : "!= 0x0");
    }
    if (match instanceof PortsMatch m) {
      return ports(m);
    }
    if (match instanceof LimitMatch m) {
      String rate = m.text().replaceFirst("^.*--limit ([^ ]+).*$", "$1");
      String words = rate.replace("/sec", "/second").replace("/min", "/minute");
      return "limit rate " + words + " burst " + m.burst() + " packets";
    }
    if (match instanceof MarkMatch m) {
      return mark(m);
    }
    return extension(match, ip);
  }

  static String not(boolean negated) {
    return negated ? "!= " : "";
  }

  private static String address(AddressMatch match, String ip) {
    String field = ip + (match.side() == AddressMatch.Side.SOURCE ? "saddr " : "daddr ");
    String text = match.network().text();
    int slash = text.indexOf('/');
    if (slash >= 0 && text.indexOf('.', slash) > 0) {
      String mask = text.substring(slash + 1);
      return field + "& " + mask + (match.negated() ? " != " : " == ") + text.substring(0, slash);
    }
    String host =
        text.endsWith(ip.equals("ip ") ? "/32" : "/128") ? text.substring(0, slash) : text;
    return field + not(match.negated()) + host;
  }

  private static String device(InterfaceMatch match) {
    if (match.name().equals("+")) {
      return "";
    }
    String field = match.side() == InterfaceMatch.Side.IN ? "iifname " : "oifname ";
    return field + not(match.negated()) + '"' + match.name().replaceFirst("\\+$", "*") + '"';
  }

  static String range(PortRange ports) {
    return ports.isSingle() ? "" + ports.first() : ports.first() + "-" + ports.last();
  }

  private static String ports(PortsMatch match) {
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

  private static String mark(MarkMatch match) {
    if (match.connection()) {
      String value = "0x" + Integer.toHexString(match.value());
      return match.mask() == ~0
          ? "ct mark " + not(match.negated()) + value
          : "ct mark and 0x"
              + Integer.toHexString(match.mask())
              + (match.negated() ? " != " : " == ")
              + value;
    }
    String value = String.format(Locale.ROOT, "0x%08x", match.value());
    return match.mask() == ~0
        ? "meta mark " + not(match.negated()) + value
        : String.format(
            Locale.ROOT,
            "meta mark & 0x%08x %s %s",
            match.mask(),
            match.negated() ? "!=" : "==",
            value);
  }

  private static String extension(Match match, String ip) {
    if (match instanceof ConntrackMatch m) {
      return NftConntrack.text(m);
    }
    if (match instanceof AddrtypeMatch m) {
      return addrtype(m);
    }
    if (match instanceof MultiportMatch m) {
      return m.which() == MultiportMatch.Which.EITHER ? eitherPort(m) : multiport(m);
    }
    if (match instanceof IcmpMatch m && ip.equals("ip ")) {
      return icmp(m);
    }
    if (match instanceof CommentMatch) {
      return "";
    }
    if (match instanceof PkttypeMatch m) {
      return "pkttype " + not(m.negated()) + m.type().name().toLowerCase(Locale.ROOT);
    }
    if (match instanceof LengthMatch m) {
      return "meta length " + not(m.negated()) + range(m.lengths());
    }
    if (match instanceof TtlMatch m) {
      String sign =
          switch (m.comparison()) {
            case EQUAL -> "";
            case NOT_EQUAL -> "!= ";
            case LESS -> "lt ";
            case GREATER -> "gt ";
          };
      return (ip.equals("ip ") ? "ip ttl " : "ip6 hoplimit ") + sign + m.ttl();
    }
    if (match instanceof MacMatch m) {
      return "ether saddr " + not(m.negated()) + m.address();
    }
    if (match instanceof StatisticMatch m) {
      return statistic(m);
    }
    return rarer(match, ip);
  }

  private static String rarer(Match match, String ip) {
    if (match instanceof IprangeMatch m) {
      List<String> words = new ArrayList<>();
      m.source()
          .ifPresent(
              r -> words.add(ip + "saddr " + not(m.sourceNegated()) + r.first() + "-" + r.last()));
      m.destination()
          .ifPresent(
              r ->
                  words.add(
                      ip + "daddr " + not(m.destinationNegated()) + r.first() + "-" + r.last()));
      return String.join(" ", words);
    }
    if (match instanceof OwnerMatch m
        && m.gid().isEmpty()
        && !m.socketExists()
        && m.uid().filter(ids -> ids.first() == ids.last()).isPresent()) {
      return "skuid " + not(m.uidNegated()) + m.uid().get().first();
    }
    if (match instanceof TimeMatch m) {
      return NftTime.text(m);
    }
    if (match instanceof PortsMatch m && m.tcpOption().isEmpty()) {
      return ports(m);
    }
    return "xt match \"" + match.text().replaceFirst("^.*?-m ([a-z0-9]+).*$", "$1") + '"';
  }

  private static String addrtype(AddrtypeMatch match) {
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

  private static String multiport(MultiportMatch match) {
    String field = match.which() == MultiportMatch.Which.SOURCE ? " sport " : " dport ";
    List<String> ports = match.ports().stream().map(NftMatches::range).toList();
    String list = ports.size() == 1 ? ports.get(0) : "{ " + String.join(", ", ports) + " }";
    return match.protocol() + field + not(match.negated()) + list;
  }

  private static String eitherPort(MultiportMatch match) {
    String any = "0-65535";
    String pairs =
        match.ports().stream()
            .map(p -> any + " . " + range(p) + ", " + range(p) + " . " + any)
            .collect(Collectors.joining(", "));
    String protocol = match.protocol();
    String fields = protocol + " sport . " + protocol + " dport ";
    return fields + not(match.negated()) + "{ " + pairs + " }";
  }

  private static String icmp(IcmpMatch match) {
    String text = match.text();
    if (text.contains("any")) {
      return "ip protocol icmp";
    }
    String name = ICMP_TYPES.get(match.type());
    return text.contains("/") || name == null
        ? "xt match \"icmp\""
        : "icmp type " + not(match.negated()) + name;
  }

  private static String statistic(StatisticMatch match) {
    if (match.every() == 0) {
      return "meta random & 2147483647 " + (match.negated() ? ">= " : "< ") + match.probability();
    }
    return "numgen inc mod " + match.every() + " " + not(match.negated()) + match.packet();
  }
}
