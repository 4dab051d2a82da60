package passerelle.sim.process;

/**
 * The memory for what programs remember: variables, lines that are to be sorted. Its bounds are
 * such that a lab fits into a Java heap of 1 GiB, whatever is typed.
 */
final class Memory {
  private static final long MEBIBYTE = 1 << 20;

  /** Bytes for one process ({@code RLIMIT_AS}). */
  private static final long OF_PROCESS = 64 * MEBIBYTE;

  /** Bytes for all processes of the lab. */
  private static final long OF_LAB = 192 * MEBIBYTE;

  private long used;

  /** One process's part. */
  final class Part {
    private long mine;

    /** Takes memory, or gives some back when {@code bytes} is negative. */
    void allocate(long bytes) {
      if (bytes > 0 && (mine + bytes > OF_PROCESS || used + bytes > OF_LAB)) {
        throw new MemoryError(bytes);
      }
      long change = Math.max(-mine, bytes);
      mine += change;
      used += change;
    }

    void freeAll() {
      allocate(-mine);
    }
  }
}
