package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.Rule;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;

/** Rules that nft puts into tables of iptables, which keep theirs in the words of iptables. */
final class NftToIptables {
  private NftToIptables() {}

  /** The same rule; empty when iptables cannot say it. */
  static Optional<Rule> rule(Family family, NftRule rule) {
    StringBuilder matches = new StringBuilder();
    String target = "";
    for (NftRule.Statement statement : rule.statements()) {
      NftExpression does = statement.does();
      if (does instanceof NftExpression.Apply apply && target.isEmpty()) {
        target = apply.target().text();
      } else if (does instanceof NftExpression.Holds holds && !holds.negated()) {
        matches.append(' ').append(holds.match().text());
      } else if (does instanceof NftExpression.Compare compare) {
        Optional<String> words = words(compare);
        if (words.isEmpty()) {
          return Optional.empty();
        }
        matches.append(' ').append(words.get());
      } else if (!(does instanceof NftExpression.Counter)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(Rule.of(family, (matches + " " + target).strip()));
    } catch (IllegalArgumentException impossible) {
      return Optional.empty();
    }
  }

  private static Optional<String> words(NftExpression.Compare compare) {
    List<NftInterval> values = compare.values();
    String not = compare.negated() ? "! " : "";
    String one = values.get(0).text().replaceFirst("\\*$", "+");
    if (values.size() > 1) {
      String list =
          values.stream().map(v -> v.text().replace('-', ':')).collect(Collectors.joining(","));
      return switch (compare.field()) {
        case TCP_DPORT -> Optional.of("-p tcp -m multiport " + not + "--dports " + list);
        case UDP_DPORT -> Optional.of("-p udp -m multiport " + not + "--dports " + list);
        default -> Optional.empty();
      };
    }
    String port = one.replace('-', ':');
    return switch (compare.field()) {
      case IP_SADDR, IP6_SADDR -> Optional.of(not + "-s " + one);
      case IP_DADDR, IP6_DADDR -> Optional.of(not + "-d " + one);
      case IIFNAME, IIF -> Optional.of(not + "-i " + one);
      case OIFNAME, OIF -> Optional.of(not + "-o " + one);
      case IP_PROTOCOL, L4PROTO -> Optional.of(not + "-p " + one);
      case TCP_DPORT -> Optional.of("-p tcp -m tcp " + not + "--dport " + port);
      case TCP_SPORT -> Optional.of("-p tcp -m tcp " + not + "--sport " + port);
      case UDP_DPORT -> Optional.of("-p udp -m udp " + not + "--dport " + port);
      case UDP_SPORT -> Optional.of("-p udp -m udp " + not + "--sport " + port);
      case ICMP_TYPE -> Optional.of("-p icmp -m icmp " + not + "--icmp-type " + one);
      default -> Optional.empty();
    };
  }
}
