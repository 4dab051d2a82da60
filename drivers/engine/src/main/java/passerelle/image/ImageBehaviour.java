package passerelle.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an image's own program does.
 *
 * @param program the words that its command begins with; empty for the image's whole command
 * @param services what it listens with; without any, and without a word on its end, the command is
 *     run by the toolset
 * @param log what it prints at start: templates (see {@link passerelle.service.Template}), those
 *     for standard error behind {@code 2> }
 * @param ready what it prints when it listens, in the same way
 * @param exit it ends with this status after printing
 * @param stopStatus its exit status when it is told to stop; empty when it does not listen to
 *     signals and has to be killed
 * @param signals by name without SIG, what it prints when one comes, templates as {@code log};
 *     {@code exit 0} ends it; {@code workers TERM} tells its workers, and what follows waits until
 *     they have ended
 * @param title what {@code ps} shows of it, with {@code $command}; empty for its command
 * @param workers what it starts at its start
 * @param need without which it does not start
 * @param script its entrypoint, where it is one that takes no options for the program
 */
public record ImageBehaviour(
    List<String> program,
    List<Service> services,
    List<String> log,
    List<String> ready,
    OptionalInt exit,
    OptionalInt stopStatus,
    Map<String, List<String>> signals,
    String title,
    Workers workers,
    Need need,
    Optional<EntrypointScript> script) {

  /** Nothing but what the command says. */
  public static final ImageBehaviour NONE =
      new ImageBehaviour(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Map.of(),
          "",
          Workers.NONE,
          Need.NOTHING,
          Optional.empty());

  /**
   * Variables one of which has to be set.
   *
   * @param variables their names; none when nothing is needed
   * @param message what is printed otherwise, on standard error, before the end with status 1
   */
  public record Need(List<String> variables, String message) {
    /** Nothing is needed. */
    public static final Need NOTHING = new Need(List.of(), "");
  }

  /** The same of a program whose command begins with these words. */
  public ImageBehaviour withProgram(List<String> words) {
    return new ImageBehaviour(
        words, services, log, ready, exit, stopStatus, signals, title, workers, need, script);
  }

  /** The same of a program that prints something else at its start. */
  public ImageBehaviour withLog(List<String> lines) {
    return new ImageBehaviour(
        program, services, lines, ready, exit, stopStatus, signals, title, workers, need, script);
  }

  /** The same of a program with other workers. */
  public ImageBehaviour withWorkers(Workers others) {
    return new ImageBehaviour(
        program, services, log, ready, exit, stopStatus, signals, title, others, need, script);
  }

  /** Whether the catalogue says what it does, so that no command is run for it. */
  public boolean isScripted() {
    return !services.isEmpty() || exit.isPresent() || stopStatus.isPresent();
  }
}
