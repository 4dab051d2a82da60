package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.KernelOp;
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
      Set<KernelOp> due = announcements(second);
      second.onPlan(
          plan -> plan.steps().stream().filter(s -> !due.contains(s.op())).forEach(seen::add));
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

  /** Addresses that are there are announced a few times by themselves: no doing of the command. */
  private static Set<KernelOp> announcements(SimLab lab) {
    Set<KernelOp> due = new HashSet<>();
    for (String netns : lab.namespaces()) {
      for (LinkView link : lab.kernel().view().links(netns)) {
        link.addresses()
            .forEach(
                inet ->
                    due.add(
                        new KernelOp.AnnounceAddress(
                            netns, link.name(), inet.address().address())));
      }
    }
    return due;
  }
}
