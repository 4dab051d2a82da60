package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;

/**
 * {@code readlink}, of the only symbolic links there are: those of /proc that tell in which network
 * namespace a process is ({@code fs/proc/namespaces.c}).
 */
public final class ReadlinkTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) {
    List<String> paths = new ArrayList<>(kernel.process().arguments());
    boolean canonical = paths.removeIf(word -> word.matches("-[efm]+|--canonicalize.*"));
    boolean newline = !paths.removeIf("-n"::equals);
    int status = 0;
    for (String path : paths) {
      String full = FileSystem.resolve(kernel.process().directory(), path);
      Optional<String> target = target(kernel, full);
      if (target.isEmpty() && canonical) {
        target = Optional.of(full);
      }
      target.ifPresent(text -> kernel.out(newline ? text + "\n" : text));
      status = target.isPresent() ? status : 1;
    }
    return status;
  }

  private static Optional<String> target(KernelView kernel, String path) {
    if (!path.matches("/proc/(self|[0-9]{1,9})/ns/net")) {
      return Optional.empty();
    }
    return process(kernel.process(), path.split("/")[2])
        .map(p -> "net:[" + kernel.namespaces().inode(p.netns()) + "]");
  }

  /** A machine sees the processes of its containers, too; a container sees its own only. */
  private static Optional<Process> process(Process self, String pid) {
    if (pid.equals("self")) {
      return Optional.of(self);
    }
    int number = Integer.parseInt(pid);
    boolean machine = self.pid() == self.hostPid();
    return machine
        ? self.scheduler().processes().stream().filter(p -> p.hostPid() == number).findFirst()
        : self.place().processes().stream().filter(p -> p.pid() == number).findFirst();
  }
}
