package passerelle.sim.userland.process;

import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code unshare}, for new namespaces of network, host name, mounts and processes:
 * {@code unshare -n [-u] [-m] [-p -f] [CMD]}; without a command a shell. Users, IPC and control
 * groups stay what they are. A network namespace ends with the last process in it.
 */
public final class UnshareTool implements LabKernel.Tool {
  private static final String[] KINDS = {"n", "u", "m", "i", "p", "C", "U"};
  private static final String KNOWN = "numipCUrfM::K::";
  private static final String LONG =
      """
      net::=n uts::=u mount::=m ipc::=i pid::=p cgroup::=C user::=U map-root-user=r fork=f
      mount-proc=M kill-child=K time=T map-current-user=c setuid=S setgid=G root=R wd=w map-user:
      map-group: map-users: map-groups: map-auto keep-caps propagation: setgroups: monotonic:
      boottime: help=h version=V
      """;

  @Override
  public int run(KernelView kernel) throws ToolFailure, KernelException {
    Process self = kernel.process();
    Getopt wanted = Getopt.parse("+" + KNOWN + "TcS:G:R:w:hV", LONG, self.arguments());
    wanted.orExit(kernel.process(), "unshare", 1, "Try 'unshare --help' for more information.\n");
    if (wanted.has("V")) {
      kernel.out("unshare from util-linux 2.41\n");
      return 0;
    }
    wanted.only(kernel.process(), "unshare", KNOWN);
    if (wanted.value(KINDS).filter(file -> !file.isEmpty()).isPresent()) {
      throw ToolFailure.notModelled("unshare", "namespaces with a file");
    }
    // Both fork by themselves; what ps sees are the processes of its namespace in any case.
    boolean forks = wanted.has("f", "M", "K");
    boolean pid = wanted.has("p");
    if (pid && !forks) {
      throw ToolFailure.notModelled("unshare", "--pid without --fork");
    }
    if (wanted.has("U") && !wanted.has("r")) {
      throw ToolFailure.notModelled("unshare", "--user without --map-root-user");
    }
    if (!self.has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(1, "unshare: unshare failed: Operation not permitted\n");
    }
    boolean net = wanted.has("n");
    Place place = Entering.place(kernel, self.place(), net ? made(kernel) : self.netns());
    if (pid || wanted.has("u", "m")) {
      place = place.unshared(pid);
    }
    if (wanted.has("M") && pid) {
      ProcFiles.mount(kernel.lab(), place);
    }
    Commands command = Commands.of(self, place, "unshare", wanted.operands());
    if (forks) {
      return Entering.run(self, place, command.tool(), command.argv());
    }
    return Entering.become(self, place, command.tool(), command.argv());
  }

  private static Netns made(KernelView kernel) throws ToolFailure, KernelException {
    Process self = kernel.process();
    String name = "unshared-" + self.hostPid();
    Netns netns = kernel.lab().unshare(name);
    self.onExit(() -> new Abandoned(kernel, netns).deleteIfEmpty());
    return netns;
  }

  /** A namespace that nothing but its processes keeps ({@code cleanup_net}). */
  private record Abandoned(KernelView kernel, Netns netns) {
    void deleteIfEmpty() {
      Optional<Process> inside =
          kernel.process().scheduler().processes().stream()
              .filter(process -> process.netns() == netns)
              .findFirst();
      if (inside.isPresent()) {
        inside.get().onExit(this::deleteIfEmpty);
      } else if (kernel.lab().names().isNamed(netns)) {
        // From now on it is its name alone that keeps it.
        kernel.lab().names().noteMade(netns);
      } else {
        try {
          kernel.lab().drop(netns);
        } catch (KernelException gone) {
          throw new IllegalStateException(gone);
        }
      }
    }
  }
}
