package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change that may mend what is wrong.
 *
 * @param steps what a person would type
 * @param instead what is then to be asked for in place of what was; empty for the same again
 */
public record Remedy(List<Step> steps, Optional<Question> instead) {
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

  /** The same, and then another question. */
  public Remedy thenAsk(Question other) {
    return new Remedy(steps, Optional.of(other));
  }
}
