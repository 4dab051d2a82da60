package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.Space;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;

/**
 * The mount and UTS namespace of a space, with a root directory of its own (runc's
 * rootfs_linux.go). The JVM holds both by descriptors; they end when it lets go and no process is
 * in them.
 */
final class SpaceRoot implements AutoCloseable {
  private static final long RDONLY = 1;
  private static final long NOSUID = 2;
  private static final long NODEV = 4;
  private static final long NOEXEC = 8;
  private static final long REMOUNT = 32;
  private static final long BIND = 4096;
  private static final long RECURSIVE = 16384;
  private static final int DETACH = 2;

  private final Netns netns;
  private final Path path;
  private final boolean writable;
  private String doing = "";
  private int mounts = -1;
  private int names = -1;
  private int root = -1;

  private SpaceRoot(Netns netns, Path path, boolean writable) {
    this.netns = netns;
    this.path = path;
    this.writable = writable;
  }

  /**
   * Builds the namespaces over a tree. A space with processes of its own (a pid namespace) still
   * lacks /proc then, and the machine's root is still there: {@link #complete} ends that.
   */
  static SpaceRoot make(Space space, Netns netns, SpaceTree tree, boolean ownProcesses)
      throws KernelException {
    SpaceRoot made = new SpaceRoot(netns, tree.root(), space.sysctlsWritable());
    byte[] hostname = space.hostname().getBytes(StandardCharsets.UTF_8);
    try {
      FreshThread.run(
          () -> {
            Libc.unshare(Libc.CLONE_NEWNS | Calls.CLONE_NEWUTS);
            Libc.setns(netns.fd(), Libc.CLONE_NEWNET);
            Calls.sethostname(space.hostname(), hostname.length);
            made.build(tree);
            made.hold();
            if (!ownProcesses) {
              made.mount("proc", tree.root() + "/proc", "proc", NOSUID | NODEV | NOEXEC, null);
              made.pivot();
            }
            return 0;
          });
    } catch (KernelException e) {
      made.close();
      throw new KernelException(e.errno(), made.doing + ": " + e.getMessage());
    }
    return made;
  }

  private void build(SpaceTree tree) throws LastErrorException {
    mount(path.toString(), path.toString(), null, BIND, null);
    for (SpaceTree.Overlay overlay : tree.overlays()) {
      mountOverlay(overlay);
    }
    for (String device : SpaceTree.DEVICES) {
      mount("/dev/" + device, path + "/dev/" + device, null, BIND, null);
    }
    mount("devpts", path + "/dev/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666");
    try {
      mount("sysfs", path + "/sys", "sysfs", NOSUID | NODEV | NOEXEC, null);
    } catch (LastErrorException refused) {
      // Some machines refuse to mount sysfs: /sys is empty then.
      return;
    }
  }

  private void mountOverlay(SpaceTree.Overlay overlay) throws LastErrorException {
    String target = overlay.target().toString();
    try {
      mount("overlay", target, "overlay", 0, overlay.options());
    } catch (LastErrorException refused) {
      // Without overlays it is read-only.
      mount(overlay.machines().toString(), target, null, BIND | RECURSIVE, null);
      mount("none", target, null, REMOUNT | BIND | RDONLY | NOSUID | NODEV, null);
    }
  }

  private void mount(String source, String target, String type, long flags, String data)
      throws LastErrorException {
    doing = "mount " + source + " on " + target;
    Libc.mount(source, target, type, flags, data);
  }

  private void hold() throws LastErrorException {
    mounts = Libc.open("/proc/thread-self/ns/mnt", Libc.O_RDONLY | Libc.O_CLOEXEC);
    names = Libc.open("/proc/thread-self/ns/uts", Libc.O_RDONLY | Libc.O_CLOEXEC);
    root = Libc.open(path.toString(), Calls.O_PATH | Libc.O_CLOEXEC);
  }

