package passerelle.sim.netfilter;

/**
 * The states in which connection tracking sees a TCP connection ({@code enum tcp_conntrack}); not
 * those of either end.
 */
public enum TcpState {
  NONE(ConntrackTimer.TCP_SYN_SENT),
  SYN_SENT(ConntrackTimer.TCP_SYN_SENT),
  SYN_RECV(ConntrackTimer.TCP_SYN_RECV),
  ESTABLISHED(ConntrackTimer.TCP_ESTABLISHED),
  FIN_WAIT(ConntrackTimer.TCP_FIN_WAIT),
  CLOSE_WAIT(ConntrackTimer.TCP_CLOSE_WAIT),
  LAST_ACK(ConntrackTimer.TCP_LAST_ACK),
  TIME_WAIT(ConntrackTimer.TCP_TIME_WAIT),
  CLOSE(ConntrackTimer.TCP_CLOSE),
  /** Both sides have sent a SYN. */
  SYN_SENT2(ConntrackTimer.TCP_SYN_SENT);

  private final ConntrackTimer timer;

  TcpState(ConntrackTimer timer) {
    this.timer = timer;
  }

  ConntrackTimer timer() {
    return timer;
  }
}
