package passerelle.sim.sched;

/**
 * The kernel's {@code prandom_u32_state} (lib/random32.c): L'Ecuyer's maximally equidistributed
 * combined Tausworthe generator, so that a seed loses the same packets here and on Linux.
 */
final class Randomness {
  private int s1;
  private int s2;
  private int s3;
  private int s4;

  /** Begins at a seed ({@code prandom_seed_state}). */
  Randomness(long seed) {
    int start = (int) (seed >>> 32 ^ seed << 10 ^ seed);
    s1 = atLeast(start, 2);
    s2 = atLeast(start, 8);
    s3 = atLeast(start, 16);
    s4 = atLeast(start, 128);
  }

  private static int atLeast(int value, int least) {
    return Integer.compareUnsigned(value, least) < 0 ? value + least : value;
  }

  /** The next 32 bits, unsigned. */
  long next() {
    s1 = step(s1, 6, 13, -2, 18);
    s2 = step(s2, 2, 27, -8, 2);
    s3 = step(s3, 13, 21, -16, 7);
    s4 = step(s4, 3, 12, -128, 13);
    return Integer.toUnsignedLong(s1 ^ s2 ^ s3 ^ s4);
  }

  private static int step(int s, int a, int b, int mask, int d) {
    return (s & mask) << d ^ (s << a ^ s) >>> b;
  }
}
