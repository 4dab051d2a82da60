package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.TcpSegment;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.TransportHandler;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;

/**
 * Finds the socket for a segment, or for an ICMP error (net/ipv4/tcp_ipv4.c, net/ipv6/tcp_ipv6.c).
 */
record TcpReceiver(Tcp tcp) implements TransportHandler {
  /** {@code tcp_v4_rcv}, {@code tcp_v6_rcv}. */
  @Override
  public void receive(Skb skb, Device in) {
    IpPacket packet = skb.inet();
    if (!(packet.transport() instanceof TcpSegment segment)) {
      skb.drop(in, function(skb), DropReason.IP_INHDR, "damaged TCP header");
      return;
    }
    if (skb.packetType() != Skb.PacketType.HOST) {
      skb.drop(in, function(skb), DropReason.OTHERHOST, "not for this machine alone");
      return;
    }
    count(Counter.TCP_IN_SEGMENTS);
    Optional<TcpSocket> known = connection(packet, segment);
    if (known.isPresent() && known.get().state() == TcpState.TIME_WAIT) {
      known = timeWait(known.get(), segment, skb, in);
      if (known.isPresent()) {
        return;
      }
    }
    if (known.isPresent()) {
      connected(known.get(), segment, skb, in);
      return;
    }
    Optional<TcpListener> listener = listener(packet, segment, in);
    if (listener.isPresent()) {
      listening(listener.get(), segment, skb, in);
    } else {
      tcp.sendReset(skb);
      skb.drop(in, function(skb), DropReason.NO_SOCKET, "tcp port " + segment.destinationPort());
    }
  }

  private void count(Counter counter) {
    tcp.stack().mib().count(counter);
  }

  private void countOverflow() {
    count(Counter.LISTEN_OVERFLOWS);
    count(Counter.LISTEN_DROPS);
  }

  private Optional<TcpSocket> connection(IpPacket packet, TcpSegment segment) {
    return tcp.connection(
        TcpTuple.of(
            packet.destination(),
            segment.destinationPort(),
            packet.source(),
            segment.sourcePort()));
  }

  private void connected(TcpSocket socket, TcpSegment segment, Skb skb, Device in) {
    boolean waiting = socket.state() == TcpState.SYN_RECV && socket.parent().isPresent();
    boolean completes = waiting && segment.has(TcpSegment.ACK) && !segment.has(TcpSegment.RST);
    if (completes && socket.parent().get().isFull()) {
      countOverflow();
      skb.drop(in, "tcp_check_req", DropReason.TCP_OVERFLOW, "accept queue is full");
      return;
    }
    boolean refused =
        socket.state() == TcpState.SYN_SENT
            && segment.has(TcpSegment.ACK)
            && segment.acknowledgment() != socket.sending().next;
    if (refused) {
      tcp.sendReset(skb);
    }
    end(socket, TcpInput.receive(socket, segment), skb, in);
  }

  private static String function(Skb skb) {
    return skb.packet() instanceof Ipv6Packet ? "tcp_v6_rcv" : "tcp_v4_rcv";
  }

  private static void end(InetSocket socket, Optional<DropReason> why, Skb skb, Device in) {
    if (why.isPresent()) {
      skb.drop(in, function(skb), why.get(), socket.owner().process() + " " + socket.local());
    } else {
      socket.delivered(skb, in, function(skb), "tcp");
    }
  }

  /**
   * A segment for a connection that is over ({@code tcp_timewait_state_process}).
   *
   * @return empty when it is a SYN that may begin a new connection
   */
  private Optional<TcpSocket> timeWait(TcpSocket socket, TcpSegment segment, Skb skb, Device in) {
    ReceiveState receive = socket.receiving();
    boolean begins =
        segment.has(TcpSegment.SYN)
            && !segment.has(TcpSegment.ACK)
            && !segment.has(TcpSegment.RST)
            && Seq.after(segment.sequence(), receive.next);
    if (begins) {
      count(Counter.TIME_WAIT_RECYCLED);
      socket.end();
      return Optional.empty();
    }
    if (segment.has(TcpSegment.RST)) {
      socket.end();
      end(socket, Optional.of(DropReason.TCP_RESET), skb, in);
    } else {
      if (segment.sequenceLength() > 0) {
        TcpOutput.acknowledge(socket);
      }
      end(socket, Optional.empty(), skb, in);
    }
    return Optional.of(socket);
  }

