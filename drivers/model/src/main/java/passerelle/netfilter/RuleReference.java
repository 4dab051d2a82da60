package passerelle.netfilter;

import java.util.Locale;

/**
 * Which rule of a network namespace, or which policy: steps of packets' ways, views of rules and
 * the book of their authors name rules by this.
 *
 * @param number of the rule in its chain, from 1; 0 for the chain itself, its policy or its making
 * @param text the rule behind its chain, in its backend's own words; the policy; empty for a chain
 *     that has none
 */
public record RuleReference(ChainReference chain, int number, String text) {

  /** Not a rule, but what decides at the chain's end. */
  public boolean isPolicy() {
    return number == 0 && !text.isEmpty();
  }

  /**
   * The line that makes it, as {@code iptables -S} prints it, or as {@code nft} takes it; nft's
   * policy, as {@code nft list} shows it.
   */
  public String line() {
    if (chain.isNft()) {
      String of = " " + chain.table() + " " + chain.name();
      String rule = number == 0 ? "add chain" + of : "add rule" + of + " " + text;
      return isPolicy() ? "policy " + text.toLowerCase(Locale.ROOT) : rule;
    }
    if (number == 0) {
      return text.isEmpty() ? "-N " + chain.name() : "-P " + chain.name() + " " + text;
    }
    return text.isEmpty() ? "-A " + chain.name() : "-A " + chain.name() + " " + text;
  }
}
