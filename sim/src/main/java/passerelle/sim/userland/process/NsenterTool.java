package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.Entering;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code nsenter}, for the network namespace of a process: {@code nsenter -t PID -n
 * CMD}, {@code nsenter --net=/run/netns/NAME CMD}. The command is this place's own.
 */
public final class NsenterTool implements LabKernel.Tool {
  private static final String PATHS = "/(var/)?run/netns/";

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    Optional<String> target = Optional.empty();
    Optional<String> file = Optional.empty();
    boolean net = false;
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0);
      if (option.equals("--")) {
        break;
      } else if (option.matches("-n?t") || option.equals("--target")) {
        net |= option.contains("n") && !option.startsWith("--");
        target = words.isEmpty() ? target : Optional.of(words.remove(0));
      } else if (option.matches("-t[0-9]+|--target=[0-9]+")) {
        target = Optional.of(option.replaceAll("[^0-9]", ""));
      } else if (option.equals("-n") || option.equals("--net")) {
        net = true;
      } else if (option.startsWith("--net=") || option.matches("-n/.*")) {
        net = true;
        file = Optional.of(option.substring(option.indexOf('/') < 0 ? 6 : option.indexOf('/')));
      } else {
        throw ToolFailure.notModelled("nsenter", "option " + option + ", only -t PID -n");
      }
    }
    if (!net) {
      throw new ToolFailure(1, "nsenter: no namespace specified\n");
    }
    Netns netns = file.isPresent() ? byFile(kernel, file.get()) : byTarget(kernel, target);
    return enter(kernel, netns, words);
  }

  private static Netns byTarget(KernelView kernel, Optional<String> target) throws ToolFailure {
    String pid =
        target.orElseThrow(
            () ->
                new ToolFailure(
                    1, "nsenter: neither filename nor target pid supplied for ns/net\n"));
    return byPid(kernel, pid, "/proc/" + pid + "/ns/net");
  }

  private static Netns byPid(KernelView kernel, String pid, String path) throws ToolFailure {
    if (!pid.matches("[0-9]{1,9}")) {
      throw new ToolFailure(1, "nsenter: failed to parse pid: '" + pid + "'\n");
    }
    int number = Integer.parseInt(pid);
    return kernel.process().scheduler().processes().stream()
        .filter(p -> p.hostPid() == number)
        .findFirst()
        .map(Process::netns)
        .orElseThrow(() -> cannotOpen(path));
  }

  private static ToolFailure cannotOpen(String path) {
    return new ToolFailure(1, "nsenter: cannot open " + path + ": No such file or directory\n");
  }

  private static Netns byFile(KernelView kernel, String path) throws ToolFailure {
    if (path.matches("/proc/[0-9]+/ns/net")) {
      return byPid(kernel, path.split("/")[2], path);
    }
    Optional<Netns> named =
        path.matches(PATHS + "[^/]+")
            ? kernel.namedNetns(path.replaceFirst(PATHS, ""))
            : Optional.empty();
    return named.orElseThrow(() -> cannotOpen(path));
  }

  private static int enter(KernelView kernel, Netns netns, List<String> words) throws ToolFailure {
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(
          1, "nsenter: reassociate to namespace 'ns/net' failed: Operation not permitted\n");
    }
    List<String> argv = words.isEmpty() ? List.of("sh") : words;
    Toolset.Tool tool =
        Entering.find(kernel, argv.get(0))
            .orElseThrow(
                () ->
                    new ToolFailure(
                        127,
                        "nsenter: failed to execute "
                            + argv.get(0)
                            + ": No such file or directory\n"));
    return Entering.run(kernel, netns, tool, argv);
  }
}
