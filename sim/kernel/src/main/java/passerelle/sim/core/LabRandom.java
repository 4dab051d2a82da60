package passerelle.sim.core;

/**
 * The lab's randomness, where the kernel has that of the world ({@code get_random_u32}):
 * SplitMix64, so that one seed gives the same values on every JVM. Every consumer takes a stream of
 * its own by name, so that a new consumer does not change the values of the others.
 */
public final class LabRandom {
  private long state;

  public LabRandom(long seed) {
    state = seed;
  }

  /** A stream that depends on this one's seed and the name alone. */
  public LabRandom stream(String name) {
    long mixed = state;
    for (int i = 0; i < name.length(); i++) {
      mixed = mix(mixed ^ name.charAt(i));
    }
    return new LabRandom(mixed);
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** The next value of 0 (inclusive) to {@code bound} (exclusive, positive). */
  public int nextInt(int bound) {
    return (int) Long.remainderUnsigned(nextLong(), bound);
  }

  /** The next 32 random bits. */
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
