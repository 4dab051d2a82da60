package passerelle.sim.process;

/**
 * How long one process has computed without rest ({@code RLIMIT_CPU}, but that rest counts): what
 * computes for ever is found out, while a server may compute a little as long as it likes.
 */
final class CpuTime {
  /** Half of the time that passes is taken for rest: a process that only computes gains on it. */
  private static final int RESTING = 2;

  private long computed;
  private long since;

  /**
   * Counts.
   *
   * @param now nanoseconds of virtual time
   * @return whether that is more than the limit of the lab
   */
  boolean add(long steps, long now, long limit) {
    long rest = (now - since) / Processor.STEP / RESTING;
    computed = Math.max(0, computed - rest) + steps;
    since = now;
    return computed > limit;
  }

  void reset() {
    computed = 0;
  }
}
