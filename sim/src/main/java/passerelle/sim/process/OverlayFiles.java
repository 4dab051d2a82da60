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
import passerelle.kernel.FileTree;

/**
 * The files of one root: what processes see is an image that stays as it is, and a layer over it
 * that takes what is written (fs/overlayfs). A file of the image is copied up before it is written.
 */
final class OverlayFiles {
  private static final List<String> FIRST_DIRECTORIES =
      List.of("bin", "dev", "etc", "home", "proc", "proc/sys", "root", "run", "sbin", "sys");
  private static final List<String> MORE_DIRECTORIES =
      List.of("tmp", "usr", "usr/bin", "usr/sbin", "var", "var/log", "www");

  private final Disk disk;

  /** What is seen; a directory maps to an empty value. */
  private final NavigableMap<String, Optional<FileContents>> merged = new TreeMap<>();

  private Map<String, Optional<FileContents>> image = Map.of();

  private static final Set<String> OPEN_TO_ALL = Set.of("/tmp", "/var/tmp", "/dev/shm");

  private long touches;

  /** What others than root have made, and who. */
  private final Map<String, Integer> owners = new HashMap<>();

  OverlayFiles(Disk disk) {
    this.disk = disk;
  }

  /** The directories that every root has. */
  void putUsual() {
    putDirectory("/");
    FIRST_DIRECTORIES.forEach(name -> putDirectory("/" + name));
    MORE_DIRECTORIES.forEach(name -> putDirectory("/" + name));
    putFile("/dev/null");
  }

  /** A process has done something to the files. */
  void touch() {
    touches++;
  }

  /** How often. */
  long touches() {
    return touches;
  }

  boolean exists(String path) {
    return merged.containsKey(path);
  }

  boolean isDirectory(String path) {
    return exists(path) && merged.get(path).isEmpty();
  }

  Optional<FileContents> file(String path) {
    return merged.getOrDefault(path, Optional.empty());
  }

  /** The paths behind this one in their order. */
  Iterable<String> pathsFrom(String prefix) {
    return merged.tailMap(prefix, false).keySet();
  }

  void putDirectory(String path) {
    merged.put(path, Optional.empty());
  }

  /** Puts a new, empty file in the place of what is there. */
  FileContents putFile(String path) {
    FileContents made = new FileContents(disk);
    merged.put(path, Optional.of(made));
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
    merged.put(path, Optional.of(copy));
    return copy;
  }

  private boolean isOfImage(String path) {
    return image.containsKey(path)
        && image.get(path).equals(merged.getOrDefault(path, Optional.empty()));
  }

  /**
   * Whether a user may write a file, or make it (inode_permission in fs/namei.c): files are their
   * maker's, and anybody may make some in the directories for temporary files.
   */
  boolean mayWrite(String path, int uid) {
    return exists(path)
        ? uid == 0 || path.equals("/dev/null") || isOwner(path, uid)
        : mayChange(parent(path), uid);
  }

  /** Whether a user may remove what is there: in directories for all, only what is his. */
  boolean mayRemove(String path, int uid) {
    String directory = parent(path);
    return OPEN_TO_ALL.contains(directory)
        ? uid == 0 || isOwner(path, uid)
        : mayChange(directory, uid);
  }

  private boolean mayChange(String directory, int uid) {
    return uid == 0 || OPEN_TO_ALL.contains(directory) || isOwner(directory, uid);
  }

  private boolean isOwner(String path, int uid) {
    return owners.getOrDefault(path, 0) == uid;
  }

  /** A user is about to make what is not there yet. */
  void own(String path, int uid) {
    if (uid != 0 && !exists(path)) {
      owners.put(path, uid);
    }
  }

  void remove(String path) {
    owners.remove(path);
    touch();
    if (!isOfImage(path)) {
      file(path).ifPresent(FileContents::truncate);
    }
    merged.remove(path);
  }

  /** All that is seen now is the image. */
  void seal() {
    image = Map.copyOf(merged);
  }

  /** Gives the room of all files back: nobody will see them again. */
  void discard() {
    merged.values().forEach(node -> node.ifPresent(FileContents::truncate));
    image.values().forEach(node -> node.ifPresent(FileContents::truncate));
  }

  /** Octets in the files of the layer, some aside. */
  long written(Predicate<String> aside) {
    return merged.entrySet().stream()
        .filter(e -> !aside.test(e.getKey()) && !isOfImage(e.getKey()))
        .mapToLong(e -> e.getValue().map(FileContents::size).orElse(0))
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
