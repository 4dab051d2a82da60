package passerelle.sim.userland.tool;

import java.util.List;
import java.util.Optional;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.ConfigurationTools;

/**
 * Runs a command of this place in another network namespace ({@code setns(2)} with CLONE_NEWNET):
 * files, host name and tools stay; what the kernel shows under /proc and /sys is the other
 * namespace's.
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
    FileSystem files = self.files().view();
    boolean writable = kernel.lab().isSysctlWritable(self.files());
    ConfigurationTools.mountKernelFiles(files, netns, kernel.lab(), writable);
    Place there =
        Place.machine(self.scheduler(), netns, self.hostname(), files, self.place().tools());
    self.stdout().flush();
    Process child = there.spawn(tool.program(), argv).inherit(self).create();
    child.start();
    return self.awaitEnd(child);
  }
}
