package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.sysctl.KernelFiles;
import passerelle.sim.userland.tool.KernelView;

/**
 * Runs a command of this place in another network namespace ({@code setns(2)} with CLONE_NEWNET):
 * files, host name and tools stay; what the kernel shows under /proc and /sys is the other
 * namespace's.
 */
public final class Entering {
  private Entering() {}

  /** Finds the program that a command names. */
  public static Optional<Toolset.Tool> find(KernelView kernel, String command) {
    return ScriptFile.execvp(kernel.process(), command);
  }

  /**
   * Runs a program in a place and waits for its end.
   *
   * @return its exit status
   */
  public static int run(Process self, Place place, Toolset.Tool tool, List<String> argv) {
    self.stdout().flush();
    Process child = place.spawn(tool.program(), argv).inherit(self).create();
    child.start();
    return self.awaitEnd(child);
  }

  /**
   * Goes to a place and becomes a program there ({@code execvp(3)}).
   *
   * @return nothing: the tool is no more
   */
  public static int become(Process self, Place place, Toolset.Tool tool, List<String> argv) {
    self.enter(place);
    self.exec(tool.program(), argv);
    throw new IllegalStateException("a program has outlived its end");
  }

  /** A place with another network namespace: itself when it has that already. */
  public static Place place(KernelView kernel, Place base, Netns netns) {
    if (base.netns() == netns) {
      return base;
    }
    FileSystem files = base.files().view();
    boolean writable = kernel.lab().isSysctlWritable(base.files());
    KernelFiles.mount(files, netns, kernel.lab(), writable);
    Place there = base.in(netns, files);
    Place home = base.home();
    String name = name(kernel, netns);
    there.setLabel(() -> netns == home.netns() ? home.label() : home.label() + ":" + name);
    return there;
  }

  /** What people call a namespace: the name that it was given, or the container that it is of. */
  private static String name(KernelView kernel, Netns netns) {
    Optional<String> given = kernel.lab().names().nameOf(kernel.files(), netns.name());
    return given.orElseGet(
        () ->
            kernel.process().scheduler().processes().stream()
                .map(Process::place)
                .filter(place -> place.isContainer() && place.netns() == netns)
                .findFirst()
                .map(Place::label)
                .orElseGet(() -> "net:[" + kernel.lab().inode(netns) + "]"));
  }
}
