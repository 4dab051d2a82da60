package passerelle.sim.uapi;

/**
 * What netem does to packets ({@code struct tc_netem_qopt} and its attributes).
 *
 * @param limit packets that may wait
 * @param delay how long they are under way
 * @param loss which are lost
 * @param duplicate how often one comes twice
 * @param corrupt how often a bit of one is wrong
 * @param reorder how often one overtakes those that wait
 * @param gap of how many packets one may overtake; 0 for none
 * @param rate how fast they leave
 * @param ecn a packet that would be lost is marked instead where its ends know of that
 * @param seed where the randomness begins, 64 bits
 */
public record NetemSettings(
    int limit,
    Delay delay,
    Loss loss,
    Chance duplicate,
    Chance corrupt,
    Chance reorder,
    int gap,
    Rate rate,
    boolean ecn,
    long seed) {

  /**
   * How long packets are under way.
   *
   * @param latency nanoseconds
   * @param jitter nanoseconds that it may be more or less
   * @param correlation of the next with the last, of 2^32 - 1
   * @param distribution of the jitter
   */
  public record Delay(long latency, long jitter, long correlation, Distribution distribution) {}

  /** Which packets are lost. */
  public sealed interface Loss {
    /** Each with the same chance. */
    record Random(Chance chance) implements Loss {}

    /** Bursts and gaps as a Markov chain of four states; chances of 2^32 - 1. */
    record FourStates(long p13, long p31, long p32, long p23, long p14) implements Loss {}

    /** A good and a bad state (Gilbert and Elliott); chances of 2^32 - 1. */
    record Gilbert(long p, long r, long h, long k1) implements Loss {}
  }

  /**
   * How fast packets leave.
   *
   * @param bytesPerSecond 0 for as fast as they come
   * @param packetOverhead octets more, or less, that each takes
   * @param cellSize octets of the cells that they are cut into; 0 for none
   * @param cellOverhead octets more, or less, that a cell takes
   */
  public record Rate(long bytesPerSecond, int packetOverhead, int cellSize, int cellOverhead) {
    /** As fast as they come. */
    public static final Rate UNLIMITED = new Rate(0, 0, 0, 0);
  }
}
