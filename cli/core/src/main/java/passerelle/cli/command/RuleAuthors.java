package passerelle.cli.command;

import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.RuleLedger;
import passerelle.netfilter.Family;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;

/** In words who wrote rules, and why. */
record RuleAuthors(Workbench bench) {
  /** What was typed for a rule at which a packet was looked; empty where nobody typed it. */
  Optional<String> of(HopEvent.RuleEvaluated event) {
    String text = ("-A " + event.chain() + " " + event.rule().text()).stripTrailing();
    return bench
        .sites()
        .find(event.hop().netns())
        .map(site -> new RuleLedger.Chain(site.netns(), Family.IPV4, event.table(), event.chain()))
        .flatMap(chain -> bench.lab().ledger().author(chain, event.number(), text))
        .flatMap(RuleLedger.Author::typed)
        .map(RuleAuthors::told);
  }

  private static String told(Deed.Typed typed) {
    return typed.prompt() + typed.line();
  }

  /** Why something is there, and who wrote it. */
  String reason(RuleLedger.Author author) {
    Messages reasons = Messages.of(bench.language(), "passerelle/driver/messages");
    String who =
        author
            .typed()
            .map(RuleAuthors::told)
            .orElseGet(
                () -> bench.text(author.why().isPresent() ? "rules.engine" : "rules.before"));
    return author
        .why()
        .map(why -> reasons.get(why.key(), why.arguments().toArray()) + " (" + who + ")")
        .orElse(who);
  }
}
