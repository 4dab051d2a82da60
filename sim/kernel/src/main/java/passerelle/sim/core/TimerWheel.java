package passerelle.sim.core;

/**
 * When a kernel timer goes off (kernel/time/timer.c). The kernel counts ticks, and keeps its timers
 * in levels of a wheel: the later one is due, the coarser its level, and it is never early. So a
 * second takes up to 1032 ms, timers set at the same moment go off together, and two ends of a
 * cable that both wait for a second stay in step.
 */
final class TimerWheel {
  /** A jiffy, in nanoseconds: HZ=250, as Debian builds its kernels. */
  static final long TICK = 4 * EventLoop.MILLISECOND;

  /** Each level is eight times as coarse as the one below ({@code LVL_CLK_SHIFT}). */
  private static final int LEVEL_SHIFT = 3;

  /** Buckets of a level ({@code LVL_SIZE}). */
  private static final int LEVEL_SIZE = 64;

  /** {@code LVL_DEPTH} at HZ=250. */
  private static final int LEVELS = 9;

  private TimerWheel() {}

  /**
   * The level of a timer ({@code calc_wheel_index}).
   *
   * @param delay nanoseconds from now
   */
  static int level(long delay) {
    long ticks = ticks(delay);
    int level = 0;
    while (level < LEVELS - 1 && ticks >= (LEVEL_SIZE - 1L) << level * LEVEL_SHIFT) {
      level++;
    }
    return level;
  }

  /**
   * The moment at which a timer goes off ({@code calc_index}), a tick's beginning.
   *
   * @param now nanoseconds of virtual time
   * @param delay nanoseconds from now
   */
  static long expiry(long now, long delay) {
    int shift = level(delay) * LEVEL_SHIFT;
    long due = now / TICK + ticks(delay);
    return ((due >> shift) + 1 << shift) * TICK;
  }

  /** {@code nsecs_to_jiffies}, rounded up as {@code msecs_to_jiffies} does. */
  private static long ticks(long delay) {
    return (delay + TICK - 1) / TICK;
  }
}
