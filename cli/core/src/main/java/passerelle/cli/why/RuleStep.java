package passerelle.cli.why;

import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;
import passerelle.trace.HopEvent;

/**
 * A rule, or the policy of a chain, at which a packet was looked.
 *
 * @param netns where it stands
 */
record RuleStep(String netns, RuleReference rule) {
  static Optional<RuleStep> of(HopEvent event) {
    return event.looked().map(rule -> new RuleStep(event.hop().netns(), rule));
  }

  /** The chain's name. */
  String chain() {
    return rule.chain().name();
  }

  /** The rule as iptables takes it behind the chain, or the policy. */
  String text() {
    return rule.text();
  }

  Table table() {
    return Table.ofLabel(rule.chain().table()).orElseThrow();
  }

  boolean isPolicy() {
    return rule.isPolicy();
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
    return lab.ledger().author(netns, rule);
  }

  /** The command that takes the rule away, or opens the policy. */
  String undoing() {
    return isPolicy()
        ? iptables() + " -P " + chain() + " ACCEPT"
        : (iptables() + " -D " + chain() + " " + text()).stripTrailing();
  }

  /** The command that lets something pass before this rule, or this policy, is come to. */
  String exception(String matches) {
    String verdict = chain().equals(DockerRules.USER) ? "RETURN" : "ACCEPT";
    String position = rule.number() > 1 ? " " + rule.number() : "";
    return iptables() + " -I " + chain() + position + " " + matches + " -j " + verdict;
  }

  private String iptables() {
    return rule.chain().isIn(Table.FILTER) ? "iptables" : "iptables -t " + rule.chain().table();
  }
}
