package passerelle.sim.process;

/** A process wants more memory than there is ({@code malloc(3)}: ENOMEM). */
public final class MemoryError extends RuntimeException {
  private final long bytes;

  MemoryError(long bytes) {
    super("Cannot allocate memory", null, false, false);
    this.bytes = bytes;
  }

  /** How many bytes were wanted. */
  public long bytes() {
    return bytes;
  }
}
