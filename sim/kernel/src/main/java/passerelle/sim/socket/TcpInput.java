package passerelle.sim.socket;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.ip.Counter;
import passerelle.trace.DropReason;

/**
 * What a connection does with a segment (RFC 9293 section 3.10.7; net/ipv4/tcp_input.c). Each
 * method says why the segment was thrown away, or nothing when it was of use.
 */
final class TcpInput {
  private static final Optional<DropReason> ACCEPTED = Optional.empty();

  private TcpInput() {}

  /** A segment for a connection that is open, or opening ({@code tcp_rcv_state_process}). */
  static Optional<DropReason> receive(TcpSocket socket, TcpSegment segment) {
    long now = socket.stack().machine().now();
    socket.traffic().received(segment.payload().length(), segment.has(TcpSegment.ACK), now);
    if (socket.state() == TcpState.SYN_SENT) {
      return synSent(socket, segment);
    }
    Optional<DropReason> invalid = validate(socket, segment);
    if (invalid.isPresent()) {
      return invalid;
    }
    segment.options().timestamps().ifPresent(stamps -> remember(socket, segment, stamps.value()));
    if (!segment.has(TcpSegment.ACK)) {
      return Optional.of(DropReason.TCP_FLAGS);
    }
    Optional<DropReason> badAck = TcpAcks.acknowledged(socket, segment);
    if (badAck.isPresent()) {
      return badAck;
    }
    advance(socket);
    if (socket.state() == TcpState.CLOSE) {
      return ACCEPTED;
    }
    Optional<DropReason> notTaken = data(socket, segment);
    if (socket.state() != TcpState.CLOSE) {
      TcpOutput.push(socket);
      TcpOutput.acknowledgeIfDue(socket);
    }
    return notTaken;
  }

  /** An answer to our SYN ({@code tcp_rcv_synsent_state_process}). */
  private static Optional<DropReason> synSent(TcpSocket socket, TcpSegment segment) {
    SendState send = socket.sending();
    boolean acknowledges = segment.has(TcpSegment.ACK);
    if (acknowledges && segment.acknowledgment() != send.next) {
      return Optional.of(DropReason.TCP_INVALID_ACK_SEQUENCE);
    }
    if (segment.has(TcpSegment.RST)) {
      if (acknowledges) {
        socket.fail(Errno.ECONNREFUSED);
      }
      return Optional.of(DropReason.TCP_RESET);
    }
    if (!segment.has(TcpSegment.SYN)) {
      return Optional.of(DropReason.TCP_FLAGS);
    }
    negotiate(socket, segment);
    if (acknowledges) {
      TcpAcks.handshakeAcknowledged(socket, segment);
      socket.setState(TcpState.ESTABLISHED);
      established(socket);
      send.predicted = !send.scaling;
      socket.changed();
      TcpOutput.acknowledge(socket);
    } else {
      socket.setState(TcpState.SYN_RECV);
      TcpOutput.retransmit(socket, send.flight.element());
    }
    return ACCEPTED;
  }

  /** Both sides have said what they can ({@code tcp_init_transfer}). */
  private static void established(TcpSocket socket) {
    boolean stamped = socket.sending().timestamps;
    socket.traffic().established(socket.stack().machine().now());
    socket.receiving().established(TcpOutput.advertisedSegment(socket) - (stamped ? 12 : 0));
  }

  /** Takes over what the peer's SYN says ({@code tcp_parse_options}, {@code tcp_mss_to_mtu}). */
  static void negotiate(TcpSocket socket, TcpSegment syn) {
    SendState send = socket.sending();
    ReceiveState receive = socket.receiving();
    TcpOptions options = syn.options();
    receive.initial = syn.sequence();
    receive.next = syn.sequence() + 1;
    receive.windowStart = receive.next;
    send.peerSegment = options.mss().orElse(536);
    send.scaling &= options.windowScale().isPresent();
    send.windowScale = send.scaling ? options.windowScale().getAsInt() : 0;
    receive.windowScale = send.scaling ? receive.windowScale : 0;
    send.timestamps &= options.timestamps().isPresent();
    send.sack &= options.sackPermitted();
    options.timestamps().ifPresent(stamps -> receive.timestamp = stamps.value());
    send.window = syn.window();
    send.maxWindow = syn.window();
    send.windowSequence = syn.sequence();
    TcpOutput.pathChanged(socket);
  }