  /** Makes the tree the root of the namespace, and lets go of the machine's (pivot_root(2)). */
  private void pivot() throws LastErrorException {
    Calls.chdir(path.toString());
    readOnly("proc/sys", "proc/sys/net");
    readOnly("proc/sysrq-trigger", "");
    readOnly("sys", "sys/devices/virtual/net");
    doing = "pivot_root";
    Calls.pivot_root(".", ".");
    Libc.umount2(".", DETACH);
    Calls.chdir("/");
  }

  /**
   * Lets nobody write kernel files, where this kernel has them, but for those of the network
   * namespace where the space may write sysctls.
   */
  private void readOnly(String directory, String own) throws LastErrorException {
    if (!exists(directory)) {
      return;
    }
    mount(directory, directory, null, BIND | RECURSIVE, null);
    if (writable && exists(own)) {
      mount(own, own, null, BIND, null);
    }
    mount("none", directory, null, REMOUNT | BIND | RDONLY | NOSUID | NODEV | NOEXEC, null);
  }

  private boolean exists(String file) {
    return !file.isEmpty() && new File(path + "/" + file).exists();
  }

  /** Mounts /proc for a pid namespace that has its first process, and makes the tree the root. */
  void complete(int processes) throws KernelException {
    String proc = path + "/proc";
    Path program = Layers.find("mount").orElseThrow(() -> new KernelException(Errno.ENOENT));
    try (Spawn mount =
        new Spawn(
            program.toString(),
            List.of("mount", "-t", "proc", "-o", "nosuid,nodev,noexec", "proc", proc),
            Map.of(),
            List.of(Stdio.nothing(), Stdio.nothing(), Stdio.nothing()))) {
      FreshThread.run(
          () -> {
            enter(OptionalInt.of(processes));
            int[] status = new int[1];
            Calls.waitpid(mount.run(), status, 0);
            if (status[0] != 0) {
              // Where no other one may be mounted, /proc shows the whole lab.
              mount("/proc", proc, null, BIND | RECURSIVE, null);
            }
            pivot();
            return 0;
          });
    }
  }

  /** Takes the calling thread in, for good; its children will be in a pid namespace if given. */
  void enter(OptionalInt processes) throws LastErrorException {
    Libc.setns(netns.fd(), Libc.CLONE_NEWNET);
    Libc.setns(names, Calls.CLONE_NEWUTS);
    if (processes.isPresent()) {
      Libc.setns(processes.getAsInt(), Calls.CLONE_NEWPID);
    }
    Libc.unshare(Calls.CLONE_FS);
    Libc.setns(mounts, Libc.CLONE_NEWNS);
  }

  /** Takes the calling thread into the tree while the machine's root is still there. */
  void enterEarly() throws LastErrorException {
    enter(OptionalInt.empty());
    Calls.chroot(path.toString());
    Calls.chdir("/");
    Libc.unshare(Calls.CLONE_NEWPID);
  }

  /**
   * Mounts a network namespace on a new file of the tree; takes the calling thread in, for good.
   */
  int mountNamespace(Netns other, String file) throws LastErrorException {
    enter(OptionalInt.empty());
    Libc.close(Calls.creat(file, 0644));
    return Libc.mount("/proc/self/fd/" + other.fd(), file, null, BIND, null);
  }

  /** Takes a mount on a file away, and the file; takes the calling thread in, for good. */
  int unmount(String file) throws LastErrorException {
    enter(OptionalInt.empty());
    Libc.umount2(file, DETACH);
    return Calls.unlink(file);
  }

  /** The files as its processes see them. */
  RootFiles files() {
    return new RootFiles(root);
  }

  /** The tree as the JVM sees it: what overlays and other mounts hide included. */
  Path path() {
    return path;
  }

  /** Identity of the mount namespace, as {@code /proc/PID/ns/mnt} shows it. */
  String identity() {
    return Descriptors.target(mounts);
  }

  @Override
  public void close() {
    for (int fd : List.of(mounts, names, root)) {
      if (fd >= 0) {
        Descriptors.close(fd);
      }
    }
  }
}
