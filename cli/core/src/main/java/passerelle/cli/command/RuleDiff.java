package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import passerelle.scenarios.match.UnifiedDiff;

/** What differs between two rule sets, chain by chain, in lines for a terminal. */
final class RuleDiff {
  private static final int WIDTH = 80;
  private static final String INDENT = "  ";

  private final RuleSets before;
  private final RuleSets after;
  private final String beforeOnly;
  private final String afterOnly;

  /**
   * A comparison.
   *
   * @param beforeOnly how a chain is marked that only the first has
   * @param afterOnly how one is marked that only the second has
   */
  RuleDiff(RuleSets before, RuleSets after, String beforeOnly, String afterOnly) {
    this.before = before;
    this.after = after;
    this.beforeOnly = beforeOnly;
    this.afterOnly = afterOnly;
  }

  /** For each chain that differs a heading and its rules: - of the first, + of the second. */
  List<String> lines() {
    Set<RuleSets.Chain> all = new LinkedHashSet<>(before.chains().keySet());
    all.addAll(after.chains().keySet());
    List<String> lines = new ArrayList<>();
    for (RuleSets.Chain chain : all) {
      lines.addAll(chain(chain));
    }
    return lines;
  }

  private List<String> chain(RuleSets.Chain chain) {
    boolean first = before.chains().containsKey(chain);
    boolean second = after.chains().containsKey(chain);
    List<String> changes = changes(rules(before, chain), rules(after, chain));
    boolean both = first == second || chain.isBuiltIn();
    if (changes.isEmpty() && both) {
      return List.of();
    }
    String mark = both ? "" : "  " + (first ? beforeOnly : afterOnly);
    List<String> lines = new ArrayList<>();
    lines.add(chain.place() + ": " + chain.table() + " " + chain.name() + mark);
    lines.addAll(changes);
    return lines;
  }

  private static List<String> rules(RuleSets sets, RuleSets.Chain chain) {
    return sets.chains().getOrDefault(chain, List.of());
  }

  private static List<String> changes(List<String> from, List<String> to) {
    List<String> lines = new ArrayList<>();
    UnifiedDiff.of("", text(from), "", text(to))
        .lines()
        .skip(2)
        .filter(line -> line.startsWith("-") || line.startsWith("+"))
        .forEach(line -> wrap(line.charAt(0) + " " + line.substring(1), lines));
    return lines;
  }

  private static String text(List<String> rules) {
    return String.join("", rules.stream().map(rule -> rule + "\n").toList());
  }

  /** Breaks a rule that is too long before an option. */
  private static void wrap(String rule, List<String> lines) {
    String rest = INDENT + rule;
    while (rest.length() > WIDTH) {
      int at = rest.lastIndexOf(" -", WIDTH);
      at = at > INDENT.length() + 4 ? at : rest.lastIndexOf(' ', WIDTH);
      if (at <= INDENT.length() + 4) {
        break;
      }
      lines.add(rest.substring(0, at));
      rest = INDENT + "    " + rest.substring(at + 1);
    }
    lines.add(rest);
  }
}
