package passerelle.sim.process;

import java.util.Map;
import java.util.TreeMap;
import passerelle.kernel.ResourceLimit;

/** What a process hands on to its children besides files: {@code fs_struct}, {@code rlimit}. */
public final class Surroundings {
  /** {@code RLIM_INFINITY}. */
  public static final long UNLIMITED = -1;

  private String directory;
  private int umask;
  private final Map<String, long[]> limits = new TreeMap<>();

  Surroundings() {
    this("/", 022);
  }

  private Surroundings(String directory, int umask) {
    this.directory = directory;
    this.umask = umask;
  }

  Surroundings copy() {
    Surroundings copy = new Surroundings(directory, umask);
    limits.forEach((name, limit) -> copy.limits.put(name, limit.clone()));
    return copy;
  }

  String directory() {
    return directory;
  }

  void setDirectory(String path) {
    directory = path;
  }

  /** The permission bits that what it makes does not get ({@code umask(2)}). */
  public int umask() {
    return umask;
  }

  /** Sets them. */
  public void setUmask(int bits) {
    umask = bits;
  }

  void setLimit(ResourceLimit limit) {
    limits.put(limit.letter(), new long[] {limit.shown(limit.soft()), limit.shown(limit.hard())});
  }

  /**
   * A limit that was set ({@code setrlimit(2)}): the soft and the hard one, {@link #UNLIMITED}
   * perhaps; else those that are given.
   */
  public long[] limit(String name, long soft, long hard) {
    return limits.computeIfAbsent(name, any -> new long[] {soft, hard});
  }
}
