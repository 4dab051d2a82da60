package passerelle.sim.uapi;

import java.util.OptionalLong;

/**
 * How a set was made ({@code IPSET_CMD_CREATE}).
 *
 * @param hashSize buckets at first, a power of two
 * @param most members at most
 * @param timeout seconds that a member stays unless told otherwise, 0 for ever; empty when members
 *     have no time
 * @param counters members count packets
 * @param comment members may have a comment
 * @param first the first address or port of a bitmap
 * @param last the last one
 * @param seed start value of the hash
 */
public record SetOptions(
    int hashSize,
    int most,
    OptionalLong timeout,
    boolean counters,
    boolean comment,
    int first,
    int last,
    int seed) {

  /** How many members a bitmap may have. */
  public long width() {
    return Integer.toUnsignedLong(last) - Integer.toUnsignedLong(first) + 1;
  }

  public boolean covers(int value) {
    return Integer.compareUnsigned(first, value) <= 0 && Integer.compareUnsigned(value, last) <= 0;
  }
}
