package passerelle.sim.userland.iptables;

import passerelle.sim.netfilter.Chain;
import passerelle.sim.netfilter.RuleEntry;

/** Chains and rules as {@code iptables -S} prints them. */
final class RuleLines {
  private RuleLines() {}

  /** {@code -P CHAIN POLICY} or {@code -N CHAIN}. */
  static String head(Chain chain, boolean counters) {
    if (chain.hook().isEmpty()) {
      return "-N " + chain.name();
    }
    String line = "-P " + chain.name() + " " + chain.policy();
    return counters ? line + " -c " + chain.packets() + " " + chain.bytes() : line;
  }

  /** {@code -A CHAIN RULE}. */
  static String rule(Chain chain, int position, boolean counters) {
    RuleEntry entry = chain.entries().get(position);
    String text =
        counters ? entry.rule().text(entry.packets(), entry.bytes()) : entry.rule().text();
    return text.isEmpty() ? "-A " + chain.name() : "-A " + chain.name() + " " + text;
  }
}
