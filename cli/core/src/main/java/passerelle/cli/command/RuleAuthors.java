package passerelle.cli.command;

import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.RuleLedger;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;

/** In words who wrote rules, and why. */
record RuleAuthors(Workbench bench) {
  /** What was typed for a rule at which a packet was looked; empty where nobody typed it. */
  Optional<String> of(HopEvent.RuleEvaluated event) {
    return author(event).flatMap(RuleLedger.Author::typed).map(RuleAuthors::told);
  }

  /**
   * A sentence about who wrote the rule, or set the policy, of a step; empty where nobody knows.
   */
  Optional<String> told(HopEvent event) {
    return author(event)
        .map(
            author ->
                author.why().isPresent()
                    ? bench.text("verdict.rule.docker", reason(author))
                    : author.typed().map(t -> bench.text("verdict.rule.typed", told(t))).orElse(""))
        .filter(sentence -> !sentence.isEmpty());
  }

  private Optional<RuleLedger.Author> author(HopEvent event) {
    return bench
        .sites()
        .find(event.hop().netns())
        .flatMap(site -> event.looked().flatMap(r -> bench.lab().ledger().author(site.netns(), r)));
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
