package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.why.question.Question;

/**
 * A change that may mend what is wrong.
 *
 * @param steps what a person would type
 * @param instead what is then to be asked for in place of what was; empty for the same again
 * @param inSteps whether the steps change who asks for it, so that nobody has to be told
 */
public record Remedy(List<Step> steps, Optional<Question> instead, boolean inSteps) {
  /** A change after which somebody has to ask for something else, or for the same again. */
  public Remedy(List<Step> steps, Optional<Question> instead) {
    this(steps, instead, false);
  }

  /** No change. */
  public static final Remedy NOTHING = new Remedy(List.of(), Optional.empty());

  private static final String REMOVE = "docker rm -f ";

  /**
   * A command.
   *
   * @param place a machine or a container
   * @param line what is typed there
   */
  public record Step(String place, String line) {}

  /** Commands on the machine that runs the engine. */
  public static Remedy onHost(String... lines) {
    return new Remedy(
        List.of(lines).stream().map(line -> new Step("host", line)).toList(), Optional.empty());
  }

  /** A command in one place. */
  public static Remedy at(String place, String line) {
    return new Remedy(List.of(new Step(place, line)), Optional.empty());
  }

  /** Nothing is to be changed but what one asks for. */
  public static Remedy ask(Question other) {
    return new Remedy(List.of(), Optional.of(other));
  }

  /** The same, and then a command more. */
  public Remedy then(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Remedy(all, instead);
  }

  /**
   * The same, and then another one; a container that the other one makes again is not made again
   * before.
   */
  public Remedy then(Remedy other) {
    List<Step> all = new ArrayList<>();
    List<Step> later = new ArrayList<>(other.steps);
    for (Step step : steps) {
      boolean merged = later.contains(step) && later.get(0).line().startsWith("sed ");
      for (int i = 0; i < later.size() && !merged; i++) {
        Optional<Step> both = both(step, later.get(i));
        if (both.isPresent()) {
          later.set(i, both.get());
          merged = true;
        }
      }
      if (!merged && !other.replaces(step)) {
        all.add(step);
      }
    }
    boolean twice = !all.isEmpty() && later.indexOf(all.get(all.size() - 1)) == 0;
    all.addAll(twice ? later.subList(1, later.size()) : later);
    return new Remedy(all, other.instead.or(() -> instead), other.inSteps || inSteps);
  }

  private static Optional<Step> both(Step first, Step second) {
    return SedEdit.of(first.line())
        .filter(edit -> first.place().equals(second.place()))
        .flatMap(edit -> SedEdit.of(second.line()).flatMap(edit::with))
        .map(edit -> new Step(first.place(), edit.line()));
  }

  private boolean replaces(Step step) {
    return steps.stream()
        .map(Step::line)
        .filter(line -> line.startsWith(REMOVE))
        .map(line -> line.substring(REMOVE.length()))
        .anyMatch(
            name ->
                step.line()
                        .matches(
                            "docker (rm -f|start|unpause|restart|network connect .*) "
                                + Pattern.quote(name))
                    || step.line().matches(".*--name[ =]" + Pattern.quote(name) + "( .*)?"));
  }

  /** The same, after which another question is asked by itself. */
  public Remedy thatAsks(Question other) {
    return new Remedy(steps, Optional.of(other), true);
  }

  /** The same, and then another question. */
  public Remedy thenAsk(Question other) {
    return new Remedy(steps, Optional.of(other));
  }
}