  /** The listener that fits best ({@code inet_lhash2_lookup}). */
  private Optional<TcpListener> listener(IpPacket packet, TcpSegment segment, Device in) {
    Optional<TcpListener> best = Optional.empty();
    int bestScore = -1;
    for (TcpListener candidate : tcp.listeners(segment.destinationPort())) {
      int score = score(candidate, packet.destination(), in);
      if (score > bestScore) {
        bestScore = score;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  private static int score(TcpListener listener, IpAddress destination, Device in) {
    IpAddress own = listener.local().address();
    boolean device = listener.hears(destination, in);
    boolean address = own.isUnspecified() || own.equals(destination);
    if (!listener.family().takes(destination) || !device || !address) {
      return -1;
    }
    int score = listener.family() == SocketFamily.INET ? 2 : 1;
    score += own.isUnspecified() ? 0 : 4;
    return listener.options().device().isPresent() ? score + 4 : score;
  }

  /** {@code tcp_v4_do_rcv} in state LISTEN, {@code tcp_conn_request}. */
  private void listening(TcpListener listener, TcpSegment segment, Skb skb, Device in) {
    if (segment.has(TcpSegment.RST)) {
      end(listener, Optional.of(DropReason.TCP_FLAGS), skb, in);
    } else if (segment.has(TcpSegment.ACK)) {
      tcp.sendReset(skb);
      end(listener, Optional.of(DropReason.TCP_FLAGS), skb, in);
    } else if (!segment.has(TcpSegment.SYN) || segment.has(TcpSegment.FIN)) {
      end(listener, Optional.of(DropReason.TCP_FLAGS), skb, in);
    } else if (listener.isFull()) {
      countOverflow();
      skb.drop(in, "tcp_conn_request", DropReason.TCP_OVERFLOW, "accept queue is full");
    } else {
      request(listener, segment, skb);
      end(listener, Optional.empty(), skb, in);
    }
  }

  private void request(TcpListener listener, TcpSegment syn, Skb skb) {
    IpPacket packet = skb.inet();
    Owner by = listener.owner();
    TcpSocket child =
        new TcpSocket(
            tcp, by.next(), listener.family(), listener.options().copy(), Optional.of(listener));
    child.setLocal(new SocketAddress(packet.destination(), syn.destinationPort()));
    child.begin(new SocketAddress(packet.source(), syn.sourcePort()));
    child.setState(TcpState.SYN_RECV);
    child.traffic().segmentsIn++;
    listener.request(child);
    int mtu = child.pathMtu(packet.source());
    TcpOutput.prepare(child, mtu);
    TcpInput.negotiate(child, syn);
    boolean stamped = child.sending().timestamps;
    int segment = Math.min(TcpOutput.segment(child, mtu), child.routeSegment());
    child.receiving().chooseWindow(segment - (stamped ? 12 : 0));
    TcpOutput.syn(child);
  }

  @Override
  public boolean hasSent(IpPacket quoted) {
    return sender(quoted).isPresent();
  }

  /** {@code tcp_v4_err} drops a redirect while a call holds the socket. */
  @Override
  public boolean followsRedirect(IpPacket quoted) {
    return sender(quoted).filter(socket -> !socket.isInCall()).isPresent();
  }

  /** {@code tcp_v4_err}. */
  @Override
  public void error(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
    Optional<TcpSocket> connection = sending(quoted);
    if (connection.isEmpty()) {
      count(Counter.ICMP_IN_ERRORS);
    } else if (connection.get().state() != TcpState.TIME_WAIT) {
      if (isInWindow(connection.get(), quoted)) {
        failed(connection.get(), message);
      } else {
        count(Counter.OUT_OF_WINDOW_ICMPS);
      }
    }
  }

  /** The connection in whose window a segment is, an acknowledgment without octets included. */
  private Optional<TcpSocket> sender(IpPacket quoted) {
    return sending(quoted)
        .filter(socket -> socket.state() != TcpState.TIME_WAIT && isInWindow(socket, quoted));
  }

  private Optional<TcpSocket> sending(IpPacket quoted) {
    if (!(quoted.transport() instanceof TcpSegment sent)) {
      return Optional.empty();
    }
    return tcp.connection(
        TcpTuple.of(
            quoted.source(), sent.sourcePort(), quoted.destination(), sent.destinationPort()));
  }

  private static boolean isInWindow(TcpSocket socket, IpPacket quoted) {
    return quoted.transport() instanceof TcpSegment sent
        && !Seq.before(sent.sequence(), socket.sending().unacknowledged)
        && !Seq.before(socket.sending().next, sent.sequence());
  }

  private static void failed(TcpSocket socket, IcmpMessage message) {
    SendState send = socket.sending();
    boolean tooLong = message.isFragmentationNeeded();
    if (socket.isInCall() && !tooLong) {
      socket.count(Counter.LOCK_DROPPED_ICMPS);
    }
    if (tooLong) {
      TcpOutput.pathChanged(socket);
      TcpOutput.recut(socket);
      if (!send.flight.isEmpty()) {
        TcpOutput.retransmit(socket, send.flight.element());
      }
    } else if (socket.state() == TcpState.SYN_SENT && !socket.isOwnedByConnect()) {
      socket.fail(IcmpErrors.errno(message));
    } else if (socket.state() == TcpState.SYN_RECV && IcmpErrors.endsRequest(message)) {
      socket.count(Counter.LISTEN_DROPS);
      socket.end();
    }
  }
}
