package passerelle.sim.uapi;

/**
 * How often something happens, and how much that hangs on the last time; 0 is never, all 32 bits
 * set is always ({@code struct tc_netem_corr}).
 *
 * @param probability of 2^32 - 1
 * @param correlation of 2^32 - 1
 */
public record Chance(long probability, long correlation) {
  /** It never happens. */
  public static final Chance NEVER = new Chance(0, 0);

  /** What is certain. */
  public static final long ALWAYS = 0xffff_ffffL;

  /** A share of 1 as 32 bits. */
  public static long of(double share) {
    return (long) Math.rint(share * ALWAYS);
  }
}
