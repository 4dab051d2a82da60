package passerelle.sim.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.sim.netns.Netns;

/**
 * The files of one root: what processes see is a layer that stays as it is, such as an image, and
 * one over it that takes what is written (fs/overlayfs). A file of the lower layer is copied up
 * before it is written, and a whiteout hides one that is removed.
 */
final class OverlayFiles {
  private static final List<String> DIRECTORIES =
      List.of(
          """
          / /bin /dev /etc /home /proc /proc/net /proc/sys /root /run /sbin
          /sys /sys/class /sys/class/net /sys/devices /sys/devices/virtual /sys/devices/virtual/net
          /tmp /usr /usr/bin /usr/sbin /var /var/log /www
          """
              .strip()
              .split("\\s+"));

  private Disk disk;

  private Layer lower;
  private final NavigableMap<String, Dentry> upper = new TreeMap<>();
  private final Set<String> whiteouts = new HashSet<>();
  private long lastBirth;

  /** What every root has at first: the same everywhere, and made once. */
  private static final Layer USUAL = usual();

  /** The permissions of what is made (umask 022). */
  static final int PLAIN = 0644;

  static final int PLAIN_DIRECTORY = 0755;
  private static final int PUBLIC_DIRECTORY = 01777;
  private static final int STICKY = 01000;
  private static final int FOR_OTHERS = 0002;
  private static final int DEVICE = 0666;

  private static final Set<String> OPEN_TO_ALL =
      Set.of("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue");

  private long touches;
  private boolean readOnly;

  /** What others than root have made, and who. */
  private final Map<String, Integer> owners = new HashMap<>();

  /** The permissions that directories have been given. */
  private final Map<String, Integer> modes = new HashMap<>();

  private OverlayFiles(Disk disk, Layer lower) {
    this.disk = disk;
    this.lower = lower;
    lastBirth = lower.lastBirth();
  }

  /** Those of a root that has the usual directories and nothing in them. */
  OverlayFiles(Disk disk) {
    this(disk, USUAL);
  }

  private static Layer usual() {
    OverlayFiles usual = new OverlayFiles(new Disk(), new Layer(Map.of(), 0));
    DIRECTORIES.forEach(usual::putDirectory);
    usual.putDevices();
    usual.put("/var/run", new Inode.Link("/run"));
    return usual.merged();
  }

  /** Those of every container (runc: specconv.AllowedDevices, setupDevSymlinks). */
  private void putDevices() {
    put("/dev/null", new Device(1, 3));
    put("/dev/zero", new Device(1, 5));
    put("/dev/full", new Device(1, 7));
    put("/dev/random", new Device(1, 8));
    put("/dev/urandom", new Device(1, 9));
    put("/dev/tty", new Device(5, 0));
    put("/dev/fd", new Inode.Link("/proc/self/fd"));
    put("/dev/stdin", new Inode.Link("/proc/self/fd/0"));
    put("/dev/stdout", new Inode.Link("/proc/self/fd/1"));
    put("/dev/stderr", new Inode.Link("/proc/self/fd/2"));
    put("/dev/ptmx", new Inode.Link("pts/ptmx"));
    putDirectory("/dev/pts");
    put("/dev/pts/ptmx", new Device(5, 2));
    putDirectory("/dev/shm");
    putDirectory("/dev/mqueue");
  }

  /** All of it is in memory: it has a size of its own from now on. */
  void limit(long octets) {
    disk = disk.part(octets);
  }

  Disk disk() {
    return disk;
  }

  /** The device at a path. */
  Optional<Device> device(String path) {
    return inode(path, Device.class);
  }

  /** A process has done something to the files. */
  void touch() {
    touches++;
  }

  /** How often. */
  long touches() {
    return touches;
  }

  void forgetTouchesSince(long number) {
    touches = number;
  }

  /** The name that is seen at a path; null if there is none. */
  private Dentry dentry(String path) {
    Dentry own = upper.get(path);
    return own != null || whiteouts.contains(path) ? own : lower.get(path);
  }