  /** Old duplicates, wrong places, resets and stray SYNs ({@code tcp_validate_incoming}). */
  private static Optional<DropReason> validate(TcpSocket socket, TcpSegment segment) {
    ReceiveState receive = socket.receiving();
    int end = segment.sequence() + segment.sequenceLength();
    boolean reset = segment.has(TcpSegment.RST);
    if (isRepeatedSyn(socket, segment) && !segment.has(TcpSegment.ACK) && !reset) {
      // The peer has not heard our SYN-ACK (tcp_check_req).
      TcpOutput.retransmit(socket, socket.sending().flight.element());
      socket.timers().restartRetransmission();
      return Optional.of(DropReason.TCP_INVALID_SEQUENCE);
    }
    boolean inWindow =
        !Seq.before(end, receive.windowStart)
            && !Seq.after(segment.sequence(), receive.next + receive.remaining());
    if (!inWindow || isOld(socket, segment) && !reset) {
      if (!reset) {
        socket.count(Counter.PAWS_ESTABLISHED, isOld(socket, segment) ? 1 : 0);
        receive.acks.hurry(receive.window);
        TcpOutput.acknowledge(socket);
      }
      return Optional.of(DropReason.TCP_INVALID_SEQUENCE);
    }
    if (reset) {
      if (segment.sequence() == receive.next) {
        resetReceived(socket);
        return Optional.of(DropReason.TCP_RESET);
      }
      challenge(socket);
      return Optional.of(DropReason.TCP_INVALID_SEQUENCE);
    }
    if (segment.has(TcpSegment.SYN) && !isSynAckOfCrossing(socket, segment)) {
      socket.count(Counter.SYN_CHALLENGES);
      challenge(socket);
      return Optional.of(DropReason.TCP_FLAGS);
    }
    return ACCEPTED;
  }

  /** Asks the peer whether it means it ({@code tcp_send_challenge_ack}, RFC 5961). */
  private static void challenge(TcpSocket socket) {
    socket.count(Counter.CHALLENGE_ACKS);
    TcpOutput.acknowledge(socket);
  }

  /** Its timestamp is older than one seen already: PAWS (RFC 7323 section 5). */
  private static boolean isOld(TcpSocket socket, TcpSegment segment) {
    return socket.sending().timestamps
        && segment
            .options()
            .timestamps()
            .filter(stamps -> Seq.before(stamps.value(), socket.receiving().timestamp))
            .isPresent();
  }

  private static boolean isRepeatedSyn(TcpSocket socket, TcpSegment segment) {
    return socket.state() == TcpState.SYN_RECV
        && segment.has(TcpSegment.SYN)
        && segment.sequence() == socket.receiving().initial;
  }

  private static boolean isSynAckOfCrossing(TcpSocket socket, TcpSegment segment) {
    return isRepeatedSyn(socket, segment) && segment.has(TcpSegment.ACK);
  }

  /** The peer has thrown the connection away ({@code tcp_reset}). */
  private static void resetReceived(TcpSocket socket) {
    switch (socket.state()) {
      case SYN_RECV -> {
        socket.count(Counter.TCP_ATTEMPT_FAILS);
        socket.count(Counter.EMBRYONIC_RESETS);
        socket.end();
      }
      case CLOSE_WAIT -> socket.fail(Errno.EPIPE);
      default -> socket.fail(Errno.ECONNRESET);
    }
  }

  /** Remembers the timestamp of a segment in order ({@code tcp_replace_ts_recent}). */
  private static void remember(TcpSocket socket, TcpSegment segment, int value) {
    if (!Seq.after(segment.sequence(), socket.receiving().windowStart)) {
      socket.receiving().timestamp = value;
    }
  }

