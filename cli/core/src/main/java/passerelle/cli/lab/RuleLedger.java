package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import passerelle.kernel.Kernel;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.Why;
import passerelle.netfilter.Family;
import passerelle.netfilter.Table;
import passerelle.scenarios.match.Edit;

/**
 * Who wrote the rules of a lab. No kernel keeps that: after each deed the rules are compared with
 * those before, and what is new is of that deed; for what an engine wrote, its plans tell why.
 */
public final class RuleLedger {
  private final Kernel.View view;
  private final Supplier<List<String>> namespaces;
  private final Map<String, Long> generations = new HashMap<>();
  private final Map<Chain, List<Written>> chains = new LinkedHashMap<>();
  private final Map<Line, Why> planned = new HashMap<>();
  private final Set<Line> withdrawn = new HashSet<>();
  private final List<Gone> gone = new ArrayList<>();

  /** A chain of a network namespace. */
  public record Chain(String netns, Family family, Table table, String name) {}

  private record Line(Chain chain, String text) {}

  /**
   * Who wrote something.
   *
   * @param typed what was typed for it; empty for what the engine does by itself, or was there when
   *     the lab began
   * @param why the engine's reason, if it wrote it
   */
  public record Author(Optional<Deed.Typed> typed, Optional<Why> why) {}

  /**
   * A line of a chain.
   *
   * @param text as {@code iptables -S} prints it: {@code -P} and the policy of a built-in chain, or
   *     {@code -N} of another, then its rules
   */
  public record Written(String text, Author author) {}

  /**
   * A line of an engine's that somebody else has taken away.
   *
   * @param number of the rule in its chain then, from 1; 0 for the chain itself
   * @param by what was typed
   */
  public record Gone(Chain chain, int number, Written line, Deed.Typed by) {}

  /** An empty ledger of a kernel's namespaces. */
  public RuleLedger(Kernel.View view, Supplier<List<String>> namespaces) {
    this.view = view;
    this.namespaces = namespaces;
  }

  /** An engine has carried out a plan. */
  public void planned(Plan plan) {
    plan.steps().forEach(this::planned);
  }

  private void planned(PlanStep step) {
    if (step.op() instanceof KernelOp.AppendRule op) {
      planned(op.netns(), op.family(), op.table(), op.chain(), append(op.chain(), op.rule()), step);
    } else if (step.op() instanceof KernelOp.InsertRule op) {
      planned(op.netns(), op.family(), op.table(), op.chain(), append(op.chain(), op.rule()), step);
    } else if (step.op() instanceof KernelOp.NewChain op) {
      planned(op.netns(), op.family(), op.table(), op.chain(), "-N " + op.chain(), step);
    } else if (step.op() instanceof KernelOp.SetPolicy op) {
      String text = "-P " + op.chain() + " " + op.policy();
      planned(op.netns(), op.family(), op.table(), op.chain(), text, step);
    } else if (step.op() instanceof KernelOp.DeleteRule op) {
      Chain chain = new Chain(op.netns(), op.family(), op.table(), op.chain());
      Line line = new Line(chain, append(op.chain(), op.rule()));
      withdrawn.add(line);
      gone.removeIf(g -> new Line(g.chain(), g.line().text()).equals(line));
    }
  }

  private void planned(
      String netns, Family family, Table table, String chain, String text, PlanStep step) {
    planned.put(new Line(new Chain(netns, family, table, chain), text), step.why());
  }

  private static String append(String chain, Object rule) {
    return ("-A " + chain + " " + rule).stripTrailing();
  }

  /**
   * What is new since this was last called was written by a deed.
   *
   * @param by what was typed for it; empty for nobody's doing
   */
  public void settle(Optional<Deed.Typed> by) {
    List<String> present = namespaces.get();
    chains.keySet().removeIf(chain -> !present.contains(chain.netns()));
    generations.keySet().retainAll(present);
    for (String netns : present) {
      long generation = view.generation(netns);
      if (!Long.valueOf(generation).equals(generations.put(netns, generation))) {
        for (Family family : Family.values()) {
          compare(netns, family, by);
        }
      }
    }
    planned.clear();
    withdrawn.clear();
  }