  boolean exists(String path) {
    return dentry(path) != null;
  }

  boolean isDirectory(String path) {
    Dentry there = dentry(path);
    return there != null && there.inode() instanceof Inode.Directory;
  }

  Optional<Inode> inode(String path) {
    return Optional.ofNullable(dentry(path)).map(Dentry::inode);
  }

  Optional<FileContents> file(String path) {
    return inode(path, FileContents.class);
  }

  /** What is at a path, if it is of that kind. */
  <T extends Inode> Optional<T> inode(String path, Class<T> kind) {
    return inode(path).filter(kind::isInstance).map(kind::cast);
  }

  /** Puts what is at a path, in the place of what is there. */
  void put(String path, Inode inode) {
    Dentry old = dentry(path);
    upper.put(path, new Dentry(inode, old == null ? ++lastBirth : old.birth()));
  }

  /** A number that is greater for what was made later. */
  long birth(String path) {
    Dentry there = dentry(path);
    return there == null ? 0 : there.birth();
  }

  /** The names in a directory, sorted by their bytes. */
  List<String> names(String path) {
    String prefix = path.equals("/") ? "/" : path + "/";
    TreeSet<String> names = new TreeSet<>(lower.names(prefix));
    names.removeIf(name -> whiteouts.contains(prefix + name));
    names.addAll(Layer.names(upper, prefix));
    return List.copyOf(names);
  }

  void putDirectory(String path) {
    put(path, new Inode.Directory());
  }

  /** Puts a new, empty file in the place of what is there. */
  FileContents putFile(String path) {
    FileContents made = new FileContents(disk);
    put(path, made);
    return made;
  }

  /** The file at a path to be written: the layer's own, made or copied up. */
  FileContents writable(String path) {
    touch();
    Optional<FileContents> seen = file(path);
    if (seen.isEmpty()) {
      return putFile(path);
    }
    if (upper.containsKey(path)) {
      return seen.get();
    }
    FileContents copy = seen.get().copy();
    put(path, copy);
    return copy;
  }

  /**
   * Whether a user may write a file, or make it (inode_permission in fs/namei.c): files are their
   * maker's, and anybody may make some in the directories for temporary files.
   */
  boolean mayWrite(String path, int uid) {
    return exists(path)
        ? uid == 0 || device(path).isPresent() || isOwner(path, uid)
        : mayChange(parent(path), uid);
  }

  /** Whether a user may remove what is there: in directories for all, only what is his. */
  boolean mayRemove(String path, int uid) {
    String directory = parent(path);
    return (mode(directory) & STICKY) != 0
        ? uid == 0 || isOwner(path, uid)
        : mayChange(directory, uid);
  }

  private boolean mayChange(String directory, int uid) {
    boolean open = isDirectory(directory) && (mode(directory) & FOR_OTHERS) != 0;
    return uid == 0 || open || isOwner(directory, uid);
  }

  private boolean isOwner(String path, int uid) {
    return owner(path) == uid;
  }

  /** Whose a file is. */
  int owner(String path) {
    return owners.getOrDefault(path, 0);
  }

  /** The permission bits of what is there ({@code inode.i_mode}). */
  int mode(String path) {
    if (!isDirectory(path)) {
      int other = device(path).isPresent() ? DEVICE : PLAIN;
      return file(path).map(FileContents::mode).orElse(other);
    }
    return modes.getOrDefault(
        path, OPEN_TO_ALL.contains(path) ? PUBLIC_DIRECTORY : PLAIN_DIRECTORY);
  }

  /** Sets them; EPERM for whom it does not belong to. */
  void chmod(String path, int mode, int uid) throws FileError {
    if (uid != 0 && !isOwner(path, uid)) {
      throw new FileError(Errno.EPERM);
    }
    if (isDirectory(path)) {
      modes.put(path, mode);
    } else if (file(path).isPresent()) {
      writable(path).setMode(mode);
    }
  }

