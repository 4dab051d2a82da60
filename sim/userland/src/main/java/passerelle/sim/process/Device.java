package passerelle.sim.process;

/**
 * A device of characters ({@code drivers/char/mem.c}): all that it does follows from its numbers.
 *
 * @param major which driver
 * @param minor which of its devices
 */
public record Device(int major, int minor) implements Inode {
  private static final int MEMORY = 1;
  private static final int FULL = 7;
  private static final int NULL = 3;

  /** How much who reads all of one that never ends gets. */
  private static final int MOST = 64 << 10;

  /** Whether it takes all that is written: all but {@code /dev/full} do. */
  boolean takes() {
    return major != MEMORY || minor != FULL;
  }

  /** Whether who reads never comes to an end. */
  public boolean isEndless() {
    return major == MEMORY && minor != NULL;
  }

  /** Octets as they come out of it: zeros, or random ones, the same in each lab. */
  public byte[] read(int wanted, long seed) {
    byte[] octets = new byte[isEndless() ? wanted : 0];
    if (minor > FULL) {
      long state = seed * 0x9E3779B97F4A7C15L + 1;
      for (int i = 0; i < octets.length; i++) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        octets[i] = (byte) (state >>> 24);
      }
    }
    return octets;
  }

  byte[] readAll(long seed) {
    return read(MOST, seed);
  }
}
