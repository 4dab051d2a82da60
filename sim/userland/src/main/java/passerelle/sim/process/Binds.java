package passerelle.sim.process;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.kernel.Errno;

/** Where paths of one file system lead into another ({@code mount --bind}). */
final class Binds {
  /** The innermost first. */
  private final Map<String, Bind> binds = new TreeMap<>(Comparator.reverseOrder());

  /** One of them: below {@code root} is what is below {@code source} in {@code files}. */
  record Bind(String root, MountTree files, String source, boolean readOnly) {
    /** Where the other file system has a path. */
    String inner(String path) {
      String below = path.substring(root.length());
      return source.equals("/") && !below.isEmpty() ? below : source + below;
    }
  }

  void add(Bind bind) {
    binds.put(bind.root(), bind);
  }

  void addAll(Binds others) {
    binds.putAll(others.binds);
  }

  /** Everything is used by that user from now on. */
  void useAs(int user) {
    binds.replaceAll(
        (root, b) -> new Bind(root, b.files().forUser(user), b.source(), b.readOnly()));
  }

  boolean remove(String root) {
    return Optional.ofNullable(binds.remove(root)).isPresent();
  }

  void clear() {
    binds.clear();
  }

  /** All of them, by where. */
  Map<String, Mounted> mounted() {
    Map<String, Mounted> found = new TreeMap<>();
    binds.forEach(
        (root, bind) -> {
          Disk disk = bind.files().nodes().disk();
          found.put(root, new Mounted(bind.readOnly(), disk.isPart(), disk.size(), disk.used()));
        });
    return found;
  }

  boolean isRoot(String path) {
    return binds.containsKey(path);
  }

  /** The innermost bind that a path is in. */
  Optional<Bind> find(String path) {
    for (Bind bind : binds.values()) {
      if (FileSystem.isWithin(path, bind.root())) {
        return Optional.of(bind);
      }
    }
    return Optional.empty();
  }

  /** The same for who wants to change something there; {@link FileError} EROFS. */
  Optional<Bind> findWritable(String path) throws FileError {
    Optional<Bind> bind = find(path);
    if (bind.isPresent() && bind.get().readOnly()) {
      throw new FileError(Errno.EROFS);
    }
    return bind;
  }
}
