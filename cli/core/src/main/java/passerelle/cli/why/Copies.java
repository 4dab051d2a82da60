package passerelle.cli.why;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.scenarios.replay.LabException;

/**
 * Where labs come from that are like the one somebody sits in.
 *
 * @param lab that one
 * @param standIn who asks, where that is a container that was gone when its command had ended
 */
record Copies(Lab lab, Optional<StandIn> standIn) {
  /** A lab like it, of which nobody else makes use; whoever takes it closes it. */
  Lab plain() throws LabException {
    return lab.another(lab.recipe());
  }

  /** The same, in which the container that asks is there. */
  Lab fresh() throws LabException {
    Lab copy = plain();
    standIn.ifPresent(s -> run(copy, s.arrival()));
    return copy;
  }

  /** Types a command in a copy, and waits as long as a transcript does; its exit status. */
  static int run(Lab copy, Remedy.Step step) {
    int status =
        copy.machines().contains(step.place())
            ? copy.run(step.place(), step.line(), bytes -> true)
            : copy.runIn(step.place(), step.line(), bytes -> true);
    copy.settle();
    return status;
  }
}
