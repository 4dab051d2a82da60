package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.netfilter.ConntrackCondition;
import passerelle.netfilter.ConntrackMatch;

/** How {@code nft} writes {@code -m conntrack} (extensions/libxt_conntrack.c). */
final class NftConntrack {
  private NftConntrack() {}

  /** {@code _conntrack3_mt_xlate}, whatever the order in which the conditions were written. */
  static String text(ConntrackMatch match) {
    List<ConntrackCondition> sorted = new ArrayList<>(match.conditions());
    sorted.sort(Comparator.comparingInt(NftConntrack::rank));
    return sorted.stream().map(NftConntrack::condition).collect(Collectors.joining(" "));
  }

  private static int rank(ConntrackCondition condition) {
    if (condition instanceof ConntrackCondition.State) {
      return 0;
    }
    if (condition instanceof ConntrackCondition.Status) {
      return 1;
    }
    if (condition instanceof ConntrackCondition.Expire) {
      return 2;
    }
    if (condition instanceof ConntrackCondition.Direction) {
      return 3;
    }
    if (condition instanceof ConntrackCondition.Protocol) {
      return 4;
    }
    return condition instanceof ConntrackCondition.Address ? 5 : 6;
  }

  private static String condition(ConntrackCondition condition) {
    if (condition instanceof ConntrackCondition.State state) {
      return state(state);
    }
    if (condition instanceof ConntrackCondition.Status status) {
      Set<String> names = lower(status.statuses());
      List<String> order = List.of("expected", "seen-reply", "assured", "confirmed");
      return "ct status " + (status.negated() ? "! " : "") + String.join(",", named(names, order));
    }
    if (condition instanceof ConntrackCondition.Expire expire) {
      String range = expire.low() == expire.high() ? "" : "-" + expire.high();
      return "ct expiration " + NftMatches.not(expire.negated()) + expire.low() + range;
    }
    if (condition instanceof ConntrackCondition.Direction direction) {
      return "ct direction " + (direction.reply() ? "reply" : "original");
    }
    if (condition instanceof ConntrackCondition.Protocol protocol) {
      return "ct original protocol " + NftMatches.not(protocol.negated()) + protocol.protocol();
    }
    if (condition instanceof ConntrackCondition.Address address) {
      String field = part(address.part(), "saddr ", "daddr ");
      return field
          + NftMatches.not(address.negated())
          + address.network().text().replaceFirst("/32$", "");
    }
    ConntrackCondition.Port port = (ConntrackCondition.Port) condition;
    return part(port.part(), "proto-src ", "proto-dst ")
        + NftMatches.not(port.negated())
        + NftMatches.range(port.ports());
  }

  private static String part(ConntrackCondition.Part part, String source, String destination) {
    String name = part.name();
    String end = name.contains("SRC") || name.contains("SOURCE") ? source : destination;
    return (name.startsWith("ORIG") ? "ct original " : "ct reply ") + end;
  }

  private static Set<String> lower(Set<? extends Enum<?>> values) {
    return values.stream()
        .map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.toSet());
  }

  /** NEW to UNTRACKED in the kernel's order, or what is a status rather than a state. */
  private static String state(ConntrackCondition.State state) {
    Set<String> names = lower(state.states());
    List<String> status = named(names, List.of("snat", "dnat"));
    if (!status.isEmpty()) {
      return "ct status " + (state.negated() ? "! " : "") + String.join(",", status);
    }
    List<String> order = List.of("invalid", "new", "related", "established", "untracked");
    return "ct state " + (state.negated() ? "! " : "") + String.join(",", named(names, order));
  }

  private static List<String> named(Set<String> names, List<String> order) {
    return order.stream().filter(names::contains).toList();
  }
}
