package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.uapi.FibRule.Selector;

/** The rules that say which tables are asked (net/core/fib_rules.c with fib4_rules_ops). */
public final class FibRules {
  /** Priority of the rule of table main; rules that tell none come before it. */
  private static final long MAIN_PRIORITY = 32766;

  private final List<FibRule> rules = new ArrayList<>();
  private final Runnable changed;

  /**
   * Those that every namespace begins with.
   *
   * @param changed called when somebody has changed them
   */
  FibRules(Runnable changed) {
    this.changed = changed;
    rules.add(initial(0, RouteSpec.LOCAL));
    rules.add(initial(MAIN_PRIORITY, RouteSpec.MAIN));
    rules.add(initial(MAIN_PRIORITY + 1, RouteSpec.DEFAULT));
  }

  /** Those of IPv6, which nobody changes yet (net/ipv6/fib6_rules.c). */
  public static List<FibRule> ofInet6() {
    return List.of(initial(0, RouteSpec.LOCAL), initial(MAIN_PRIORITY, RouteSpec.MAIN));
  }

  /** The rules in the order in which they are asked. */
  public List<FibRule> list() {
    return List.copyOf(rules);
  }

  /** A priority before all rules but the first ({@code fib_default_rule_pref}). */
  public long defaultPriority() {
    long second = rules.size() < 2 ? 0 : rules.get(1).priority();
    return second == 0 ? 0 : second - 1;
  }

  /**
   * Adds a rule behind those of the same priority ({@code fib_nl_newrule}).
   *
   * @throws KernelException EEXIST when it is there
   */
  public void add(FibRule rule) throws KernelException {
    if (rules.contains(rule)) {
      throw new KernelException(Errno.EEXIST);
    }
    int at = 0;
    while (at < rules.size() && rules.get(at).priority() <= rule.priority()) {
      at++;
    }
    rules.add(at, rule);
    changed.run();
  }

  /** Removes a rule ({@code fib_nl_delrule}). */
  public void remove(FibRule rule) {
    rules.remove(rule);
    changed.run();
  }

  /** Asks the tables in turn until one has a route ({@code fib_rules_lookup}). */
  Optional<FibRoute> lookup(RouteKey key, IntFunction<Optional<FibRoute>> table) {
    int at = 0;
    while (at < rules.size()) {
      FibRule rule = rules.get(at++);
      if (!fits(rule.selector(), key)) {
        continue;
      }
      switch (rule.action()) {
        case TABLE -> {
          Optional<FibRoute> found = table.apply(rule.table()).filter(r -> counts(rule, r));
          if (found.isPresent()) {
            return found;
          }
        }
        case GOTO -> at = Math.max(at, indexOf(rule.target()));
        case NOP -> {}
        case UNREACHABLE -> {
          return Optional.empty();
        }
        default -> {
          return Optional.of(refusal(rule, key));
        }
      }
    }
    return Optional.empty();
  }

  /** One of the rules that every namespace begins with: everything by a table. */
  private static FibRule initial(long priority, int table) {
    FibRule.Action action = FibRule.Action.TABLE;
    OptionalInt all = OptionalInt.empty();
    return new FibRule(priority, Selector.ALL, action, table, 0, all, FibRule.KERNEL);
  }

  /** {@code fib_rule_match}. */
  private static boolean fits(Selector selector, RouteKey key) {
    return selects(selector, key) != selector.inverted();
  }

  private static boolean selects(Selector its, RouteKey key) {
    return (its.in().isEmpty() || its.in().equals(key.in()))
        && (its.out().isEmpty() || its.out().equals(key.out()))
        && ((its.mark() ^ key.mark()) & its.mask()) == 0
        && (its.from().isEmpty() || its.from().get().prefix().contains(key.source()))
        && (its.to().isEmpty() || its.to().get().prefix().contains(key.destination()))
        && (its.tos() == 0 || its.tos() == key.tos())
        && (its.protocol() == 0 || its.protocol() == key.protocol())
        && its.sourcePorts().contains(key.sourcePort())
        && its.destinationPorts().contains(key.destinationPort());
  }

  /** What a rule finds that refuses: a route that does so. */
  private static FibRoute refusal(FibRule rule, RouteKey key) {
    RouteSpec.Type type =
        rule.action() == FibRule.Action.PROHIBIT
            ? RouteSpec.Type.PROHIBIT
            : RouteSpec.Type.BLACKHOLE;
    return new FibRoute(
        RouteSpec.refusing(IpPrefix.host(key.destination()), type), Optional.empty());
  }

  /** {@code fib4_rule_suppress}. */
  private static boolean counts(FibRule rule, FibRoute found) {
    return rule.suppressed().isEmpty()
        || found.spec().destination().length() > rule.suppressed().getAsInt();
  }

  private int indexOf(long priority) {
    int at = 0;
    while (at < rules.size() && rules.get(at).priority() != priority) {
      at++;
    }
    return at == rules.size() ? 0 : at;
  }
}
