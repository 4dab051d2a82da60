package passerelle.sim.netfilter;

import java.util.Locale;

/**
 * How long a connection without packets is remembered, in seconds ({@code nf_conntrack_*_timeout}).
 */
public enum ConntrackTimer {
  GENERIC(600),
  ICMP(30),
  TCP_CLOSE(10),
  TCP_CLOSE_WAIT(60),
  TCP_ESTABLISHED(432_000),
  TCP_FIN_WAIT(120),
  TCP_LAST_ACK(30),
  TCP_MAX_RETRANS(300),
  TCP_SYN_RECV(60),
  TCP_SYN_SENT(120),
  TCP_TIME_WAIT(120),
  TCP_UNACKNOWLEDGED(300),
  UDP(30),
  UDP_STREAM(120);

  private final int seconds;
  private final String sysctl;

  ConntrackTimer(int seconds) {
    this.seconds = seconds;
    sysctl = named(name().toLowerCase(Locale.ROOT));
  }

  /** The value after boot. */
  public int seconds() {
    return seconds;
  }

  /** The parameter of net.netfilter that holds it, {@code nf_conntrack_tcp_timeout_close}. */
  public String sysctl() {
    return sysctl;
  }

  private static String named(String name) {
    int end = name.indexOf('_');
    String protocol = end < 0 ? name : name.substring(0, end);
    String rest = end < 0 ? "" : name.substring(end);
    return "nf_conntrack_" + protocol + "_timeout" + rest;
  }
}
