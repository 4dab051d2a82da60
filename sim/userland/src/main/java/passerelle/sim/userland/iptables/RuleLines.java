package passerelle.sim.userland.iptables;

import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.RuleInfo;

/** Chains and rules as {@code iptables -S} prints them. */
final class RuleLines {
  private RuleLines() {}

  /** {@code -P CHAIN POLICY} or {@code -N CHAIN}. */
  static String head(ChainInfo chain, boolean counters) {
    if (chain.hook().isEmpty()) {
      return "-N " + chain.name();
    }
    String line = "-P " + chain.name() + " " + chain.policy();
    return counters ? line + " -c " + chain.packets() + " " + chain.bytes() : line;
  }

  /** {@code -A CHAIN RULE}. */
  static String rule(ChainInfo chain, int position, boolean counters) {
    RuleInfo entry = chain.rules().get(position);
    String text = counters ? entry.rule().text(entry.packets(), entry.bytes()) : entry.text();
    return text.isEmpty() ? "-A " + chain.name() : "-A " + chain.name() + " " + text;
  }
}
