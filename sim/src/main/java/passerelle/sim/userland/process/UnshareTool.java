package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code unshare}, for a new network namespace and a new host name: {@code unshare -n
 * [-u] [CMD]}; without a command a shell. The namespace ends with the last process in it.
 */
public final class UnshareTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    List<String> words = new ArrayList<>(self.arguments());
    boolean net = false;
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0);
      if (option.equals("--")) {
        break;
      }
      if (!option.matches("-[numr]+|--(net|uts|mount|map-root-user)")) {
        throw ToolFailure.notModelled("unshare", "option " + option);
      }
      net |= option.equals("--net") || option.matches("-[a-z]*n[a-z]*");
    }
    if (!self.has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(1, "unshare: unshare failed: Operation not permitted\n");
    }
    Place place = Entering.place(kernel, self.place(), net ? made(kernel) : self.netns());
    Commands command = Commands.of(self, place, "unshare", words);
    return Entering.become(self, place, command.tool(), command.argv());
  }

  private static Netns made(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    String name = "unshared-" + self.hostPid();
    try {
      Netns netns = kernel.links().addNetns(name);
      self.onExit(() -> new Abandoned(kernel, netns).deleteIfEmpty());
      return netns;
    } catch (KernelException refused) {
      throw ToolFailure.netlink(refused);
    }
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
      } else if (!kernel.lab().names().isNamed(netns)) {
        try {
          kernel.namespaces().delete(netns.name());
        } catch (KernelException gone) {
          throw new IllegalStateException(gone);
        }
      }
    }
  }
}
