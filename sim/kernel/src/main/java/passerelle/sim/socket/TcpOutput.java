package passerelle.sim.socket;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.ip.Counter;

/** What a connection sends (net/ipv4/tcp_output.c). */
final class TcpOutput {
  private static final int TCP_HEADER = 20;
  private static final int TIMESTAMPS = 12;
  private static final int MAX_IPV4_PACKET = 65535;

  private TcpOutput() {}

  /** Octets of IP and TCP header without options. */
  static int headers(TcpSocket socket) {
    boolean six = socket.remote().isIpv6();
    return (six ? Ipv6Packet.HEADER_LENGTH : Ipv4Packet.HEADER_LENGTH) + TCP_HEADER;
  }

  /** Sizes windows and segments for a path, before the handshake ({@code tcp_connect_init}). */
  static void prepare(TcpSocket socket, int mtu) {
    ReceiveState receive = socket.receiving();
    receive.chooseWindow(Math.min(segment(socket, mtu), socket.routeSegment()));
    receive.windowScale = ReceiveState.WINDOW_SCALE;
    socket.sending().segment = socket.sending().peerSegment - TIMESTAMPS;
    socket.sending().timestamps = true;
    socket.sending().scaling = true;
    socket.sending().sack = true;
  }

  /** The MSS that we tell for a path ({@code tcp_advertise_mss}). */
  static int advertisedSegment(TcpSocket socket) {
    int longest = Math.max(segment(socket, socket.pathMtu(socket.remote().address())), 88);
    return Math.min(longest, socket.routeSegment());
  }

  /** The longest segment for an MTU; an IPv4 packet has 65535 octets at most (route.c). */
  static int segment(TcpSocket socket, int mtu) {
    boolean ipv6 = socket.remote().isIpv6();
    return (ipv6 ? mtu : Math.min(mtu, MAX_IPV4_PACKET)) - headers(socket);
  }

  static void syn(TcpSocket socket) {
    SendState send = socket.sending();
    queue(socket, new SentSegment(send.next, TcpSegment.SYN, Payload.EMPTY, send.next + 1));
  }

  /** Puts a segment in flight for the first time. */
  private static void queue(TcpSocket socket, SentSegment segment) {
    SendState send = socket.sending();
    boolean first = send.flight.isEmpty();
    send.flight.add(segment);
    send.next = segment.end();
    socket.traffic().setBusy(!segment.isSyn(), socket.stack().machine().now());
    boolean wasProbing = socket.timers().isLossProbing();
    socket.count(Counter.TCP_OUT_SEGMENTS);
    socket.count(Counter.ORIGINAL_DATA_SENT, segment.isSyn() ? 0 : 1);
    transmit(socket, segment);
    if (first || wasProbing) {
      socket.timers().startLossProbe();
    }
  }

  private static boolean transmit(TcpSocket socket, SentSegment segment) {
    segment.sent(socket.stack().machine().now());
    boolean syn = segment.isSyn();
    boolean acknowledges = !syn || socket.state() == TcpState.SYN_RECV;
    int flags = segment.flags() | (acknowledges ? TcpSegment.ACK : 0);
    if (segment.payload().length() > 0) {
      socket.receiving().acks.dataSent(socket.stack().machine().now());
    }
    return emit(
        socket,
        segment.sequence(),
        flags,
        syn ? synOptions(socket) : options(socket, false),
        segment.payload());
  }

  /** Sends a segment once more ({@code __tcp_retransmit_skb}, {@code tcp_rtx_synack}). */
  private static void transmitAgain(TcpSocket socket, SentSegment segment) {
    socket.count(Counter.TCP_RETRANSMITTED);
    socket.traffic().bytesRetransmitted += segment.payload().length();
    socket.traffic().retransmitted++;
    if (segment.isSyn()) {
      socket.count(Counter.SYN_RETRANSMITS);
      socket.count(Counter.TCP_OUT_SEGMENTS, socket.state() == TcpState.SYN_RECV ? 1 : 0);
    }
    if (!transmit(socket, segment)) {
      socket.count(Counter.RETRANSMIT_FAILS);
    }
  }

  /**
   * Hands a segment to IP; what IP refuses is lost like on the wire, and repeated later.
   *
   * @return false when IP refused it
   */
  private static boolean emit(
      TcpSocket socket, int sequence, int flags, TcpOptions options, Payload payload) {
    ReceiveState receive = socket.receiving();
    boolean syn = (flags & TcpSegment.SYN) != 0;
    boolean acknowledges = (flags & TcpSegment.ACK) != 0;
    int window = syn ? Math.min(65535, receive.window) : selectWindow(socket);
    TcpSegment segment =
        new TcpSegment(
            socket.local().port(),
            socket.remote().port(),
            sequence,
            acknowledges ? receive.next : 0,
            flags,
            window,
            options,
            payload);
    if (acknowledges && !syn) {
      receive.acks.sent();
      socket.timers().stopDelayedAck();
    }
    if (!syn || !acknowledges) {
      socket.traffic().sent(payload.length(), socket.stack().machine().now());
    }
    try {
      socket.transmit(segment);
      return true;
    } catch (KernelException refused) {
      if (refused.errno() == Errno.EMSGSIZE) {
        pathChanged(socket);
      }
      return false;
    }
  }

