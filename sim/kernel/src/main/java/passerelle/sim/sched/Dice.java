package passerelle.sim.sched;

/** Random numbers of which each may hang on the last ({@code struct crndstate}). */
final class Dice {
  private final Randomness source;
  private final long correlation;
  private long last;

  Dice(Randomness source, long correlation, long first) {
    this.source = source;
    this.correlation = correlation;
    last = first;
  }

  /** The next 32 bits, unsigned ({@code get_crandom}). */
  long next() {
    long value = source.next();
    if (correlation == 0) {
      return value;
    }
    long rho = correlation + 1;
    // Both products stay below 2^64; their sum is taken as unsigned.
    last = value * ((1L << 32) - rho) + last * rho >>> 32;
    return last;
  }

  /** Whether what has this chance happens now; what is never to happen draws no number. */
  boolean happens(long probability) {
    return probability != 0 && probability >= next();
  }
}
