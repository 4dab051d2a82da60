package passerelle.sim.uapi;

/**
 * A class of {@code htb} as it is to be ({@code struct tc_htb_opt}).
 *
 * @param rate octets a second that it has for itself
 * @param ceil octets a second that it may have at most, with what others lend
 * @param burst octets that may leave at once of what is its own
 * @param ceilBurst octets that may leave at once of all
 * @param priority the lowest are served first, 0..7
 * @param quantum octets that it is served in one turn; 0 to have them reckoned
 */
public record ClassSettings(
    long rate, long ceil, long burst, long ceilBurst, int priority, int quantum) {
  private static final long TICK = 64;

  /** Ticks of 64 ns that octets take at a rate ({@code tc_calc_xmittime}). */
  public static long ticks(long octets, long rate) {
    return (long) Math.ceil(1e9 * octets / rate / TICK);
  }

  /** Nanoseconds in which the burst of its own fills. */
  public long buffer() {
    return ticks(burst, rate) * TICK;
  }

  /** Nanoseconds in which the other one fills. */
  public long ceilBuffer() {
    return ticks(ceilBurst, ceil) * TICK;
  }
}
