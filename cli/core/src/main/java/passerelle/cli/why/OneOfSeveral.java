package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.Refusals;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Capture;
import passerelle.sim.shell.Outline;

/**
 * A docker command that failed in a line whose status, or whose output, does not show it: before a
 * pipe or {@code ||}, with its errors sent away.
 */
final class OneOfSeveral {
  private OneOfSeveral() {}

  /** Why Docker has refused that command; empty where none of the line is refused. */
  static Optional<Diagnosis> refused(Lab lab) throws LabException {
    return failed(lab).flatMap(deed -> new Refusals(lab, deed).diagnosis());
  }

  /** That command as if it had been typed alone; empty where none of the line fails. */
  private static Optional<Deed> failed(Lab lab) throws LabException {
    List<Deed> history = lab.history();
    Deed last = history.get(history.size() - 1);
    Optional<Outline> outline =
        Optional.of(last.typed().line())
            .filter(line -> line.contains("docker"))
            .flatMap(line -> Outline.of(line))
            .filter(whole -> !(whole instanceof Outline.Simple s) || !s.redirects().isEmpty());
    if (outline.isEmpty()) {
      return Optional.empty();
    }
    try (Lab copy = lab.another(lab.recipe().first(history.size() - 1).unnoted())) {
      copy.advanceTo(last.at());
      for (Outline.Simple command : (Iterable<Outline.Simple>) first(outline.get())::iterator) {
        String line = String.join(" ", command.words());
        Capture printed = new Capture();
        int status = Typing.run(copy, new Remedy.Step(last.machine(), line), printed);
        if (status != 0 && line.matches("(sudo )?docker .*")) {
          Deed.Typed typed = new Deed.Typed(last.typed().prompt(), line, true);
          Deed.Effect effect = new Deed.Effect(status, printed.text(), true, false);
          return Optional.of(new Deed(last.at(), typed, last.course(), effect));
        }
      }
      return Optional.empty();
    }
  }

  /** What runs by itself in it: of a pipe the command that begins it. */
  private static Stream<Outline.Simple> first(Outline outline) {
    if (outline instanceof Outline.Pipeline pipeline) {
      return first(pipeline.commands().get(0));
    } else if (outline instanceof Outline.Sequence sequence) {
      return sequence.commands().stream().flatMap(OneOfSeveral::first);
    } else if (outline instanceof Outline.AndOr list) {
      return Stream.of(list.left(), list.right()).flatMap(OneOfSeveral::first);
    }
    return outline.simpleCommands();
  }
}
