package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.op.PlanStep;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Terminal;

/**
 * What a docker command line would do: it is done in a second lab in which all has been done that
 * was done in the first, and only looked at there.
 */
final class SimRehearsal {
  private static final int COLUMNS = 80;

  private SimRehearsal() {}

  static Lab.Rehearsal of(SimLab lab, Recipe recipe, List<String> argv) throws LabException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (SimLab second = lab.another(recipe.unnoted())) {
      lab.alsoInterrupt(Optional.of(second::interrupt));
      List<PlanStep> seen = new ArrayList<>();
      second.onPlan(plan -> seen.addAll(plan.steps()));
      int status =
          second.runProgram(
              LabTopology.HOST,
              argv,
              lab.directory(LabTopology.HOST),
              new Terminal(COLUMNS, screen::writeBytes));
      // The end of that lab stops its containers, which are plans too.
      return new Lab.Rehearsal(List.copyOf(seen), screen.toByteArray(), status);
    } finally {
      lab.alsoInterrupt(Optional.empty());
    }
  }
}
