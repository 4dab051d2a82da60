package passerelle.sim.userland.tool;

import java.util.List;
import java.util.Optional;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/**
 * Runs a command of this place in another network namespace ({@code setns(2)} with CLONE_NEWNET):
 * files, host name and tools stay.
 */
public final class Entering {
  private Entering() {}

  /** Finds the program that a command names. */
  public static Optional<Toolset.Tool> find(KernelView kernel, String command) {
    return kernel.process().place().tools().find(command);
  }

  /**
   * Runs a command and waits for its end.
   *
   * @return its exit status
   */
  public static int run(KernelView kernel, Netns netns, Toolset.Tool tool, List<String> argv) {
    Process self = kernel.process();
    Place there =
        Place.machine(self.scheduler(), netns, self.hostname(), self.files(), self.place().tools());
    self.stdout().flush();
    Process child = there.spawn(tool.program(), argv).inherit(self).create();
    child.start();
    return self.awaitEnd(child);
  }
}
