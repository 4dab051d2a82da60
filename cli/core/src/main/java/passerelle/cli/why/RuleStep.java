package passerelle.cli.why;

import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.netfilter.Family;
import passerelle.netfilter.Table;
import passerelle.trace.HopEvent;

/**
 * A rule, or the policy of a chain, at which a packet was looked.
 *
 * @param netns where it stands
 * @param number of the rule in its chain, from 1; 0 for the policy
 * @param text the rule as iptables takes it behind the chain, or the policy
 */
record RuleStep(String netns, Table table, String chain, int number, String text) {
  static Optional<RuleStep> of(HopEvent event) {
    if (event instanceof HopEvent.RuleEvaluated rule) {
      return Optional.of(
          new RuleStep(
              rule.hop().netns(), rule.table(), rule.chain(), rule.number(), rule.rule().text()));
    }
    return event instanceof HopEvent.PolicyApplied end
        ? Optional.of(new RuleStep(end.hop().netns(), end.table(), end.chain(), 0, end.policy()))
        : Optional.empty();
  }

  boolean isPolicy() {
    return number == 0;
  }

  /** Whether Docker wrote it. */
  boolean isEngines(Lab lab) {
    return author(lab).flatMap(RuleLedger.Author::why).isPresent();
  }

  /** What was typed for it, with its prompt. */
  Optional<String> typed(Lab lab) {
    return author(lab).flatMap(RuleLedger.Author::typed).map(RuleStep::told);
  }

  private static String told(Deed.Typed typed) {
    return typed.prompt() + typed.line();
  }

  private Optional<RuleLedger.Author> author(Lab lab) {
    RuleLedger.Chain where = new RuleLedger.Chain(netns, Family.IPV4, table, chain);
    return lab.ledger().author(where, number, line());
  }

  /** As {@code iptables -S} prints it. */
  private String line() {
    return isPolicy() ? "-P " + chain + " " + text : ("-A " + chain + " " + text).stripTrailing();
  }

  /** The command that takes the rule away, or opens the policy. */
  String undoing() {
    return isPolicy()
        ? iptables() + " -P " + chain + " ACCEPT"
        : (iptables() + " -D " + chain + " " + text).stripTrailing();
  }

  /** The command that lets something pass before this rule, or this policy, is come to. */
  String exception(String matches) {
    String verdict = chain.equals(DockerRules.USER) ? "RETURN" : "ACCEPT";
    String position = number > 1 ? " " + number : "";
    return iptables() + " -I " + chain + position + " " + matches + " -j " + verdict;
  }

  private String iptables() {
    return table == Table.FILTER ? "iptables" : "iptables -t " + table.label();
  }
}
