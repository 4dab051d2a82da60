package passerelle.cli.why.trial;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.StandIn;
import passerelle.cli.why.typed.Typing;
import passerelle.scenarios.replay.LabException;

/**
 * Where labs come from that are like the one somebody sits in.
 *
 * @param lab that one
 * @param standIn who asks, where that is a container that was gone when its command had ended
 */
public record Copies(Lab lab, Optional<StandIn> standIn) {
  /** A lab like it, of which nobody else makes use; whoever takes it closes it. */
  public Lab plain() throws LabException {
    return lab.another(lab.recipe().unwatched());
  }

  /** The same, in which the container that asks is there. */
  public Lab fresh() throws LabException {
    Lab copy = plain();
    standIn.ifPresent(s -> Typing.run(copy, s.arrival()));
    return copy;
  }

  /** Who asks came by another command than was typed. */
  public Diagnosis asTyped(Diagnosis found) {
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
}