  /** The steps that an acknowledgment makes in the state diagram. */
  private static void advance(TcpSocket socket) {
    boolean finAcknowledged = socket.sending().isFinAcknowledged();
    switch (socket.state()) {
      case SYN_RECV -> {
        socket.setState(TcpState.ESTABLISHED);
        established(socket);
        socket.sending().predicted = true;
        socket.count(Counter.TCP_PASSIVE_OPENS, socket.parent().isPresent() ? 1 : 0);
        socket.parent().ifPresent(listener -> completeAt(listener, socket));
      }
      case FIN_WAIT1 -> {
        if (finAcknowledged) {
          socket.setState(TcpState.FIN_WAIT2);
          if (socket.isOrphan()) {
            socket.timers().startFinTimeout();
          }
        }
      }
      case CLOSING -> {
        if (finAcknowledged) {
          socket.timeWait();
        }
      }
      case LAST_ACK -> {
        if (finAcknowledged) {
          socket.end();
        }
      }
      default -> {}
    }
  }

  private static void completeAt(TcpListener listener, TcpSocket socket) {
    listener.complete(socket);
    listener.changed();
  }

  /** Data and FIN ({@code tcp_data_queue}, {@code tcp_fin}). */
  private static Optional<DropReason> data(TcpSocket socket, TcpSegment segment) {
    int length = segment.payload().length();
    if (length == 0 && !segment.has(TcpSegment.FIN)) {
      return ACCEPTED;
    }
    ReceiveState receive = socket.receiving();
    if (receive.finished) {
      return ACCEPTED;
    }
    if (socket.isOrphan() && Seq.after(segment.sequence() + length, receive.next)) {
      socket.count(Counter.ABORTS_ON_DATA);
      socket.tcp().sendReset(socket, segment);
      socket.end();
      return Optional.of(DropReason.SOCKET_CLOSE);
    }
    int end = segment.sequence() + segment.sequenceLength();
    if (!Seq.after(end, receive.next)) {
      receive.acks.hurry(receive.window);
      return Optional.of(DropReason.TCP_INVALID_SEQUENCE);
    }
    if (Seq.after(segment.sequence(), receive.next)) {
      receive.acks.hurry(receive.window);
      socket.count(Counter.OUT_OF_ORDER_QUEUED);
      socket.sending().predicted = false;
      receive.keep(segment.sequence(), segment.payload(), segment.has(TcpSegment.FIN));
      return ACCEPTED;
    }
    takeInOrder(socket, segment);
    return ACCEPTED;
  }

  private static void takeInOrder(TcpSocket socket, TcpSegment segment) {
    ReceiveState receive = socket.receiving();
    int length = segment.payload().length();
    int known = receive.next - segment.sequence();
    boolean hadHole = receive.hasEarly();
    if (length > known) {
      receive.buffer.add(segment.payload().slice(known, length));
      receive.next = segment.sequence() + length;
      receive.grow(length, socket.sending().segment);
      receive.acks.received(
          length, socket.stack().machine().now(), receive.window, socket.sending().rtt.timeout());
    }
    boolean fin = segment.has(TcpSegment.FIN) | receive.takeEarly();
    TcpAcks.predict(socket);
    if (hadHole) {
      receive.acks.hurry(receive.window);
    }
    if (fin) {
      finReceived(socket);
    }
    socket.changed();
  }

  /** The peer will send no more ({@code tcp_fin}). */
  private static void finReceived(TcpSocket socket) {
    ReceiveState receive = socket.receiving();
    receive.finished = true;
    receive.next++;
    receive.acks.finReceived();
    switch (socket.state()) {
      case ESTABLISHED, SYN_RECV -> socket.setState(TcpState.CLOSE_WAIT);
      case FIN_WAIT1 -> {
        socket.setState(TcpState.CLOSING);
        TcpOutput.acknowledge(socket);
      }
      case FIN_WAIT2 -> {
        TcpOutput.acknowledge(socket);
        socket.timeWait();
      }
      default -> {}
    }
  }
}
