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

  private long smoothed = -1;
  private long variation;
  private long timeout = INITIAL;

  /** A round trip was measured; ends any backoff. */
  void measured(long roundTrip) {
    if (smoothed < 0) {
      smoothed = roundTrip;
      variation = roundTrip / 2;
    } else {
      variation += (Math.abs(roundTrip - smoothed) - variation) / 4;
      smoothed += (roundTrip - smoothed) / 8;
    }
    restart();
  }

  /** The time-out without backoff. */
  void restart() {
    timeout = smoothed < 0 ? INITIAL : smoothed + Math.max(MINIMUM, 4 * variation);
  }

  void backOff() {
    timeout = Math.min(2 * timeout, MAXIMUM);
  }

  long timeout() {
    return timeout;
  }

  /** The mean round trip; 0 before the first measurement. */
  long smoothed() {
    return Math.max(0, smoothed);
  }
}
