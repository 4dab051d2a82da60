package passerelle.cli.why;

import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.terminal.Window;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;

/**
 * Where labs come from that are like the one somebody sits in.
 *
 * @param lab that one
 * @param standIn who asks, where that is a container that was gone when its command had ended
 */
record Copies(Lab lab, Optional<StandIn> standIn) {
  private static final int COLUMNS = 80;

  /** Nobody sits in a copy: no command that goes into a container there gets a terminal. */
  private static final Pattern TERMINAL =
      Pattern.compile(
          "^(?!docker run .*?-[itP]*d\\b)(docker (?:run|exec)(?: -\\S+(?: [^-\\s]\\S*)?)*?)"
              + " (?:-it|-ti|-t|--tty)(?= )");

  /** A lab like it, of which nobody else makes use; whoever takes it closes it. */
  Lab plain() throws LabException {
    return lab.another(lab.recipe().unwatched());
  }

  /** The same, in which the container that asks is there. */
  Lab fresh() throws LabException {
    Lab copy = plain();
    standIn.ifPresent(s -> run(copy, s.arrival()));
    return copy;
  }

  /** Who asks came by another command than was typed. */
  Diagnosis asTyped(Diagnosis found) {
    Optional<String> arrival = standIn.map(s -> "host$ " + s.arrival().line());
    Diagnosis typed =
        found.author().isPresent() && found.author().equals(arrival)
            ? found.by(standIn.map(s -> s.typed().prompt() + s.typed().line()))
            : found;
    return typed.because().isEmpty()
        ? typed
        : new Diagnosis(
            typed.cause(),
            typed.arguments(),
            typed.author(),
            typed.because().map(this::asTyped),
            typed.remedies());
  }

  /**
   * Types a command in a copy, and waits as long as a transcript does; its exit status, or 1 where
   * only what it has printed tells that it has failed.
   */
  static int run(Lab copy, Remedy.Step step) {
    int status = run(copy, step, new Terminal(COLUMNS, bytes -> {}));
    copy.settle();
    boolean refused =
        copy.history().stream()
            .reduce((first, last) -> last)
            .filter(last -> last.typed().line().equals(step.line()))
            .filter(Applications::hasFailed)
            .isPresent();
    return status == 0 && refused ? 1 : status;
  }

  /** The same on a screen, and nothing is waited for. */
  static int run(Lab copy, Remedy.Step step, Sink screen) {
    String line = TERMINAL.matcher(step.line()).replaceFirst("$1");
    if (!copy.machines().contains(step.place())) {
      return copy.runIn(step.place(), line, screen);
    }
    Optional<Window> open = window(copy, step.place());
    return open.isPresent()
        ? copy.atWindow(open.get(), typed(step), screen, window -> window.line(line))
        : copy.run(step.place(), line, screen);
  }

  /** Where somebody sits at the machine, the shell is the one that knows what was exported. */
  private static Optional<Window> window(Lab copy, String place) {
    return copy.windows().stream()
        .flatMap(windows -> windows.all().stream())
        .filter(window -> window.place().equals(place))
        .filter(window -> !window.isEnded() && window.isAtRest() && window.isOutermost())
        .findFirst();
  }

  private static Deed.Typed typed(Remedy.Step step) {
    return new Deed.Typed(step.place() + "$ ", step.line(), true);
  }
}
