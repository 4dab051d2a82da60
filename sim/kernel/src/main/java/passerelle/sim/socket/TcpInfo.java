package passerelle.sim.socket;

import java.util.Optional;

/**
 * The inside of a connection as TCP_INFO tells it ({@code struct tcp_info}, tcp.c:tcp_get_info).
 * Times are nanoseconds.
 *
 * @param options what the handshake has agreed upon; empty before it has
 * @param times of its clock
 * @param sizes of segments and windows
 * @param counts what has passed
 * @param queue what is under way
 * @param timer the timer that runs
 */
public record TcpInfo(
    Optional<Options> options,
    Times times,
    Sizes sizes,
    Counts counts,
    Queue queue,
    Optional<Timer> timer) {

  /** {@code TCP_MIN_MSS}, as long as nobody has said anything else. */
  private static final int SHORTEST_SEGMENT = 88;

  /**
   * Options of both SYNs.
   *
   * @param sendScale shift of the windows that the peer tells; -1 without the option
   */
  public record Options(boolean timestamps, boolean sack, int sendScale, int receiveScale) {}

  /**
   * Times.
   *
   * @param retransmission the retransmission time-out
   * @param backoff how often it has been doubled
   * @param roundTrip the smoothed round trip; 0 before it was measured
   * @param variation its mean deviation
   * @param leastRoundTrip the shortest round trip
   * @param acknowledgment how long an acknowledgment may be delayed; 0 before data has come
   * @param sinceSent since data was sent last; {@code sinceReceived} and {@code sinceAcknowledged}
   *     likewise
   * @param busy how long something was under way
   */
  public record Times(
      long retransmission,
      int backoff,
      long roundTrip,
      long variation,
      long leastRoundTrip,
      long acknowledgment,
      long sinceSent,
      long sinceReceived,
      long sinceAcknowledged,
      long busy) {}

  /**
   * Sizes in octets, the congestion window and its threshold in segments.
   *
   * @param segment data that a segment may have
   * @param received the longest segment that came
   * @param advertised the longest that the peer may send
   * @param sendWindow what the peer has room for; 0 before the handshake
   */
  public record Sizes(
      int segment,
      int pathMtu,
      int received,
      int advertised,
      int congestionWindow,
      int slowStartThreshold,
      int sendWindow,
      int receiveWindow,
      int receiveThreshold) {}

  /** What has passed so far. */
  public record Counts(
      long bytesSent,
      long bytesRetransmitted,
      long bytesAcknowledged,
      long bytesReceived,
      int segmentsOut,
      int segmentsIn,
      int dataSegmentsOut,
      int dataSegmentsIn,
      int retransmitted,
      int delivered,
      int rehashes) {}

  /**
   * What is under way, in segments, and what is not yet, in octets.
   *
   * @param retransmitted of those under way, those that were sent again
   * @param lost those given up for lost
   * @param sacked those that the peer has, but not what precedes them
   * @param unsent what waits to be sent
   */
  public record Queue(int segments, int retransmitted, int lost, int sacked, int unsent) {}

  /**
   * A timer ({@code idiag_timer}).
   *
   * @param name {@code on} for what may be lost, {@code persist} for a closed window, {@code
   *     timewait}
   * @param left until it goes off
   * @param count how often it has gone off in vain
   */
  public record Timer(String name, long left, int count) {}

  /** The inside of a connection as it is now. */
  public static TcpInfo of(TcpSocket socket) {
    SendState send = socket.sending();
    ReceiveState receive = socket.receiving();
    TcpTraffic traffic = socket.traffic();
    long now = socket.stack().machine().now();
    boolean agreed = socket.state() != TcpState.SYN_SENT && socket.state() != TcpState.CLOSE;
    Options options =
        new Options(
            send.timestamps, send.sack, send.scaling ? send.windowScale : -1, receive.windowScale);
    return new TcpInfo(
        agreed ? Optional.of(options) : Optional.empty(),
        times(send, receive, traffic, now),
        new Sizes(
            send.segment,
            socket.pathMtu(socket.remote().address()),
            agreed ? receive.acks.longestSegment() : SHORTEST_SEGMENT,
            TcpOutput.advertisedSegment(socket) - (agreed && send.timestamps ? 12 : 0),
            send.congestionWindow,
            send.slowStartThreshold,
            send.window,
            receive.window,
            receive.threshold),
        counts(socket, traffic, agreed),
        queue(send),
        socket.timers().shown(now));
  }

  private static Times times(SendState send, ReceiveState receive, TcpTraffic traffic, long now) {
    return new Times(
        send.rtt.timeout(),
        send.rtt.backoff(),
        send.rtt.smoothed(),
        send.rtt.variation(),
        send.rtt.least(),
        receive.acks.timeout(),
        now - traffic.lastSent,
        now - traffic.lastReceived,
        now - traffic.lastAcknowledged,
        traffic.busy(now));
  }

  private static Counts counts(TcpSocket socket, TcpTraffic traffic, boolean agreed) {
    SendState send = socket.sending();
    ReceiveState receive = socket.receiving();
    int ownSyn = socket.parent().isPresent() ? 1 : 0;
    long acknowledged = Math.max(0, send.unacknowledged - send.initial - ownSyn);
    return new Counts(
        traffic.bytesSent,
        traffic.bytesRetransmitted,
        acknowledged,
        agreed ? receive.next - receive.initial - 1 : 0,
        traffic.segmentsOut,
        traffic.segmentsIn,
        traffic.dataSegmentsOut,
        traffic.dataSegmentsIn,
        traffic.retransmitted,
        traffic.delivered,
        traffic.rehashes);
  }

  private static Queue queue(SendState send) {
    int retransmitted = 0;
    int lost = 0;
    int sacked = 0;
    for (SentSegment segment : send.flight) {
      retransmitted += segment.isRetransmitted() ? 1 : 0;
      sacked += segment.isSacked() ? 1 : 0;
      boolean old = !Seq.after(segment.end(), send.recover);
      lost += send.timedOut && old && !segment.isSacked() ? 1 : 0;
    }
    return new Queue(send.flight.size(), retransmitted, lost, sacked, send.unsent.length());
  }
}
