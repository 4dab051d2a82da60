package passerelle.sim.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.sim.netns.Netns;

/**
 * The files of one root: what processes see is an image that stays as it is, and a layer over it
 * that takes what is written (fs/overlayfs). A file of the image is copied up before it is written.
 */
final class OverlayFiles {
  private static final List<String> FIRST_DIRECTORIES =
      List.of("/", "/bin", "/dev", "/etc", "/home", "/proc", "/proc/sys", "/root", "/run", "/sbin");
  private static final List<String> MORE_DIRECTORIES =
      List.of("/sys", "/tmp", "/usr", "/usr/bin", "/usr/sbin", "/var", "/var/log", "/www");

  private Disk disk;

  /** What is seen. */
  private final NavigableMap<String, Dentry> merged = new TreeMap<>();

  private Map<String, Dentry> image = Map.of();
  private long lastBirth;

  /** A name ({@code struct dentry}), and which one by time: tmpfs lists a directory by it. */
  private record Dentry(Inode inode, long birth) {}

  /** What every root has at first: the same everywhere, and made once. */
  private static final OverlayFiles USUAL = usual();

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

  OverlayFiles(Disk disk) {
    this.disk = disk;
  }

  /** The directories that every root has, in one that has nothing yet. */
  void putUsual() {
    merged.putAll(USUAL.merged);
    lastBirth = USUAL.lastBirth;
  }

  private static OverlayFiles usual() {
    OverlayFiles usual = new OverlayFiles(new Disk());
    FIRST_DIRECTORIES.forEach(usual::putDirectory);
    MORE_DIRECTORIES.forEach(usual::putDirectory);
    usual.putDevices();
    usual.put("/var/run", new Inode.Link("/run"));
    return usual;
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

  boolean exists(String path) {
    return merged.containsKey(path);
  }

  boolean isDirectory(String path) {
    return exists(path) && merged.get(path).inode() instanceof Inode.Directory;
  }

  Optional<Inode> inode(String path) {
    return Optional.ofNullable(merged.get(path)).map(Dentry::inode);
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
    merged.compute(path, (name, old) -> new Dentry(inode, old == null ? ++lastBirth : old.birth()));
  }

  /** A number that is greater for what was made later. */
  long birth(String path) {
    return exists(path) ? merged.get(path).birth() : 0;
  }

  /** The names in a directory, sorted by their bytes. */
  List<String> names(String path) {
    String prefix = path.equals("/") ? "/" : path + "/";
    List<String> names = new ArrayList<>();
    for (String inner : merged.tailMap(prefix, false).keySet()) {
      if (!inner.startsWith(prefix)) {
        break;
      }
      if (inner.indexOf('/', prefix.length()) < 0) {
        names.add(inner.substring(prefix.length()));
      }
    }
    return names;
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
    if (!isOfImage(path)) {
      return seen.get();
    }
    FileContents copy = seen.get().copy();
    put(path, copy);
    return copy;
  }

  private boolean isOfImage(String path) {
    return ofImage(path).isPresent() && ofImage(path).equals(inode(path));
  }

  private Optional<Inode> ofImage(String path) {
    return Optional.ofNullable(image.get(path)).map(Dentry::inode);
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
    Dentry gone = merged.remove(path);
    if (gone != null
        && gone.inode() instanceof FileContents file
        && ofImage(path).filter(whole -> whole == file).isEmpty()
        && merged.values().stream().noneMatch(other -> other.inode() == file)) {
      file.truncate();
    }
  }

  /** The namespaces that are mounted on files. */
  List<Netns> namespaces() {
    return merged.values().stream()
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

  /** All that is seen now is the image. */
  void seal() {
    image = Map.copyOf(merged);
  }

  /** Gives the room of all files back: nobody will see them again. */
  void discard() {
    Stream.concat(merged.values().stream(), image.values().stream())
        .map(Dentry::inode)
        .filter(FileContents.class::isInstance)
        .forEach(file -> ((FileContents) file).truncate());
  }

  /** Octets in the files of the layer, some aside. */
  long written(Predicate<String> aside) {
    return merged.entrySet().stream()
        .filter(e -> !aside.test(e.getKey()) && !isOfImage(e.getKey()))
        .mapToLong(e -> e.getValue().inode() instanceof FileContents file ? file.size() : 0)
        .sum();
  }

  /** How the layer differs from the image, by path, some paths aside. */
  List<FileTree.Change> changes(Predicate<String> aside) {
    TreeMap<String, FileTree.Change.Kind> found = new TreeMap<>();
    for (String path : merged.keySet()) {
      if (!image.containsKey(path)) {
        found.put(path, FileTree.Change.Kind.ADDED);
      } else if (!isOfImage(path)) {
        found.put(path, FileTree.Change.Kind.CHANGED);
      }
    }
    image.keySet().stream()
        .filter(path -> !merged.containsKey(path) && merged.containsKey(parent(path)))
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
