package passerelle.files;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one lab has written, and how much it may: the same in memory as in a directory, so that a
 * transcript prints the same with both.
 */
final class Ledger {
  static final int MOST_FILES = 1000;
  static final long MOST_OCTETS = 64L << 20;

  private final Map<String, Long> sizes = new LinkedHashMap<>();

  /**
   * Enters a file, empty until it is filled.
   *
   * @return whether it was there before
   */
  boolean claim(String typed, PortableName name, boolean replace) throws FileRefusal {
    String folded = name.folded();
    boolean there = sizes.containsKey(folded);
    if (there && !replace) {
      throw new FileRefusal(typed, "exists");
    }
    for (String other : sizes.keySet()) {
      if (other.startsWith(folded + "/")) {
        throw new FileRefusal(typed, "directory");
      }
      if (folded.startsWith(other + "/")) {
        throw new FileRefusal(typed, "unwritable", "Not a directory");
      }
    }
    if (!there && sizes.size() == MOST_FILES) {
      throw new FileRefusal(typed, "many", MOST_FILES, Size.of(MOST_OCTETS));
    }
    sizes.putIfAbsent(folded, 0L);
    return there;
  }

  /** A file that could not be made after all. */
  void forget(PortableName name) {
    sizes.remove(name.folded());
  }

  /** A file has that size from now on. */
  void fill(String typed, PortableName name, long octets) throws FileRefusal {
    long others = sizes.values().stream().mapToLong(Long::longValue).sum();
    others -= sizes.getOrDefault(name.folded(), 0L);
    if (others + octets > MOST_OCTETS) {
      throw new FileRefusal(typed, "many", MOST_FILES, Size.of(MOST_OCTETS));
    }
    sizes.put(name.folded(), octets);
  }
}
