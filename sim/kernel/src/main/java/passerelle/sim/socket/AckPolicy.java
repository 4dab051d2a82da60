package passerelle.sim.socket;

import passerelle.sim.core.EventLoop;

/**
 * When to acknowledge (tcp_input.c:tcp_event_data_recv, __tcp_ack_snd_check): at once at the
 * beginning of a connection, after two full segments, or 40 ms later when an answer is likely to
 * carry the acknowledgment.
 */
final class AckPolicy {
  /** TCP_ATO_MIN and TCP_DELACK_MIN. */
  static final long DELAY = 40 * EventLoop.MILLISECOND;

  private static final int MAX_QUICK_ACKS = 16;
  private static final int DEFAULT_SEGMENT = 536;

  private int quick;
  private long timeout;
  private boolean pingpong;
  private boolean pending;
  private boolean immediately;
  private long lastReceived;
  private int segment = DEFAULT_SEGMENT;

  /** Data came ({@code tcp_event_data_recv}). */
  void received(int length, long now, int window, long retransmissionTimeout) {
    pending = true;
    segment = Math.max(segment, length);
    long gap = now - lastReceived;
    if (timeout == 0) {
      quickly(window);
      timeout = DELAY;
    } else if (gap <= DELAY / 2) {
      timeout = timeout / 2 + DELAY / 2;
    } else if (gap < timeout) {
      timeout = Math.min(timeout / 2 + gap, retransmissionTimeout);
    } else if (gap > retransmissionTimeout) {
      quickly(window);
    }
    lastReceived = now;
  }

  private void quickly(int window) {
    int count = Math.max(2, window / (2 * segment));
    quick = Math.max(quick, Math.min(count, MAX_QUICK_ACKS));
  }

  /** How long an acknowledgment may wait ({@code icsk_ack.ato}); 0 before data has come. */
  long timeout() {
    return timeout;
  }

  /** The longest segment that came, from 536 octets on ({@code rcv_mss}). */
  int longestSegment() {
    return segment;
  }

  /** Something is wrong: the peer should hear of it at once ({@code tcp_enter_quickack_mode}). */
  void hurry(int window) {
    quickly(window);
    pingpong = false;
    timeout = DELAY;
    pending = true;
    immediately = true;
  }

  /** The peer finished: our own end, which follows, acknowledges it ({@code tcp_fin}). */
  void finReceived() {
    pending = true;
    pingpong = true;
  }

  /** Data was sent soon after data had come: this is a dialogue ({@code tcp_event_data_sent}). */
  void dataSent(long now) {
    if (now - lastReceived < timeout) {
      pingpong = true;
    }
  }

  /** An acknowledgment left, alone or with data. */
  void sent() {
    pending = false;
    immediately = false;
    quick = Math.max(0, quick - 1);
  }

  boolean isPending() {
    return pending;
  }

  boolean isPingpong() {
    return pingpong;
  }

  /**
   * Whether a pending acknowledgment may not wait.
   *
   * @param unacknowledged octets received and not acknowledged
   */
  boolean isDue(int unacknowledged) {
    return pending && (immediately || quick > 0 && !pingpong || unacknowledged > segment);
  }
}
