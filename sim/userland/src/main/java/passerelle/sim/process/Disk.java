package passerelle.sim.process;

/** The room for the files of a lab, which all its places share. */
public final class Disk {
  /** Bytes: as much as a Java heap of 1 GiB can spare. */
  private static final long SIZE = 192L << 20;

  private long used;

  /**
   * Takes room, or gives some back when {@code bytes} is negative.
   *
   * @return false when the disk is full (ENOSPC)
   */
  boolean take(long bytes) {
    if (bytes > 0 && used + bytes > SIZE) {
      return false;
    }
    used += bytes;
    return true;
  }
}