  private void compare(String netns, Family family, Optional<Deed.Typed> by) {
    Map<Chain, List<String>> now = new LinkedHashMap<>();
    Optional<Table> table = Optional.empty();
    for (String line : view.rules(netns, family)) {
      if (line.startsWith("*")) {
        table = Table.ofLabel(line.substring(1));
      } else if (table.isPresent()) {
        String name = line.split(" ", 3)[line.startsWith(":") ? 0 : 1].replaceFirst("^:", "");
        now.computeIfAbsent(new Chain(netns, family, table.get(), name), k -> new ArrayList<>())
            .add(line.startsWith(":") ? chain(line.substring(1)) : line);
      }
    }
    chains.keySet().stream()
        .filter(c -> isOf(c, netns, family))
        .forEach(c -> miss(c, now.getOrDefault(c, List.of()), by));
    chains.keySet().removeIf(c -> isOf(c, netns, family) && !now.containsKey(c));
    now.forEach((chain, lines) -> chains.put(chain, merge(chain, lines(chain), lines, by)));
  }

  /** Notes what is missing of an engine's lines, and what is there again. */
  private void miss(Chain chain, List<String> now, Optional<Deed.Typed> by) {
    gone.removeIf(g -> g.chain().equals(chain) && now.contains(g.line().text()));
    List<Written> before = lines(chain);
    for (int number = 0; number < before.size() && by.isPresent(); number++) {
      Written line = before.get(number);
      boolean engines = line.author().why().isPresent() && !line.text().startsWith("-P ");
      if (engines
          && !now.contains(line.text())
          && !withdrawn.contains(new Line(chain, line.text()))) {
        gone.add(new Gone(chain, number, line, by.get()));
      }
    }
  }

  private static boolean isOf(Chain chain, String netns, Family family) {
    return chain.netns().equals(netns) && chain.family() == family;
  }

  private static String chain(String declared) {
    return declared.endsWith(" -")
        ? "-N " + declared.substring(0, declared.length() - 2)
        : "-P " + declared;
  }

  /** What stands in both in the same order keeps its author. */
  private List<Written> merge(
      Chain chain, List<Written> before, List<String> now, Optional<Deed.Typed> by) {
    List<Written> merged = new ArrayList<>();
    int kept = 0;
    for (Edit edit : Edit.between(before.stream().map(Written::text).toList(), now)) {
      merged.addAll(before.subList(kept, edit.from()));
      for (String text : now.subList(edit.to(), edit.toEnd())) {
        Optional<Why> why = Optional.ofNullable(planned.get(new Line(chain, text)));
        merged.add(new Written(text, new Author(by, why)));
      }
      kept = edit.fromEnd();
    }
    merged.addAll(before.subList(kept, before.size()));
    return merged;
  }

  /** The chains of which something is known. */
  public Set<Chain> chains() {
    return chains.keySet();
  }

  /** What somebody has taken away of what an engine had written, and not put back. */
  public List<Gone> gone() {
    return List.copyOf(gone);
  }

  /**
   * Who wrote the rule of a number, from 1, or set the policy, which has the number 0.
   *
   * @param text as {@code iptables -S} prints it; where another rule has that number now, nobody is
   *     known
   */
  public Optional<Author> author(Chain chain, int number, String text) {
    List<Written> lines = lines(chain);
    return number < lines.size() && lines.get(number).text().equals(text)
        ? Optional.of(lines.get(number).author())
        : Optional.empty();
  }

  /** The lines of a chain; none where it is unknown. */
  public List<Written> lines(Chain chain) {
    return chains.getOrDefault(chain, List.of());
  }
}
