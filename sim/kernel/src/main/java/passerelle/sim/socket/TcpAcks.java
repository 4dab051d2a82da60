package passerelle.sim.socket;

import java.util.Optional;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.EventLoop;
import passerelle.sim.ip.Counter;
import passerelle.trace.DropReason;

/**
 * What acknowledgments do to the sending side: windows, round trips, slow start, lost segments
 * (tcp_input.c:tcp_ack, tcp_clean_rtx_queue, tcp_fastretrans_alert).
 */
final class TcpAcks {
  private static final int DUPLICATES = 3;

  private TcpAcks() {}

  /** The SYN-ACK came. */
  static void handshakeAcknowledged(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    measure(socket, segment);
    socket.count(Counter.DELIVERED);
    socket.traffic().delivered++;
    send.flight.clear();
    send.unacknowledged = segment.acknowledgment();
    send.retransmissions = 0;
    send.recovering = false;
    send.timedOut = false;
    send.congestionWindow = SendState.INITIAL_CONGESTION_WINDOW;
    socket.timers().restartRetransmission();
  }

  /** Takes the acknowledgment of a segment into account. */
  static Optional<DropReason> acknowledged(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    int number = segment.acknowledgment();
    if (Seq.after(number, send.next)) {
      if (socket.state() == TcpState.SYN_RECV) {
        socket.tcp().sendReset(socket, segment);
      } else {
        TcpOutput.acknowledge(socket);
      }
      return Optional.of(DropReason.TCP_INVALID_ACK_SEQUENCE);
    }
    if (socket.state() == TcpState.SYN_RECV && number != send.next) {
      socket.tcp().sendReset(socket, segment);
      return Optional.of(DropReason.TCP_INVALID_ACK_SEQUENCE);
    }
    countPure(socket, segment);
    boolean windowChanged = updateWindow(send, segment);
    if (windowChanged) {
      predict(socket);
    }
    segment.options().sackBlocks().forEach(block -> markSacked(socket, block));
    if (Seq.after(number, send.unacknowledged)) {
      progress(socket, segment);
    } else if (number == send.unacknowledged && !send.flight.isEmpty()) {
      boolean duplicate = segment.sequenceLength() == 0 && !windowChanged;
      if (duplicate) {
        duplicate(socket);
      }
    }
    return Optional.empty();
  }

  /**
   * Counts a segment that only acknowledges: as predicted when it goes the fast path ({@code
   * tcp_rcv_established}) and acknowledges something new.
   */
  private static void countPure(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    int number = segment.acknowledgment();
    if (segment.sequenceLength() > 0 || Seq.before(number, send.unacknowledged)) {
      return;
    }
    boolean fast =
        send.predicted
            && socket.state() == TcpState.ESTABLISHED
            && segment.options().sackBlocks().isEmpty()
            && segment.sequence() == socket.receiving().next
            && segment.window() << send.windowScale == send.window;
    boolean advances = number != send.unacknowledged;
    socket.count(fast && advances ? Counter.PREDICTED_ACKS : Counter.PURE_ACKS);
  }

  /** From now on the header of the next segment may be predicted ({@code tcp_fast_path_check}). */
  static void predict(TcpSocket socket) {
    ReceiveState receive = socket.receiving();
    socket.sending().predicted = !receive.hasEarly() && receive.window > 0;
  }

  /** Whether the window in this segment is newer, and another than before. */
  private static boolean updateWindow(SendState send, TcpSegment segment) {
    int offered = segment.window() << send.windowScale;
    boolean newer =
        Seq.after(segment.acknowledgment(), send.unacknowledged)
            || Seq.after(segment.sequence(), send.windowSequence)
            || segment.sequence() == send.windowSequence && offered > send.window;
    if (!newer) {
      return false;
    }
    boolean changed = offered != send.window;
    send.windowSequence = segment.sequence();
    send.window = offered;
    send.maxWindow = Math.max(send.maxWindow, offered);
    if (send.flight.isEmpty() && offered > 0) {
      send.retransmissions = 0;
    }
    return changed;
  }

