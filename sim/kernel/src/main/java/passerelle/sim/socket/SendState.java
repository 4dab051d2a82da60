package passerelle.sim.socket;

import java.util.ArrayDeque;

/** The sending side of a connection: the SND variables of RFC 9293 section 3.3.1. */
final class SendState {
  /** {@code TCP_INIT_CWND}, in segments. */
  static final int INITIAL_CONGESTION_WINDOW = 10;

  /** CUBIC's multiplicative decrease ({@code BICTCP_BETA_SCALE}; RFC 9438 section 4.6). */
  private static final int BETA = 717;

  private static final int BETA_SCALE = 1024;

  final int initial;
  final ByteQueue unsent = new ByteQueue();
  final ArrayDeque<SentSegment> flight = new ArrayDeque<>();
  final RttEstimator rtt = new RttEstimator();

  /** SND.UNA. */
  int unacknowledged;

  /** SND.NXT. */
  int next;

  /** The peer's window in octets, and the largest that it ever offered. */
  int window;

  int maxWindow;

  /** Sequence number of the segment that last set the window (SND.WL1). */
  int windowSequence;

  /** Shift that the peer applies to the windows that it tells. */
  int windowScale;

  /** The next segment is likely to have this very window and nothing new ({@code pred_flags}). */
  boolean predicted;

  boolean scaling;
  boolean timestamps;
  boolean sack;

  /** The peer's maximum segment size, and octets of data that a segment may have now. */
  int peerSegment = 536;

  int segment = 536;

  /** End of the last segment that was not full (for Nagle's algorithm). */
  int lastSmall;

  /** The user has closed this direction: FIN follows the data. */
  boolean finWanted;

  boolean finSent;
  int congestionWindow = INITIAL_CONGESTION_WINDOW;

  /** The window was used up, or how much of it has been in flight since {@link #usedUntil}. */
  boolean windowLimited;

  int mostInFlight;
  int usedUntil;
  int slowStartThreshold = Integer.MAX_VALUE;

  /** Where SND.NXT was when a loss was noticed; recovery lasts until it is acknowledged. */
  int recover;

  boolean recovering;

  /** It recovers from a time-out ({@code TCP_CA_Loss}). */
  boolean timedOut;

  int duplicateAcks;
  int retransmissions;

  SendState(int initial) {
    this.initial = initial;
    unacknowledged = initial;
    next = initial;
    lastSmall = initial;
    recover = initial;
    usedUntil = initial;
  }

  /**
   * Octets that the user wrote and the peer has not acknowledged; FIN counts for one ({@code
   * write_seq - snd_una}).
   */
  int queued() {
    int inFlight = finWanted && !isFinAcknowledged() ? 1 : 0;
    for (SentSegment sent : flight) {
      inFlight += sent.payload().length();
    }
    return inFlight + unsent.length();
  }

  /** Notes how much of the congestion window is made use of ({@code tcp_cwnd_validate}). */
  void windowUsed(boolean limited) {
    if (!Seq.before(unacknowledged, usedUntil)
        || limited
        || !windowLimited && flight.size() > mostInFlight) {
      windowLimited = limited;
      mostInFlight = flight.size();
      usedUntil = next;
    }
  }

  /** Only a window that was made use of may grow ({@code tcp_is_cwnd_limited}). */
  boolean isWindowLimited() {
    boolean slowStart = congestionWindow < slowStartThreshold;
    return windowLimited || slowStart && congestionWindow < 2 * mostInFlight;
  }

  /** A loss was noticed: from where on growth is slow ({@code cubictcp_recalc_ssthresh}). */
  void lowerThreshold() {
    slowStartThreshold = Math.max(congestionWindow * BETA / BETA_SCALE, 2);
  }

  /** Segments that are believed to be on their way. */
  int inFlight() {
    int count = 0;
    for (SentSegment sent : flight) {
      count += sent.isSacked() ? 0 : 1;
    }
    return count;
  }

  /** Everything was acknowledged, FIN included. */
  boolean isFinAcknowledged() {
    return finSent && unacknowledged == next;
  }
}
