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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import passerelle.addr.Family;
import passerelle.kernel.Kernel;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.Why;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;
import passerelle.scenarios.match.Edit;

/**
 * Who wrote the rules of a lab. No kernel keeps that: after each deed the rules are compared with
 * those before, and what is new is of that deed; for what an engine wrote, its plans tell why.
 */
public final class RuleLedger {
  private final Kernel.View view;
  private final Supplier<List<String>> namespaces;
  private final Map<String, Long> generations = new HashMap<>();
  private final Map<Place, List<Written>> chains = new LinkedHashMap<>();
  private final List<PlanStep> carriedOut = new ArrayList<>();
  private final Map<Line, Why> planned = new HashMap<>();
  private final Set<Line> withdrawn = new HashSet<>();
  private final List<Gone> gone = new ArrayList<>();
  private boolean resting;

  /** A chain of a network namespace. */
  private record Place(String netns, ChainReference chain) {}

  private record Line(Place place, String text) {}

  /**
   * Who wrote something.
   *
   * @param typed what was typed for it; empty for what the engine does by itself, or was there when
   *     the lab began
   * @param why the engine's reason, if it wrote it
   */
  public record Author(Optional<Deed.Typed> typed, Optional<Why> why) {}

  /** A rule, a policy or the making of a chain, and who wrote it. */
  public record Written(RuleReference rule, Author author) {}

  /**
   * What an engine had written and somebody else has taken away.
   *
   * @param rule as it stood then
   * @param by what was typed
   */
  public record Gone(String netns, RuleReference rule, Deed.Typed by) {}

  /** An empty ledger of a kernel's namespaces. */
  public RuleLedger(Kernel.View view, Supplier<List<String>> namespaces) {
    this.view = view;
    this.namespaces = namespaces;
  }

  /** Rests until it takes over what another one knows: in a lab that becomes like that one's. */
  void rest() {
    resting = true;
  }

  /** Goes on: nothing was done while it rested. */
  void goOn() {
    resting = false;
  }

  /** Takes over what another one knows, whose kernel has come to the same state. */
  void copy(RuleLedger other) {
    resting = false;
    generations.putAll(other.generations);
    chains.clear();
    chains.putAll(other.chains);
    gone.clear();
    gone.addAll(other.gone);
  }

  /** An engine has carried out a plan: what it wrote is looked at when the deed is over. */
  public void planned(Plan plan) {
    plan.steps().stream().filter(s -> s.op() instanceof ChainOp).forEach(carriedOut::add);
  }

  private void note(PlanStep step) {
    if (step.op() instanceof ChainOp.NewChain op) {
      planned.put(line(op, op.reference().declaration()), step.why());
    } else if (step.op() instanceof ChainOp.SetPolicy op) {
      planned.put(line(op, op.reference().policy(op.policy())), step.why());
    } else if (step.op() instanceof ChainOp.OfRule op) {
      Line line = line(op, op.reference().rule(1, op.rule().text()));
      if (op instanceof ChainOp.DeleteRule) {
        withdrawn.add(line);
        gone.removeIf(g -> line(g.netns(), g.rule()).equals(line));
      } else {
        planned.put(line, step.why());
      }
    }
  }

  private static Line line(KernelOp op, RuleReference rule) {
    return line(op.netns(), rule);
  }

  private static Line line(String netns, RuleReference rule) {
    return new Line(new Place(netns, rule.chain()), rule.line());
  }

  /**
   * What is new since this was last called was written by a deed.
   *
   * @param by what was typed for it; empty for nobody's doing
   */
  public void settle(Optional<Deed.Typed> by) {
    if (!resting) {
      carriedOut.forEach(this::note);
      compare(by);
    }
    carriedOut.clear();
    planned.clear();
    withdrawn.clear();
  }

  private void compare(Optional<Deed.Typed> by) {
    List<String> present = namespaces.get();
    chains.keySet().removeIf(place -> !present.contains(place.netns()));
    generations.keySet().retainAll(present);
    for (String netns : present) {
      long generation = view.generation(netns);
      if (!Long.valueOf(generation).equals(generations.put(netns, generation))) {
        for (Family family : Family.values()) {
          compare(netns, family, by);
        }
      }
    }
  }

