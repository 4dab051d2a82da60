package passerelle.sim.netfilter;

import passerelle.packet.TcpSegment;

/** What the TCP tracker remembers of a connection ({@code struct ip_ct_tcp}). */
final class TcpMemory {
  /** Stands in for connections of other protocols; nobody writes to it. */
  static final TcpMemory UNUSED = new TcpMemory();

  private TcpState state = TcpState.NONE;
  private final Side[] sides = {new Side(), new Side()};
  private boolean lastReply;
  private TcpFlagSet lastFlags = TcpFlagSet.NONE;
  private int lastSequence;
  private int lastAcknowledgment;
  private int lastEnd;
  private int lastWindow;
  private int retransmissions;

  /** One direction. */
  private static final class Side {
    private int end;
    private boolean endKnown;
    private boolean unacknowledged;
    private boolean closeInitiated;
  }

  TcpState state() {
    return state;
  }

  void setState(TcpState value) {
    state = value;
  }

  boolean lastWasReset(boolean reply) {
    return lastReply == reply && lastFlags == TcpFlagSet.RST;
  }

  void setCloseInitiated(boolean reply) {
    sides[reply ? 1 : 0].closeInitiated = true;
  }

  boolean isCloseInitiated() {
    return sides[0].closeInitiated || sides[1].closeInitiated;
  }

  /** Some data, SYN or FIN has not been acknowledged yet. */
  boolean hasUnacknowledged() {
    return sides[0].unacknowledged || sides[1].unacknowledged;
  }

  /** Times that the last acknowledgment was repeated. */
  int retransmissions() {
    return retransmissions;
  }

  /** Takes note of a segment ({@code tcp_in_window}, without the check of the window). */
  void note(TcpSegment segment, TcpFlagSet flags, boolean reply) {
    Side sender = sides[reply ? 1 : 0];
    Side receiver = sides[reply ? 0 : 1];
    int end = segment.sequence() + segment.sequenceLength();
    if (!sender.endKnown || end - sender.end > 0) {
      sender.end = end;
      sender.endKnown = true;
      sender.unacknowledged |= segment.sequenceLength() > 0;
    }
    if (segment.has(TcpSegment.ACK)
        && receiver.endKnown
        && segment.acknowledgment() - receiver.end >= 0) {
      receiver.unacknowledged = false;
    }
    if (flags == TcpFlagSet.ACK) {
      boolean same =
          lastFlags == TcpFlagSet.ACK
              && lastReply == reply
              && lastSequence == segment.sequence()
              && lastAcknowledgment == segment.acknowledgment()
              && lastEnd == end
              && lastWindow == segment.window();
      retransmissions = same ? retransmissions + 1 : 0;
    }
    lastReply = reply;
    lastFlags = flags;
    lastSequence = segment.sequence();
    lastAcknowledgment = segment.acknowledgment();
    lastEnd = end;
    lastWindow = segment.window();
  }
}
