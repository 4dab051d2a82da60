package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code unshare}, for new namespaces of network, host name, mounts and processes:
 * {@code unshare -n [-u] [-m] [-p -f] [CMD]}; without a command a shell. Users, IPC and control
 * groups stay what they are. A network namespace ends with the last process in it.
 */
public final class UnshareTool implements LabKernel.Tool {
  private static final Map<Character, String> LETTERS =
      Map.of(
          'n', "net",
          'u', "uts",
          'm', "mount",
          'i', "ipc",
          'p', "pid",
          'C', "cgroup",
          'U', "user",
          'r', "map-root-user",
          'f', "fork");

  @Override
  public int run(KernelView kernel) throws ToolFailure, KernelException {
    Process self = kernel.process();
    List<String> words = new ArrayList<>(self.arguments());
    Set<String> wanted = options(words);
    boolean pid = wanted.contains("pid");
    if (pid && !wanted.contains("fork")) {
      throw ToolFailure.notModelled("unshare", "--pid without --fork");
    }
    if (wanted.contains("user") && !wanted.contains("map-root-user")) {
      throw ToolFailure.notModelled("unshare", "--user without --map-root-user");
    }
    if (!self.has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(1, "unshare: unshare failed: Operation not permitted\n");
    }
    boolean net = wanted.contains("net");
    Place place = Entering.place(kernel, self.place(), net ? made(kernel) : self.netns());
    if (pid || wanted.contains("uts") || wanted.contains("mount")) {
      place = place.unshared(pid);
    }
    Commands command = Commands.of(self, place, "unshare", words);
    if (wanted.contains("fork")) {
      return Entering.run(self, place, command.tool(), command.argv());
    }
    return Entering.become(self, place, command.tool(), command.argv());
  }

  /** Takes the options off and tells them by their long names. */
  private static Set<String> options(List<String> words) throws ToolFailure {
    Set<String> wanted = new HashSet<>();
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0);
      if (option.equals("--")) {
        break;
      }
      String name = option.replaceFirst("^--", "");
      if (option.startsWith("--")) {
        if (!LETTERS.containsValue(name) && !name.matches("(mount-proc|kill-child)(=.*)?")) {
          throw ToolFailure.notModelled("unshare", "option " + option);
        }
        // Both fork by themselves; what ps sees are the processes of its namespace in any case.
        wanted.add(name.matches("mount-proc.*|kill-child.*") ? "fork" : name);
        continue;
      }
      for (char letter : option.substring(1).toCharArray()) {
        if (!LETTERS.containsKey(letter)) {
          throw ToolFailure.notModelled("unshare", "option -" + letter);
        }
        wanted.add(LETTERS.get(letter));
      }
    }
    return wanted;
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
