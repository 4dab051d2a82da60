package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.kernel.Tmpfs;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/**
 * {@code mount --bind SOURCE TARGET} of a file, a directory or a network namespace, and {@code
 * umount TARGET} (util-linux). How mounts propagate is not modelled, so {@code --make-shared} and
 * the like do nothing.
 */
public final class MountTool {
  private static final int FAILED = 32;

  /** The directory that a file system in memory shows: everybody may write there. */
  private static final String EMPTY = "/tmp";

  private static final List<String> WORDS =
      WordList.of(
          """
          bind=B rbind=R move=M fake=f read-only=r verbose=v rw=w types=t options=o make-shared
          make-slave make-private make-rshared make-rslave make-rprivate make-unbindable
          """);

  private MountTool() {}

  private static Getopt read(KernelView kernel, String tool, String letters, List<String> words)
      throws ToolFailure {
    Getopt given = Getopt.parse(letters, words, kernel.process().arguments());
    String hint = "Try '" + tool + " --help' for more information.\n";
    given.orExit(kernel.process(), tool, 1, hint);
    return given;
  }

  private static String path(KernelView kernel, String operand) {
    return kernel.process().path(operand);
  }

  /** The command {@code mount}. */
  public static int mount(KernelView kernel) throws ToolFailure {
    Getopt given = read(kernel, "mount", "BRMfilno:rsvwt:", WORDS);
    List<String> operands = given.operands();
    if (operands.isEmpty() && given.beside("l").findAny().isEmpty()) {
      kernel.out(MountList.of(kernel.process()));
      return 0;
    }
    if (given.options().stream().anyMatch(option -> option.name().startsWith("make-"))) {
      return 0;
    }
    boolean bind = given.has("B", "R") || given.value("o").isPresent();
    boolean known =
        given.beside("BRot").findAny().isEmpty() && "bind".equals(given.value("o").orElse("bind"));
    if (!known || !bind && !given.has("t") || operands.size() != 2) {
      throw ToolFailure.notModelled("mount", "anything but --bind, -t tmpfs, and /proc and /sys");
    }
    try {
      if (!bind) {
        return ofType(kernel, given.value("t").get(), operands);
      }
      if (!kernel.process().has(Capability.SYS_ADMIN)) {
        throw failure(operands.get(1), "permission denied.");
      }
      bind(kernel, operands.get(0), operands.get(1));
      return 0;
    } catch (FileError refused) {
      throw failure(operands.get(1), refused.getMessage() + ".");
    }
  }

  /** {@code mount -t TYPE SOURCE TARGET}: what the kernel shows at /proc and /sys is there. */
  private static int ofType(KernelView kernel, String type, List<String> operands)
      throws ToolFailure, FileError {
    String target = path(kernel, operands.get(1));
    boolean shown = List.of("proc /proc", "sysfs /sys").contains(type + " " + target);
    if (!shown && !type.equals("tmpfs")) {
      throw ToolFailure.notModelled("mount", "anything but --bind, -t tmpfs, and /proc and /sys");
    }
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw failure(operands.get(1), "permission denied.");
    }
    if (!kernel.files().isDirectory(target)) {
      throw failure(operands.get(1), "mount point does not exist.");
    }
    Place place = kernel.process().place();
    if (shown && type.equals("proc") && place != place.home()) {
      ProcFiles.mount(kernel.lab(), place);
    } else if (!shown) {
      FileSystem memory = new FileSystem();
      memory.makeTmpfs(EMPTY, Tmpfs.USUAL);
      kernel.files().bind(target, memory, EMPTY, false);
    }
    return 0;
  }

  private static void bind(KernelView kernel, String source, String target)
      throws ToolFailure, FileError {
    FileSystem files = kernel.files();
    String from = path(kernel, source);
    String to = path(kernel, target);
    if (!files.exists(to)) {
      throw failure(target, "mount point does not exist.");
    }
    if (!files.exists(from)) {
      throw failure(target, "special device " + source + " does not exist.");
    }
    if (files.isDirectory(from) != files.isDirectory(to)) {
      throw failure(target, "mount point is not a directory.");
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
    List<String> words = List.of("lazy=l", "force=f", "recursive=R");
    int status = 0;
    for (String operand : read(kernel, "umount", "lfRnrv", words).operands()) {
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

  private static ToolFailure failure(String target, String why) {
    return new ToolFailure(
        FAILED,
        ("mount: %s: %s\n       dmesg(1) may have more information after failed mount "
                + "system call.\n")
            .formatted(target, why));
  }
}
