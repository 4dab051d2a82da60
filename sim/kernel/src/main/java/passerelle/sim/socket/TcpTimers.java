package passerelle.sim.socket;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.EventLoop.Timer;
import passerelle.sim.ip.Counter;

/** The timers of a connection (net/ipv4/tcp_timer.c). */
final class TcpTimers {
  /** TCP_TIMEWAIT_LEN and {@code net.ipv4.tcp_fin_timeout}. */
  private static final long TIME_WAIT = 60 * EventLoop.SECOND;

  /** {@code net.ipv4.tcp_syn_linear_timeouts}: so many SYNs follow at a steady pace first. */
  private static final int SYN_LINEAR = 4;

  /** {@code net.ipv4.tcp_synack_retries}. */
  private static final int SYNACK_RETRIES = 5;

  /** {@code net.ipv4.tcp_retries2}. */
  private static final int RETRIES = 15;

  /** Retries of a connection that no process holds ({@code tcp_orphan_retries}). */
  private static final int ORPHAN_RETRIES = 8;

  /** How often a second can be doubled within TCP_RTO_MAX. */
  private static final int DOUBLINGS = 6;

  /** TCP_RTO_MAX in seconds. */
  private static final long LONGEST = 120;

  private static final long PROBE_SLACK = 10 * EventLoop.MILLISECOND;

  private final Tcp tcp;
  private final TcpSocket socket;
  private Optional<Timer> retransmission = Optional.empty();
  private Optional<Timer> delayedAck = Optional.empty();
  private Optional<Timer> lingering = Optional.empty();
  private boolean probing;

  /** When the SYN was sent first ({@code retrans_stamp}). */
  private long asked;

  TcpTimers(Tcp tcp, TcpSocket socket) {
    this.tcp = tcp;
    this.socket = socket;
  }

  private Optional<Timer> start(long delay, Runnable action) {
    return Optional.of(tcp.stack().machine().loop().startTimer(delay, action));
  }

  /** Counts from now on: called when something is sent or acknowledged ({@code tcp_rearm_rto}). */
  void restartRetransmission() {
    retransmission.ifPresent(Timer::cancel);
    retransmission = Optional.empty();
    SendState send = socket.sending();
    if (!send.flight.isEmpty()) {
      if (send.retransmissions == 0) {
        asked = tcp.stack().machine().now();
      }
      probing = false;
      retransmission = start(send.rtt.timeout(), this::retransmit);
    } else if (send.unsent.length() > 0 && socket.state() != TcpState.CLOSE) {
      retransmission = start(send.rtt.timeout(), this::probeWindow);
    }
  }

  /** New data was sent: its last segment is repeated early once ({@code tcp_send_loss_probe}). */
  void startLossProbe() {
    SendState send = socket.sending();
    boolean established =
        socket.state() != TcpState.SYN_SENT && socket.state() != TcpState.SYN_RECV;
    if (!established || !send.sack || send.recovering || send.retransmissions > 0) {
      if (retransmission.isEmpty() || !retransmission.get().isPending()) {
        restartRetransmission();
      }
      return;
    }
    retransmission.ifPresent(Timer::cancel);
    probing = true;
    long wait =
        send.flight.size() == 1 ? send.rtt.timeout() : 2 * send.rtt.smoothed() + PROBE_SLACK;
    retransmission =
        start(
            Math.min(wait, send.rtt.timeout()),
            () -> {
              probing = false;
              TcpOutput.lossProbe(socket);
              restartRetransmission();
            });
  }

  /** The timer that those see who ask ({@code inet_sk_diag_fill}). */
  Optional<TcpInfo.Timer> shown(long now) {
    if (socket.state() == TcpState.TIME_WAIT) {
      return lingering.map(timer -> new TcpInfo.Timer("timewait", timer.time() - now, 0));
    }
    SendState send = socket.sending();
    String name = send.flight.isEmpty() ? "persist" : "on";
    return retransmission
        .filter(Timer::isPending)
        .map(timer -> new TcpInfo.Timer(name, timer.time() - now, send.retransmissions));
  }

