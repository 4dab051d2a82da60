package passerelle.sim.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Files that stay as they are, below what roots write ({@code lowerdir} of overlayfs): those of an
 * image are there once, for all containers that stand on it.
 */
final class Layer {
  private final NavigableMap<String, Dentry> dentries;
  private final long lastBirth;
  private int roots;

  Layer(Map<String, Dentry> dentries, long lastBirth) {
    this.dentries = new TreeMap<>(dentries);
    this.lastBirth = lastBirth;
  }

  /** All of them, by path. */
  Map<String, Dentry> dentries() {
    return dentries;
  }

  long lastBirth() {
    return lastBirth;
  }

  /** The name at a path; null if there is none. */
  Dentry get(String path) {
    return dentries.get(path);
  }

  /** One root more stands on it. */
  void enter() {
    roots++;
  }

  /** One root less; behind the last one the room of its files is given back, and this is true. */
  boolean leave() {
    roots--;
    if (roots == 0) {
      truncate(dentries.values());
    }
    return roots == 0;
  }

  /** The names in a directory, whose path ends with a slash here. */
  List<String> names(String directory) {
    return names(dentries, directory);
  }

  /** The same among other paths. */
  static List<String> names(NavigableMap<String, Dentry> dentries, String directory) {
    List<String> names = new ArrayList<>();
    for (String path : dentries.tailMap(directory, false).keySet()) {
      if (!path.startsWith(directory)) {
        break;
      }
      if (path.indexOf('/', directory.length()) < 0) {
        names.add(path.substring(directory.length()));
      }
    }
    return names;
  }

  /** Gives the room of files back. */
  static void truncate(Collection<Dentry> dentries) {
    for (Dentry dentry : dentries) {
      if (dentry.inode() instanceof FileContents file) {
        file.truncate();
      }
    }
  }
}
