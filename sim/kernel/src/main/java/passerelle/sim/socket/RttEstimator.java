package passerelle.sim.socket;

import passerelle.sim.core.EventLoop;

/**
 * The retransmission time-out (RFC 6298; tcp_input.c:tcp_rtt_estimator, tcp_set_rto), in
 * nanoseconds.
 */
final class RttEstimator {
  /** TCP_TIMEOUT_INIT. */
  private static final long INITIAL = EventLoop.SECOND;

  /** {@code net.ipv4.tcp_rto_min_us}. */
  private static final long MINIMUM = 200 * EventLoop.MILLISECOND;

  /** {@code net.ipv4.tcp_rto_max_ms}. */
  private static final long MAXIMUM = 120 * EventLoop.SECOND;

  /** {@code nsecs_to_jiffies}: time-outs are counted in ticks, rounded up. */
  private static final long TICK = 4 * EventLoop.MILLISECOND;

  private long smoothed = -1;
  private long variation;
  private long timeout = INITIAL;
  private long least;
  private int backoff;

  /** A round trip was measured; ends any backoff. */
  void measured(long roundTrip) {
    least = least == 0 ? roundTrip : Math.min(least, roundTrip);
    if (smoothed < 0) {
      smoothed = roundTrip;
      variation = roundTrip / 2;
    } else {
      variation += change(roundTrip - smoothed);
      smoothed += (roundTrip - smoothed) / 8;
    }
    restart();
  }

  /** A round trip far below the mean is no reason to wait longer for the next. */
  private long change(long error) {
    long more = Math.abs(error) - variation;
    return error < 0 && more > 0 ? more / 32 : more / 4;
  }

  /** The time-out without backoff. */
  void restart() {
    backoff = 0;
    long exact = smoothed < 0 ? INITIAL : smoothed + Math.max(MINIMUM, 4 * variation);
    timeout = (exact + TICK - 1) / TICK * TICK;
  }

  void backOff() {
    backoff++;
    timeout = Math.min(2 * timeout, MAXIMUM);
  }

  long timeout() {
    return timeout;
  }

  /** How often the time-out has been doubled. */
  int backoff() {
    return backoff;
  }

  /** The mean deviation from the mean round trip. */
  long variation() {
    return variation;
  }

  /** The shortest round trip; 0 before the first measurement. */
  long least() {
    return least;
  }

  /** The mean round trip; 0 before the first measurement. */
  long smoothed() {
    return Math.max(0, smoothed);
  }
}
