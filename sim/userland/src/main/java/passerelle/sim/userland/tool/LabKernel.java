package passerelle.sim.userland.tool;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import passerelle.kernel.KernelException;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;

/** What the configuration tools of all places of a lab share. */
public final class LabKernel {
  /** {@code PROC_USER_INIT_INO} and {@code PROC_TIME_INIT_INO}. */
  private static final long INITIAL_USER = 4026531837L;

  private static final long INITIAL_TIME = 4026531834L;

  /** Of the namespaces of places that are not the network's; those have numbers of their own. */
  private static final long FIRST_INODE = 4026533200L;

  private static final List<String> KINDS = List.of("mnt", "uts", "ipc", "pid", "cgroup");

  private final Namespaces namespaces;
  private final KernelModules modules = new KernelModules();
  private final NetnsNames names = new NetnsNames();
  private final StaticSettings settings = new StaticSettings();
  private final Map<Place, Long> inodes = new IdentityHashMap<>();

  /** Files of containers that are gone are not kept for it. */
  private final Set<Object> readOnly = Collections.newSetFromMap(new WeakHashMap<>());

  public LabKernel(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** A tool: looks at the kernel, prints, and answers with its exit status. */
  @FunctionalInterface
  public interface Tool {
    /**
     * Runs it.
     *
     * @throws KernelException when the kernel refuses a request: told as iproute2 does
     */
    int run(KernelView kernel) throws ToolFailure, KernelException;

    /** Runs it, where what the kernel refuses is a failure like others. */
    default int attempt(KernelView kernel) throws ToolFailure {
      try {
        return run(kernel);
      } catch (KernelException refused) {
        throw ToolFailure.netlink(refused);
      }
    }
  }

  /** The modules of the machine's kernel. */
  public KernelModules modules() {
    return modules;
  }

  /** Whether there is a network namespace that the machine knows by this name. */
  public boolean isNetns(String name) {
    return namespaces.find(name).isPresent();
  }

  /** A network namespace of its own, with its loopback down ({@code unshare(2)}). */
  public Netns unshare(String name) throws KernelException {
    return namespaces.links().addNetns(name);
  }

  /** Nobody keeps a network namespace any more ({@code cleanup_net}). */
  public void drop(Netns netns) throws KernelException {
    namespaces.delete(netns.name());
    names.forget(netns);
  }

  /** What {@code /proc/PID/ns/net} tells of a network namespace. */
  public long inode(Netns netns) {
    return netns.inode();
  }

  /** The names that {@code ip netns} gave. */
  public NetnsNames names() {
    return names;
  }

  /** The settings that nothing in the simulation obeys. */
  public StaticSettings settings() {
    return settings;
  }

  /**
   * The inode of a namespace that a process is in.
   *
   * @param kind as in {@code /proc/PID/ns}; a user or time namespace of its own has nobody
   */
  public long namespaceInode(Process process, String kind) {
    return switch (kind) {
      case "net" -> inode(process.netns());
      case "user" -> INITIAL_USER;
      case "time" -> INITIAL_TIME;
      default -> {
        long first =
            inodes.computeIfAbsent(
                process.place().home(), p -> FIRST_INODE + (long) KINDS.size() * inodes.size());
        yield first + KINDS.indexOf(kind);
      }
    };
  }

  /** Notes whether {@code /proc/sys} is mounted read-write among the files of a place. */
  public void setSysctlWritable(FileSystem files, boolean writable) {
    if (writable) {
      readOnly.remove(files.identity());
    } else {
      readOnly.add(files.identity());
    }
  }

  public boolean isSysctlWritable(FileSystem files) {
    return !readOnly.contains(files.identity());
  }

  public KernelView view(Process process) {
    return new KernelView(this, process, process.netns());
  }

  /** The tool as a program that a place can have. */
  public BlockingProgram program(Tool tool) {
    return process -> {
      process.stdout().useStdioBuffer();
      try {
        return tool.attempt(view(process));
      } catch (ToolFailure failure) {
        process.stderr().print(BusyboxBuild.in(process, failure.text(process.place().libc())));
        return failure.status();
      }
    };
  }
}
