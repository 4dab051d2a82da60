package passerelle.sim.netfilter;

import passerelle.sim.core.EventLoop;

/** The parameters {@code net.netfilter.nf_conntrack_*} of a namespace. */
public final class ConntrackSettings {
  private final long[] timeouts = new long[ConntrackTimer.values().length];
  private int max = 262_144;
  private boolean tcpLoose = true;

  ConntrackSettings() {
    for (ConntrackTimer timer : ConntrackTimer.values()) {
      setSeconds(timer, timer.seconds());
    }
  }

  long nanoseconds(ConntrackTimer timer) {
    return timeouts[timer.ordinal()];
  }

  /** Seconds that a timer runs. */
  public int seconds(ConntrackTimer timer) {
    return (int) (nanoseconds(timer) / EventLoop.SECOND);
  }

  public void setSeconds(ConntrackTimer timer, int seconds) {
    timeouts[timer.ordinal()] = seconds * EventLoop.SECOND;
  }

  /** {@code nf_conntrack_max}: how many connections are remembered at most. */
  public int max() {
    return max;
  }

  public void setMax(int value) {
    max = value;
  }

  /** {@code nf_conntrack_tcp_loose}: connections may be picked up in the middle. */
  public boolean isTcpLoose() {
    return tcpLoose;
  }

  public void setTcpLoose(boolean value) {
    tcpLoose = value;
  }
}