  private static void markSacked(TcpSocket socket, TcpOptions.SackBlock block) {
    for (SentSegment sent : socket.sending().flight) {
      if (!sent.isSacked()
          && !Seq.before(sent.sequence(), block.left())
          && !Seq.after(sent.end(), block.right())) {
        sent.setSacked();
        socket.count(Counter.DELIVERED);
        socket.traffic().delivered++;
      }
    }
  }

  /** New data is acknowledged. */
  private static void progress(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    measure(socket, segment);
    send.unacknowledged = segment.acknowledgment();
    int cleared = 0;
    while (!send.flight.isEmpty() && !Seq.after(send.flight.element().end(), send.unacknowledged)) {
      SentSegment sent = send.flight.remove();
      socket.count(Counter.DELIVERED, sent.isSyn() || sent.isSacked() ? 0 : 1);
      socket.traffic().delivered += sent.isSacked() ? 0 : 1;
      cleared++;
    }
    send.retransmissions = 0;
    send.duplicateAcks = 0;
    if (send.recovering && !Seq.before(send.unacknowledged, send.recover)) {
      send.recovering = false;
      send.timedOut = false;
    }
    grow(send, cleared);
    if (send.recovering && !send.flight.isEmpty()) {
      // A partial acknowledgment: what follows was lost, too (RFC 6582).
      firstMissing(send).ifPresent(lost -> retransmit(socket, lost));
    }
    if (send.flight.isEmpty() && send.unsent.length() == 0) {
      socket.traffic().setBusy(false, socket.stack().machine().now());
    }
    socket.timers().restartRetransmission();
    socket.changed();
  }

  /** Slow start up to the threshold, then a segment more each round trip. */
  private static void grow(SendState send, int segments) {
    if (!send.isWindowLimited()) {
      return;
    }
    if (send.congestionWindow < send.slowStartThreshold) {
      send.congestionWindow += segments;
    } else if (segments > 0) {
      send.congestionWindow++;
    }
  }

  /** By the timestamp that came back, or by a segment that was sent only once (RFC 6298). */
  private static void measure(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    long now = socket.stack().machine().now();
    if (send.flight.isEmpty()) {
      return;
    }
    SentSegment oldest = send.flight.element();
    if (!oldest.isRetransmitted()) {
      send.rtt.measured(now - oldest.sentAt());
    } else if (segment.options().timestamps().isPresent() && send.timestamps) {
      int echoed = segment.options().timestamps().get().echo();
      long gone = Math.max(0, socket.timestamp() - echoed);
      send.rtt.measured(gone * EventLoop.MILLISECOND);
    } else {
      send.rtt.restart();
    }
  }

  /** The third acknowledgment of the same number means a loss ({@code tcp_fastretrans_alert}). */
  private static void duplicate(TcpSocket socket) {
    SendState send = socket.sending();
    send.duplicateAcks++;
    boolean lost = send.duplicateAcks >= DUPLICATES && !send.recovering;
    if (lost) {
      send.recovering = true;
      send.recover = send.next;
      send.lowerThreshold();
      send.congestionWindow = send.slowStartThreshold;
      socket.count(send.sack ? Counter.SACK_RECOVERIES : Counter.RENO_RECOVERIES);
      firstMissing(send).ifPresent(first -> retransmit(socket, first));
      socket.timers().restartRetransmission();
    }
  }

  /** {@code tcp_xmit_retransmit_queue}. */
  private static void retransmit(TcpSocket socket, SentSegment segment) {
    boolean timedOut = socket.sending().timedOut;
    socket.count(timedOut ? Counter.SLOW_START_RETRANSMITS : Counter.FAST_RETRANSMITS);
    TcpOutput.retransmit(socket, segment);
  }

  private static Optional<SentSegment> firstMissing(SendState send) {
    return send.flight.stream().filter(sent -> !sent.isSacked()).findFirst();
  }
}
