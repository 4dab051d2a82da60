package passerelle.sim.netfilter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.AddrtypeMatch;
import passerelle.netfilter.ConnlimitMatch;
import passerelle.netfilter.ConnmarkTarget;
import passerelle.netfilter.ConntrackMatch;
import passerelle.netfilter.Hook;
import passerelle.netfilter.IcmpMatch;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.MacMatch;
import passerelle.netfilter.MarkMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.NetmapTarget;
import passerelle.netfilter.NotrackTarget;
import passerelle.netfilter.OwnerMatch;
import passerelle.netfilter.PhysdevMatch;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.RecentMatch;
import passerelle.netfilter.RejectTarget;
import passerelle.netfilter.Rule;
import passerelle.netfilter.StringMatch;
import passerelle.netfilter.Table;
import passerelle.netfilter.Target;
import passerelle.netfilter.TcpmssMatch;
import passerelle.netfilter.TcpmssTarget;
import passerelle.netfilter.TosTarget;
import passerelle.netfilter.TtlTarget;
import passerelle.packet.IpProtocol;

/**
 * What the kernel refuses in a rule that iptables let pass: extensions in tables or at hooks where
 * they mean nothing, loops of jumps (the {@code checkentry} functions of the extensions,
 * nf_tables_api.c:nft_chain_validate).
 */
final class RuleChecks {
  /** How deep jumps may be nested (NFT_JUMP_STACK_SIZE). */
  private static final int MAX_DEPTH = 16;

  /** {@code XT_RECENT_MAX_NSTAMPS}. */
  private static final int MAX_HITS = 256;

  /** Of lib/ts_*.c, those that a rule may name. */
  private static final Set<String> ALGORITHMS = Set.of("bm", "kmp", "fsm");

  private static final Set<Hook> ALL = EnumSet.allOf(Hook.class);
  private static final Set<Hook> WITH_IN = EnumSet.of(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD);
  private static final Set<Hook> WITH_OUT = EnumSet.of(Hook.OUTPUT, Hook.FORWARD, Hook.POSTROUTING);

  private RuleChecks() {}

  /** Whether the rule makes the namespace track connections. */
  static boolean usesConntrack(Rule rule) {
    return rule.target() instanceof NatTarget
        || rule.target() instanceof NetmapTarget
        || rule.target() instanceof ConnmarkTarget
        || rule.matches().stream().anyMatch(RuleChecks::usesConntrack);
  }

  static boolean usesConntrack(Match match) {
    return match instanceof ConntrackMatch
        || match instanceof ConnlimitMatch
        || match instanceof MarkMatch mark && mark.connection();
  }

  static void check(RuleTable table, Chain chain, Rule rule, String operation)
      throws IptablesException {
    for (Match match : rule.matches()) {
      if (match instanceof StringMatch text && !ALGORITHMS.contains(text.algorithm())) {
        throw refused(operation, "No such file or directory", chain);
      }
    }
    Set<Hook> hooks = hooksOf(table, chain);
    if (!isAllowed(rule, table.table()) || !allowedHooks(rule).containsAll(hooks)) {
      throw refused(operation, "Invalid argument", chain);
    }
  }

  /** Nothing can jump to a built-in chain. */
  static void checkBuiltin(Table table, Chain from, String to, String operation)
      throws IptablesException {
    if (table.hooks().stream().anyMatch(h -> h.name().equals(to))) {
      throw refused(operation, "Operation not supported", from);
    }
  }

  /** What packets cannot come to is not looked at, as in nft_table_validate. */
  static void checkJump(RuleTable table, Chain from, Chain to, String operation)
      throws IptablesException {
    Set<Hook> hooks = hooksOf(table, from);
    if (hooks.isEmpty()) {
      return;
    }
    for (Chain builtin : table.builtinChains()) {
      if (below(builtin).contains(from)
          && depth(builtin, new Jump(from, to), new HashMap<>()) > MAX_DEPTH) {
        throw refused(operation, "Too many links", from);
      }
    }
    if (!allowedBelow(to).containsAll(hooks)) {
      throw refused(operation, "Invalid argument", from);
    }
  }

  /** A jump that is about to be made. */
  private record Jump(Chain from, Chain to) {}

  private static IptablesException refused(String operation, String why, Chain chain) {
    return new IptablesException(
        IptablesException.Kind.RESOURCE,
        " " + operation + " failed (" + why + "): rule in chain " + chain.name());
  }