  private void compare(String netns, Family family, Optional<Deed.Typed> by) {
    Map<Place, List<RuleReference>> now = new LinkedHashMap<>();
    for (RulesView.Chain chain : view.rules(netns, family).chains()) {
      List<RuleReference> lines = new ArrayList<>(List.of(chain.head().rule()));
      chain.rules().forEach(counted -> lines.add(counted.rule()));
      now.put(new Place(netns, chain.reference()), lines);
    }
    chains.keySet().stream()
        .filter(c -> isOf(c, netns, family) && !isKnown(c, now.getOrDefault(c, List.of())))
        .forEach(c -> miss(c, now.getOrDefault(c, List.of()), by));
    chains.keySet().removeIf(c -> isOf(c, netns, family) && !now.containsKey(c));
    now.entrySet().stream()
        .filter(e -> !isKnown(e.getKey(), e.getValue()))
        .forEach(e -> chains.put(e.getKey(), merge(e.getKey(), e.getValue(), by)));
  }

  private boolean isKnown(Place place, List<RuleReference> lines) {
    List<Written> known = chains.getOrDefault(place, List.of());
    return known.size() == lines.size()
        && IntStream.range(0, lines.size()).allMatch(i -> known.get(i).rule().equals(lines.get(i)));
  }

  /** Notes what is missing of an engine's lines, and what is there again. */
  private void miss(Place place, List<RuleReference> rules, Optional<Deed.Typed> by) {
    Set<String> now = rules.stream().map(RuleReference::line).collect(Collectors.toSet());
    gone.removeIf(
        g -> new Place(g.netns(), g.rule().chain()).equals(place) && now.contains(g.rule().line()));
    if (by.isEmpty()) {
      return;
    }
    for (Written written : chains.get(place)) {
      RuleReference rule = written.rule();
      boolean engines = written.author().why().isPresent() && !rule.isPolicy();
      if (engines && !now.contains(rule.line()) && !withdrawn.contains(line(place.netns(), rule))) {
        gone.add(new Gone(place.netns(), rule, by.get()));
      }
    }
  }

  private static boolean isOf(Place place, String netns, Family family) {
    return place.netns().equals(netns) && place.chain().family() == family;
  }

  /** What stands in both in the same order keeps its author. */
  private List<Written> merge(Place place, List<RuleReference> now, Optional<Deed.Typed> by) {
    List<Written> before = lines(place.netns(), place.chain());
    List<Author> authors = new ArrayList<>();
    int kept = 0;
    List<String> texts = now.stream().map(RuleReference::line).toList();
    for (Edit edit : Edit.between(before.stream().map(w -> w.rule().line()).toList(), texts)) {
      before.subList(kept, edit.from()).forEach(written -> authors.add(written.author()));
      for (String text : texts.subList(edit.to(), edit.toEnd())) {
        authors.add(new Author(by, Optional.ofNullable(planned.get(new Line(place, text)))));
      }
      kept = edit.fromEnd();
    }
    before.subList(kept, before.size()).forEach(written -> authors.add(written.author()));
    List<Written> merged = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      merged.add(new Written(now.get(i), authors.get(i)));
    }
    return merged;
  }

  /** The chains of a namespace of which something is known. */
  public List<ChainReference> chains(String netns) {
    return chains.keySet().stream()
        .filter(place -> place.netns().equals(netns))
        .map(Place::chain)
        .toList();
  }

  /** What somebody has taken away of what an engine had written, and not put back. */
  public List<Gone> gone() {
    return List.copyOf(gone);
  }

  /**
   * Who wrote a rule, or set a policy.
   *
   * @param rule where another one has its number now, nobody is known
   */
  public Optional<Author> author(String netns, RuleReference rule) {
    List<Written> lines = lines(netns, rule.chain());
    return rule.number() < lines.size() && lines.get(rule.number()).rule().equals(rule)
        ? Optional.of(lines.get(rule.number()).author())
        : Optional.empty();
  }

  /** The chain's head, then its rules; none where it is unknown. */
  public List<Written> lines(String netns, ChainReference chain) {
    return chains.getOrDefault(new Place(netns, chain), List.of());
  }
}