  /** {@code tcp_select_window}. */
  private static int selectWindow(TcpSocket socket) {
    ReceiveState receive = socket.receiving();
    boolean wasClosed = receive.window == 0;
    int told = receive.select();
    boolean isClosed = receive.window == 0;
    if (wasClosed != isClosed) {
      socket.count(isClosed ? Counter.TO_ZERO_WINDOW : Counter.FROM_ZERO_WINDOW);
    }
    return told;
  }

  private static TcpOptions synOptions(TcpSocket socket) {
    SendState send = socket.sending();
    return new TcpOptions(
        OptionalInt.of(advertisedSegment(socket)),
        send.sack,
        send.timestamps ? stamps(socket) : Optional.empty(),
        send.scaling ? OptionalInt.of(socket.receiving().windowScale) : OptionalInt.empty(),
        List.of());
  }

  private static Optional<TcpOptions.Timestamps> stamps(TcpSocket socket) {
    return Optional.of(new TcpOptions.Timestamps(socket.timestamp(), socket.receiving().timestamp));
  }

  private static TcpOptions options(TcpSocket socket, boolean acknowledgment) {
    SendState send = socket.sending();
    if (acknowledgment && send.sack && socket.receiving().hasEarly()) {
      return new TcpOptions(
          OptionalInt.empty(),
          false,
          send.timestamps ? stamps(socket) : Optional.empty(),
          OptionalInt.empty(),
          socket.receiving().sackBlocks());
    }
    return send.timestamps
        ? TcpOptions.timestamped(socket.timestamp(), socket.receiving().timestamp)
        : TcpOptions.NONE;
  }

  /** A segment that only acknowledges ({@code tcp_send_ack}). */
  static void acknowledge(TcpSocket socket) {
    if (socket.state() != TcpState.CLOSE) {
      SendState send = socket.sending();
      socket.count(Counter.TCP_OUT_SEGMENTS);
      emit(socket, send.next, TcpSegment.ACK, options(socket, true), Payload.EMPTY);
    }
  }

  /** Acknowledges now or later, if something is to be acknowledged ({@code tcp_ack_snd_check}). */
  static void acknowledgeIfDue(TcpSocket socket) {
    ReceiveState receive = socket.receiving();
    if (!receive.acks.isPending() || socket.state() == TcpState.CLOSE) {
      return;
    }
    if (receive.hasEarly() || receive.acks.isDue(receive.next - receive.windowStart)) {
      acknowledge(socket);
    } else {
      socket.timers().startDelayedAck();
    }
  }

  /** The user has read ({@code tcp_cleanup_rbuf}): the peer may have to hear of the new room. */
  static void afterRead(TcpSocket socket) {
    ReceiveState receive = socket.receiving();
    boolean emptied = receive.buffer.length() == 0;
    if (receive.acks.isPending() && emptied && !receive.acks.isPingpong()) {
      acknowledge(socket);
    } else if (!receive.finished && 2 * receive.remaining() <= receive.threshold) {
      int free = Math.min(ReceiveState.SPACE - receive.buffer.length(), receive.threshold);
      if (free >= 2 * receive.remaining()) {
        acknowledge(socket);
      }
    }
  }

  /** The user closes this direction ({@code tcp_send_fin}). */
  static void finish(TcpSocket socket) {
    socket.sending().finWanted = true;
    push(socket);
  }

  /** Sends what windows and Nagle's algorithm allow ({@code tcp_write_xmit}). */
  static void push(TcpSocket socket) {
    SendState send = socket.sending();
    while (send.unsent.length() > 0 && send.inFlight() < send.congestionWindow) {
      int size = Math.min(send.unsent.length(), send.segment);
      boolean last = size == send.unsent.length();
      if (send.next + size - (send.unacknowledged + send.window) > 0
          || size < send.segment && !last
          || size < send.segment && mustWait(socket)) {
        break;
      }
      int flags = last ? TcpSegment.PSH : 0;
      int end = send.next + size;
      if (last && send.finWanted) {
        flags |= TcpSegment.FIN;
        send.finSent = true;
        end++;
      }
      if (size < send.segment) {
        send.lastSmall = end;
      }
      queue(socket, new SentSegment(send.next, flags, send.unsent.take(size), end));
    }
    if (!send.flight.isEmpty()) {
      send.windowUsed(send.unsent.length() > 0 && send.inFlight() >= send.congestionWindow);
    }
    if (send.finWanted && !send.finSent && send.unsent.length() == 0) {
      send.finSent = true;
      queue(socket, new SentSegment(send.next, TcpSegment.FIN, Payload.EMPTY, send.next + 1));
    }
    if (send.flight.isEmpty() && send.unsent.length() > 0) {
      socket.timers().restartRetransmission();
    }
  }

