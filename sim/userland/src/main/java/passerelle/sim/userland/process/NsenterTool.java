package passerelle.sim.userland.process;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.userland.process.NsenterOptions.Kind;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code nsenter}, for the namespaces of a process or the network namespace that a file
 * names: {@code nsenter -t PID -n CMD}, {@code nsenter --net=/run/netns/NAME CMD}, {@code nsenter
 * -t PID -a}; without a command a shell. Files and tools come with the mount namespace.
 */
public final class NsenterTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    NsenterOptions options = new NsenterOptions(kernel.process());
    if (options.kinds().isEmpty()) {
      throw new ToolFailure(1, "nsenter: no namespace specified\n");
    }
    Process self = kernel.process();
    Set<Kind> kinds = EnumSet.copyOf(options.kinds());
    Optional<Process> target = Optional.empty();
    boolean byFile = kinds.equals(Set.of(Kind.NET)) && options.file().isPresent();
    if (!byFile) {
      target = Optional.of(byPid(kernel, options.target(first(kinds)), path(options, kinds)));
    }
    Optional<Netns> net =
        options.file().isPresent()
            ? Optional.of(byFile(kernel, options.file().get()))
            : target.filter(t -> kinds.contains(Kind.NET)).map(Process::netns);
    if (!self.has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(
          1,
          "nsenter: reassociate to namespace 'ns/"
              + first(kinds).file()
              + "' failed: Operation not permitted\n");
    }
    boolean files = kinds.contains(Kind.MOUNT);
    Place base = files ? target.orElseThrow().place() : self.place();
    Place place = Entering.place(kernel, base, net.orElse(self.netns()));
    if (kinds.contains(Kind.UTS) && !files) {
      place.setHostname(target.orElseThrow().hostname());
    }
    Commands command = Commands.of(self, place, "nsenter", options.command());
    return kinds.contains(Kind.PID)
        ? Entering.run(self, place, command.tool(), command.argv())
        : Entering.become(self, place, command.tool(), command.argv());
  }

  private static Kind first(Set<Kind> kinds) {
    return kinds.iterator().next();
  }

  private static String path(NsenterOptions options, Set<Kind> kinds) throws ToolFailure {
    return "/proc/" + options.target(first(kinds)) + "/ns/" + first(kinds).file();
  }

  private static Process byPid(KernelView kernel, String pid, String path) throws ToolFailure {
    if (!pid.matches("[0-9]{1,9}")) {
      throw new ToolFailure(1, "nsenter: failed to parse pid: '" + pid + "'\n");
    }
    int number = Integer.parseInt(pid);
    return kernel.process().scheduler().processes().stream()
        .filter(p -> p.hostPid() == number)
        .findFirst()
        .orElseThrow(() -> cannotOpen(path));
  }

  private static ToolFailure cannotOpen(String path) {
    return new ToolFailure(1, "nsenter: cannot open " + path + ": No such file or directory\n");
  }

  private static Netns byFile(KernelView kernel, String path) throws ToolFailure {
    String full = kernel.process().path(path);
    Optional<Netns> netns = kernel.files().namespace(full);
    if (netns.isEmpty() && kernel.files().exists(full)) {
      throw new ToolFailure(
          1, "nsenter: reassociate to namespace 'ns/net' failed: Invalid argument\n");
    }
    return netns.orElseThrow(() -> cannotOpen(path));
  }
}
