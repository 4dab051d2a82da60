package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/**
 * What differs between two rule sets, chain by chain, in lines for a terminal.
 *
 * @param beforeOnly how a chain is marked that only the first has
 * @param afterOnly how one is marked that only the second has
 */
record RuleDiff(RuleSets before, RuleSets after, String beforeOnly, String afterOnly) {
  private static final String INDENT = "  ";

  /** For each chain that differs a heading and its rules: - of the first, + of the second. */
  List<TextLine> lines() {
    Set<RuleSets.Chain> all = new LinkedHashSet<>(before.chains().keySet());
    all.addAll(after.chains().keySet());
    List<TextLine> lines = new ArrayList<>();
    for (RuleSets.Chain chain : all) {
      lines.addAll(chain(chain));
    }
    return lines;
  }

  private List<TextLine> chain(RuleSets.Chain chain) {
    boolean first = before.chains().containsKey(chain);
    boolean second = after.chains().containsKey(chain);
    List<TextLine> changes = changes(rules(before, chain), rules(after, chain));
    boolean both = first == second || chain.isBuiltIn();
    if (changes.isEmpty() && both) {
      return List.of();
    }
    String mark = both ? "" : "  " + (first ? beforeOnly : afterOnly);
    List<TextLine> lines = new ArrayList<>();
    lines.add(TextLine.of(chain.place() + ": " + chain.table() + " " + chain.name() + mark));
    lines.addAll(changes);
    return lines;
  }

  private static List<String> rules(RuleSets sets, RuleSets.Chain chain) {
    return sets.chains().getOrDefault(chain, List.of());
  }

  private static List<TextLine> changes(List<String> from, List<String> to) {
    return UnifiedDiff.of("", text(from), "", text(to))
        .lines()
        .skip(2)
        .filter(line -> line.startsWith("-") || line.startsWith("+"))
        .map(line -> change(line.substring(0, 1), line.substring(1)))
        .toList();
  }

  private static TextLine change(String sign, String rule) {
    return TextLine.of(INDENT)
        .plus(sign.equals("-") ? Tone.BAD : Tone.GOOD, sign)
        .plus(" ")
        .plus(Tone.RULE, rule)
        .hanging(2 * INDENT.length());
  }

  private static String text(List<String> rules) {
    return String.join("", rules.stream().map(rule -> rule + "\n").toList());
  }
}