  /** Nagle's algorithm as Minshall mended it: one small segment in flight is enough. */
  private static boolean mustWait(TcpSocket socket) {
    SendState send = socket.sending();
    boolean smallInFlight = Seq.after(send.lastSmall, send.unacknowledged);
    return !socket.options().noDelay() && !send.finWanted && smallInFlight;
  }

  /** Sends a segment again ({@code __tcp_retransmit_skb}), unless it has not even left yet. */
  static void retransmit(TcpSocket socket, SentSegment segment) {
    if (isStillHere(socket, segment)) {
      socket.count(Counter.RETRANSMITS_STILL_HERE);
      return;
    }
    if (segment.payload().length() > socket.sending().segment) {
      recut(socket);
      transmitAgain(socket, socket.sending().flight.element());
    } else {
      transmitAgain(socket, segment);
    }
  }

  /**
   * Waits on this host for the next hop's address ({@code skb_still_in_host_queue}). NAT may have
   * changed addresses and ports meanwhile, but not the sequence number. The answer to a SYN is made
   * anew each time ({@code tcp_make_synack}), and sent whatever became of the one before.
   */
  private static boolean isStillHere(TcpSocket socket, SentSegment segment) {
    return !socket.isRequest()
        && socket
            .stack()
            .neighbours()
            .isWaiting(
                skb ->
                    skb.packet() instanceof Ipv4Packet ip
                        && ip.transport() instanceof TcpSegment tcp
                        && tcp.sequence() == segment.sequence());
  }

  /** Sends new data, or the last segment again, to find out whether the end was lost. */
  static void lossProbe(TcpSocket socket) {
    SendState send = socket.sending();
    if (send.flight.isEmpty()) {
      return;
    }
    if (isStillHere(socket, send.flight.getLast())) {
      socket.count(Counter.RETRANSMITS_STILL_HERE);
    } else {
      socket.count(Counter.LOSS_PROBES);
      transmitAgain(socket, send.flight.getLast());
    }
  }

  /**
   * Asks for an acknowledgment with a sequence number that is known ({@code tcp_xmit_probe_skb}).
   */
  static void probe(TcpSocket socket) {
    int sequence = socket.sending().unacknowledged - 1;
    socket.count(Counter.TCP_OUT_SEGMENTS);
    socket.count(Counter.WINDOW_PROBES);
    emit(socket, sequence, TcpSegment.ACK, options(socket, false), Payload.EMPTY);
  }

  /** {@code tcp_send_active_reset}. */
  static void reset(TcpSocket socket) {
    SendState send = socket.sending();
    socket.count(Counter.TCP_OUT_SEGMENTS);
    socket.count(Counter.TCP_OUT_RESETS);
    emit(socket, send.next, TcpSegment.RST | TcpSegment.ACK, options(socket, false), Payload.EMPTY);
  }

  /** The path MTU is known anew ({@code tcp_sync_mss}). */
  static void pathChanged(TcpSocket socket) {
    SendState send = socket.sending();
    int mtu = socket.pathMtu(socket.remote().address());
    if (mtu > 0) {
      int room = Math.min(send.peerSegment, mtu - headers(socket));
      send.segment = Math.max(48, room - (send.timestamps ? TIMESTAMPS : 0));
    }
  }

  /** Cuts what is in flight into segments that fit ({@code tcp_fragment}). */
  static void recut(TcpSocket socket) {
    SendState send = socket.sending();
    List<SentSegment> old = List.copyOf(send.flight);
    send.flight.clear();
    for (SentSegment segment : old) {
      int length = segment.payload().length();
      for (int from = 0; from < length || from == 0; from += send.segment) {
        int to = Math.min(length, from + send.segment);
        boolean last = to == length;
        SentSegment part =
            new SentSegment(
                segment.sequence() + from,
                last ? segment.flags() : 0,
                segment.payload().slice(from, to),
                last ? segment.end() : segment.sequence() + to);
        part.sent(segment.sentAt());
        if (segment.isSacked()) {
          part.setSacked();
        }
        send.flight.add(part);
      }
    }
  }
}
