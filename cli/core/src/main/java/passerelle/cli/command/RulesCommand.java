package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.lab.Sites;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.Table;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/**
 * {@code rules [-6] [PLACE] [TABLE] [CHAIN]}: the rules of a place, of the host unless it is said,
 * each with its reason and the command that wrote it.
 */
final class RulesCommand implements LabCommand {
  private static final String ACCEPT = "ACCEPT";
  private static final int MARGIN = 2;

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    List<String> left = new ArrayList<>(words);
    Family family = left.removeIf("-6"::equals) ? Family.IPV6 : Family.IPV4;
    Optional<Sites.Site> named =
        left.isEmpty() ? Optional.empty() : bench.sites().find(left.get(0));
    named.ifPresent(site -> left.remove(0));
    String wanted = String.join(" ", left);
    Sites.Site site = named.orElseGet(() -> bench.sites().find("host").orElseThrow());
    List<ChainReference> chains =
        bench.lab().ledger().chains(site.netns()).stream()
            .filter(c -> c.family() == family)
            .filter(c -> wanted.isEmpty() || names(c).contains(wanted))
            .toList();
    if (chains.isEmpty() && !wanted.isEmpty() && Table.ofLabel(wanted).isEmpty()) {
      throw bench.error("rules.unknown", left.get(left.size() - 1), site.name());
    }
    List<TextLine> lines = new ArrayList<>();
    for (ChainReference one : chains) {
      boolean chosen = !wanted.isEmpty() && !wanted.equals(one.table());
      lines.addAll(chain(bench.lab().ledger().lines(site.netns(), one), chosen, bench));
    }
    if (lines.isEmpty()) {
      lines.add(TextLine.of(bench.text("rules.none", site.name(), IptablesSyntax.command(family))));
    }
    lines.forEach(out::line);
    return 0;
  }

  /** The words that choose a chain: its table, its name, or both. */
  private static List<String> names(ChainReference chain) {
    return List.of(chain.table(), chain.name(), chain.table() + " " + chain.name());
  }

  /** A chain with its rules; nothing for an empty one that does nothing, unless it was named. */
  private static List<TextLine> chain(
      List<RuleLedger.Written> written, boolean named, Workbench bench) {
    RuleLedger.Written head = written.get(0);
    boolean policy = head.rule().isPolicy() && !head.rule().text().equals(ACCEPT);
    if (written.size() == 1 && !policy && !named) {
      return List.of();
    }
    ChainReference chain = head.rule().chain();
    List<TextLine> lines = new ArrayList<>();
    TextLine heading = TextLine.of(Tone.HEADING, chain.table() + " " + chain.name());
    lines.add(policy ? heading.plus("  ").plus(Tone.RULE, head.rule().line()) : heading);
    if (policy) {
      lines.add(reason(head.author(), MARGIN, bench));
    }
    int width = String.valueOf(written.size() - 1).length();
    for (int number = 1; number < written.size(); number++) {
      RuleLedger.Written rule = written.get(number);
      String label = String.format("%" + (MARGIN + width) + "d. ", number);
      lines.add(TextLine.of(label).plus(Tone.RULE, rule.rule().text()).hanging(label.length()));
      lines.add(reason(rule.author(), label.length(), bench));
    }
    return lines;
  }

  private static TextLine reason(RuleLedger.Author author, int margin, Workbench bench) {
    String text = new RuleAuthors(bench).reason(author);
    String lead = " ".repeat(margin) + "# ";
    return TextLine.of(Tone.QUIET, lead + text).hanging(lead.length());
  }
}