  boolean isLossProbing() {
    return probing;
  }

  private void retransmit() {
    SendState send = socket.sending();
    send.retransmissions++;
    socket.count(Counter.TIMEOUTS);
    if (send.retransmissions > limit() || hasAskedLongEnough()) {
      giveUp();
      return;
    }
    if (socket.state() != TcpState.SYN_RECV) {
      socket.count(Counter.TIMEOUT_REHASHES);
      socket.traffic().rehashes++;
      send.flight.stream()
          .filter(SentSegment::isRetransmitted)
          .forEach(lost -> socket.count(Counter.LOST_RETRANSMITS));
    }
    if (!send.recovering) {
      send.lowerThreshold();
    }
    send.congestionWindow = 1;
    send.recovering = true;
    send.timedOut = true;
    send.recover = send.next;
    send.duplicateAcks = 0;
    TcpOutput.retransmit(socket, send.flight.element());
    boolean linear = socket.state() == TcpState.SYN_SENT && send.retransmissions <= SYN_LINEAR;
    if (!linear) {
      send.rtt.backOff();
    }
    restartRetransmission();
  }

  /**
   * As long as it would have taken without SYNs at a steady pace ({@code retransmits_timed_out},
   * {@code tcp_model_timeout}).
   */
  private boolean hasAskedLongEnough() {
    if (socket.state() != TcpState.SYN_SENT) {
      return false;
    }
    int retries = tcp.stack().settings().synRetries();
    int doubled = Math.min(retries, DOUBLINGS);
    long time = (2L << doubled) - 1 + (retries - doubled) * LONGEST;
    return tcp.stack().machine().now() - asked >= time * EventLoop.SECOND;
  }

  private int limit() {
    return switch (socket.state()) {
      case SYN_SENT -> tcp.stack().settings().synRetries() + SYN_LINEAR;
      case SYN_RECV -> SYNACK_RETRIES;
      default -> socket.isOrphan() ? ORPHAN_RETRIES : RETRIES;
    };
  }

  private void giveUp() {
    if (socket.state() == TcpState.SYN_RECV) {
      socket.end();
    } else {
      socket.count(Counter.ABORTS_ON_TIMEOUT);
      socket.fail(Errno.ETIMEDOUT);
    }
  }

  /** The peer's window is closed: asks whether it still is ({@code tcp_send_probe0}). */
  private void probeWindow() {
    SendState send = socket.sending();
    if (++send.retransmissions > limit()) {
      giveUp();
      return;
    }
    TcpOutput.probe(socket);
    send.rtt.backOff();
    restartRetransmission();
  }

  /** Acknowledges in a while, unless data goes out before. */
  void startDelayedAck() {
    if (delayedAck.isEmpty() || !delayedAck.get().isPending()) {
      delayedAck =
          start(
              AckPolicy.DELAY,
              () -> {
                socket.count(Counter.DELAYED_ACKS);
                TcpOutput.acknowledge(socket);
              });
    }
  }

  void stopDelayedAck() {
    delayedAck.ifPresent(Timer::cancel);
    delayedAck = Optional.empty();
  }

  void startTimeWait() {
    socket.count(Counter.TIME_WAITED, lingering.isEmpty() ? 1 : 0);
    stop();
    lingering = start(TIME_WAIT, socket::end);
  }

  /** FIN_WAIT2 without a process does not last for ever. */
  void startFinTimeout() {
    socket.count(Counter.TIME_WAITED);
    lingering.ifPresent(Timer::cancel);
    lingering = start(TIME_WAIT, socket::end);
  }

  void stop() {
    retransmission.ifPresent(Timer::cancel);
    delayedAck.ifPresent(Timer::cancel);
    lingering.ifPresent(Timer::cancel);
  }
}