  /** Gives a file to a user. */
  void chown(String path, int uid) {
    owners.put(path, uid);
  }

  /** A user is about to make what is not there yet. */
  void own(String path, int uid) {
    if (uid != 0 && !exists(path)) {
      owners.put(path, uid);
    }
  }

  void remove(String path) {
    owners.remove(path);
    modes.remove(path);
    touch();
    Dentry gone = upper.remove(path);
    if (lower.get(path) != null) {
      whiteouts.add(path);
    }
    if (gone != null
        && gone.inode() instanceof FileContents file
        && upper.values().stream().noneMatch(other -> other.inode() == file)) {
      file.truncate();
    }
  }

  /** The namespaces that are mounted on files. */
  List<Netns> namespaces() {
    return upper.values().stream()
        .map(Dentry::inode)
        .filter(Inode.Namespace.class::isInstance)
        .map(inode -> ((Inode.Namespace) inode).netns())
        .toList();
  }

  /** The file system is mounted read-only ({@code MS_RDONLY}). */
  void protect() {
    readOnly = true;
  }

  boolean isReadOnly(String path) {
    return readOnly && !path.startsWith("/dev/");
  }

  /** All that is seen, in one layer. */
  private Layer merged() {
    Map<String, Dentry> seen = new HashMap<>(lower.dentries());
    seen.keySet().removeAll(whiteouts);
    seen.putAll(upper);
    return new Layer(seen, lastBirth);
  }

  /** All that is seen now is an image's from now on, which other roots can stand on. */
  void seal(String image) {
    Layer sealed = merged();
    upper.clear();
    whiteouts.clear();
    disk.images().put(image, sealed);
    standOn(sealed);
  }

  /** Stands on the layer of an image, if it has been sealed; else it is false. */
  boolean standOn(String image) {
    Layer sealed = disk.images().get(image);
    if (sealed != null) {
      standOn(sealed);
    }
    return sealed != null;
  }

  private void standOn(Layer layer) {
    layer.enter();
    lower = layer;
    lastBirth = Math.max(lastBirth, layer.lastBirth());
  }

  /** Gives the room of all files back: nobody will see them again. */
  void discard() {
    Layer.truncate(upper.values());
    if (lower != USUAL && lower.leave()) {
      disk.images().values().remove(lower);
    }
  }

  /** Octets in the files of the upper layer, some aside. */
  long written(Predicate<String> aside) {
    return upper.entrySet().stream()
        .filter(e -> !aside.test(e.getKey()))
        .mapToLong(e -> e.getValue().inode() instanceof FileContents file ? file.size() : 0)
        .sum();
  }

  /** How what is seen differs from the lower layer, by path, some paths aside. */
  List<FileTree.Change> changes(Predicate<String> aside) {
    TreeMap<String, FileTree.Change.Kind> found = new TreeMap<>();
    upper.forEach(
        (path, own) -> {
          Dentry below = lower.get(path);
          if (below == null) {
            found.put(path, FileTree.Change.Kind.ADDED);
          } else if (!below.inode().equals(own.inode())) {
            found.put(path, FileTree.Change.Kind.CHANGED);
          }
        });
    whiteouts.stream()
        .filter(path -> !exists(path) && exists(parent(path)))
        .forEach(path -> found.put(path, FileTree.Change.Kind.DELETED));
    found.keySet().removeIf(aside);
    for (String path : new TreeSet<>(found.keySet())) {
      for (String up = parent(path); !up.equals("/"); up = parent(up)) {
        found.putIfAbsent(up, FileTree.Change.Kind.CHANGED);
      }
    }
    List<FileTree.Change> changes = new ArrayList<>();
    found.forEach((path, kind) -> changes.add(new FileTree.Change(kind, path)));
    return changes;
  }

  /** The directory that a path is in. */
  static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }
}
