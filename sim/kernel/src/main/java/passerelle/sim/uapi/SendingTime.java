package passerelle.sim.uapi;

import passerelle.sim.core.EventLoop;

/**
 * How long octets take at a rate, with the kernel's own rounding: a multiplication and a shift in
 * place of a division ({@code psched_ratecfg_precompute}).
 */
public final class SendingTime {
  private final long multiplier;
  private final int shift;

  /** At a rate in octets a second, at least 1. */
  public SendingTime(long rate) {
    long factor = EventLoop.SECOND;
    int doubled = 0;
    while ((factor / rate & 1L << 31) == 0 && factor > 0 && factor << 1 > 0) {
      factor <<= 1;
      doubled++;
    }
    multiplier = factor / rate;
    shift = doubled;
  }

  /** Nanoseconds ({@code psched_l2t_ns}). */
  public long of(long octets) {
    return octets * multiplier >>> shift;
  }
}