  /** The chain and all that packets can come to from it. */
  private static Set<Chain> below(Chain chain) {
    Set<Chain> seen = new LinkedHashSet<>(List.of(chain));
    Deque<Chain> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Chain next : open.pop().jumps()) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }

  /**
   * Chains on the longest way down from a chain, itself counted.
   *
   * @param known what has been found; a chain that is being looked at counts as endless, so that a
   *     loop is found
   */
  private static int depth(Chain chain, Jump added, Map<Chain, Integer> known) {
    Integer before = known.get(chain);
    if (before != null) {
      return before;
    }
    known.put(chain, MAX_DEPTH + 1);
    int deepest = chain == added.from ? depth(added.to, added, known) : 0;
    for (Chain next : chain.jumps()) {
      deepest = Math.max(deepest, depth(next, added, known));
    }
    int depth = Math.min(deepest, MAX_DEPTH) + 1;
    known.put(chain, depth);
    return depth;
  }

  /** The hooks from which a packet can come to this chain. */
  private static Set<Hook> hooksOf(RuleTable table, Chain chain) {
    if (chain.hook().isPresent()) {
      return EnumSet.of(chain.hook().get());
    }
    Set<Hook> hooks = EnumSet.noneOf(Hook.class);
    if (chain.references() > 0) {
      for (Chain builtin : table.builtinChains()) {
        if (below(builtin).contains(chain)) {
          hooks.add(builtin.hook().orElseThrow());
        }
      }
    }
    return hooks;
  }

  /** The hooks at which every rule of the chain, and of those below it, may be. */
  private static Set<Hook> allowedBelow(Chain chain) {
    Set<Hook> hooks = EnumSet.copyOf(ALL);
    for (Chain below : below(chain)) {
      below.entries().forEach(entry -> hooks.retainAll(allowedHooks(entry.rule())));
    }
    return hooks;
  }

  private static boolean isAllowed(Rule rule, Table table) {
    Target target = rule.target();
    boolean right =
        target instanceof NatTarget || target instanceof NetmapTarget
            ? table == Table.NAT
            : target instanceof RejectTarget
                ? table == Table.FILTER
                : target instanceof NotrackTarget
                    ? table == Table.RAW
                    : !(target instanceof TtlTarget || target instanceof TosTarget)
                        || table == Table.MANGLE;
    boolean needsTcp =
        target instanceof TcpmssTarget
            || target instanceof RejectTarget reject && reject.with().isTcpReset();
    if (!right || needsTcp && !isOf(rule, IpProtocol.TCP)) {
      return false;
    }
    return rule.matches().stream().allMatch(m -> isPossible(m, rule));
  }

  private static boolean isPossible(Match match, Rule rule) {
    if (match instanceof AddressMatch address) {
      return !(address.negated() && address.network().isAny());
    }
    if (match instanceof IcmpMatch icmp) {
      return isOf(rule, icmp.family() == Family.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    }
    if (match instanceof TcpmssMatch) {
      return isOf(rule, IpProtocol.TCP);
    }
    if (match instanceof RecentMatch recent) {
      boolean changes =
          recent.mode() == RecentMatch.Mode.SET || recent.mode() == RecentMatch.Mode.REMOVE;
      boolean asks = recent.seconds() != 0 || recent.hits() != 0;
      return recent.hits() < MAX_HITS
          && !(changes && asks)
          && (!recent.reap() || recent.seconds() != 0);
    }
    return !(match instanceof PortsMatch ports)
        || rule.matches().stream()
            .anyMatch(m -> m instanceof ProtocolMatch p && p.protocol() == protocol(ports));
  }

  private static int protocol(PortsMatch ports) {
    return switch (ports.module()) {
      case "tcp" -> IpProtocol.TCP;
      case "udp" -> IpProtocol.UDP;
      case "sctp" -> 132;
      default -> 33;
    };
  }

  private static boolean isOf(Rule rule, int protocol) {
    return rule.matches().stream()
        .anyMatch(m -> m instanceof ProtocolMatch p && p.protocol() == protocol && !p.negated());
  }

  private static Set<Hook> allowedHooks(Rule rule) {
    Set<Hook> hooks = EnumSet.copyOf(allowedHooks(rule.target()));
    for (Match match : rule.matches()) {
      hooks.retainAll(allowedHooks(match));
    }
    return hooks;
  }

  private static Set<Hook> allowedHooks(Target target) {
    if (target instanceof NatTarget translation) {
      return switch (translation.kind()) {
        case DNAT, REDIRECT -> EnumSet.of(Hook.PREROUTING, Hook.OUTPUT);
        case SNAT -> EnumSet.of(Hook.POSTROUTING, Hook.INPUT);
        case MASQUERADE -> EnumSet.of(Hook.POSTROUTING);
      };
    }
    if (target instanceof NetmapTarget) {
      return EnumSet.complementOf(EnumSet.of(Hook.FORWARD));
    }
    return target instanceof TcpmssTarget mss && mss.mss().isEmpty() ? WITH_OUT : ALL;
  }

  private static Set<Hook> allowedHooks(Match match) {
    if (match instanceof MacMatch) {
      return WITH_IN;
    }
    if (match instanceof OwnerMatch) {
      return EnumSet.of(Hook.OUTPUT, Hook.POSTROUTING);
    }
    if (match instanceof AddrtypeMatch type && type.limit() == AddrtypeMatch.Limit.IN) {
      return WITH_IN;
    }
    if (match instanceof AddrtypeMatch type && type.limit() == AddrtypeMatch.Limit.OUT) {
      return WITH_OUT;
    }
    if (match instanceof PhysdevMatch port
        && (port.out().isPresent() || port.isOut() != PhysdevMatch.Flag.UNASKED)
        && port.isBridged() != PhysdevMatch.Flag.YES) {
      return EnumSet.complementOf(EnumSet.of(Hook.OUTPUT));
    }
    return ALL;
  }
}
