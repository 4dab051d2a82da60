package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * {@code mount --bind SOURCE TARGET} of a file, a directory or a network namespace, and {@code
 * umount TARGET} (util-linux). How mounts propagate is not modelled, so {@code --make-shared} and
 * the like do nothing.
 */
public final class MountTool {
  private static final int FAILED = 32;

  /** The directory that a file system in memory shows: everybody may write there. */
  private static final String EMPTY = "/tmp";

  private MountTool() {}

  private static String path(KernelView kernel, String operand) {
    return FileSystem.resolve(kernel.process().directory(), operand);
  }

  /** The command {@code mount}. */
  public static int mount(KernelView kernel) throws ToolFailure {
    List<String> operands = new ArrayList<>(kernel.process().arguments());
    if (operands.isEmpty() || operands.equals(List.of("-l"))) {
      kernel.out(MountList.of(kernel.process()));
      return 0;
    }
    boolean bind = operands.removeIf(word -> word.matches("-B|--bind|--rbind|-R"));
    int option = operands.indexOf("-o");
    if (option >= 0 && option + 1 < operands.size() && operands.get(option + 1).equals("bind")) {
      operands.subList(option, option + 2).clear();
      bind = true;
    }
    if (operands.removeIf(word -> word.matches("--make-r?(shared|private|slave)"))) {
      return 0;
    }
    if (!bind && operands.contains("-t")) {
      return ofType(kernel, operands);
    }
    if (!bind || operands.size() != 2 || operands.stream().anyMatch(w -> w.startsWith("-"))) {
      throw ToolFailure.notModelled("mount", "anything but --bind, -t tmpfs, and /proc and /sys");
    }
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw failure("mount", operands.get(1), "permission denied.");
    }
    try {
      bind(kernel, operands.get(0), operands.get(1));
      return 0;
    } catch (FileError refused) {
      throw failure("mount", operands.get(1), refused.getMessage() + ".");
    }
  }

  /** {@code mount -t TYPE SOURCE TARGET}: what the kernel shows at /proc and /sys is there. */
  private static int ofType(KernelView kernel, List<String> operands) throws ToolFailure {
    int at = operands.indexOf("-t");
    String type = at + 1 < operands.size() ? operands.get(at + 1) : "";
    operands.subList(at, Math.min(operands.size(), at + 2)).clear();
    String target = operands.size() == 2 ? path(kernel, operands.get(1)) : "";
    boolean shown = List.of("proc /proc", "sysfs /sys").contains(type + " " + target);
    if (target.isEmpty() || !shown && !type.equals("tmpfs")) {
      throw ToolFailure.notModelled("mount", "anything but --bind, -t tmpfs, and /proc and /sys");
    }
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw failure("mount", operands.get(1), "permission denied.");
    }
    if (!kernel.files().isDirectory(target)) {
      throw failure("mount", operands.get(1), "mount point does not exist.");
    }
    if (!shown) {
      kernel.files().bind(target, new FileSystem(), EMPTY, false);
    }
    return 0;
  }

  private static void bind(KernelView kernel, String source, String target)
      throws ToolFailure, FileError {
    FileSystem files = kernel.files();
    String from = path(kernel, source);
    String to = path(kernel, target);
    if (!files.exists(to)) {
      throw failure("mount", target, "mount point does not exist.");
    }
    if (!files.exists(from)) {
      throw failure("mount", target, "special device " + source + " does not exist.");
    }
    if (files.isDirectory(from) != files.isDirectory(to)) {
      throw failure("mount", target, "mount point is not a directory.");
    }
    Optional<Netns> netns = files.namespace(from);
    if (netns.isPresent()) {
      kernel.lab().names().mount(files, to, netns.get());
    } else if (!files.realPath(from).startsWith(files.realPath(to))) {
      files.bind(to, files, from, false);
    }
  }

  /** The command {@code umount}. */
  public static int unmount(KernelView kernel) throws ToolFailure {
    List<String> operands = new ArrayList<>(kernel.process().arguments());
    operands.removeIf(word -> word.matches("-[lfR]+|--lazy|--force|--recursive"));
    int status = 0;
    for (String operand : operands) {
      try {
        kernel.files().unmount(path(kernel, operand));
      } catch (FileError refused) {
        boolean there = kernel.files().exists(path(kernel, operand));
        String why = there ? "not mounted" : "no mount point specified";
        kernel.err("umount: " + operand + ": " + why + ".\n");
        status = FAILED;
      }
    }
    return status;
  }

  private static ToolFailure failure(String tool, String target, String why) {
    return new ToolFailure(
        FAILED,
        ("%s: %s: %s\n       dmesg(1) may have more information after failed mount "
                + "system call.\n")
            .formatted(tool, target, why));
  }
}
