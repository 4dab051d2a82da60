package passerelle.sim.ipv4;

import java.util.regex.Pattern;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.SysctlNumber;

/**
 * The settings under {@code net.ipv4} that concern the namespace as a whole
 * (Documentation/networking/ip-sysctl.rst).
 */
public final class Ipv4Settings {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private int defaultTtl = 64;
  private int echoIgnoreAll;
  private int echoIgnoreBroadcasts = 1;
  private int lowestLocalPort = 32768;
  private int highestLocalPort = 60999;
  private int unprivilegedPortStart = 1024;
  private int nonlocalBind;
  private int longestBacklog = 4096;
  private int synRetries = 6;
  private int fragmentTime = 30;

  /** No group at all. */
  private String pingGroups = "1\t0";

  Ipv4Settings(Sysctls sysctls) {
    sysctls.register(
        "net.ipv4.ip_default_ttl",
        () -> "" + defaultTtl,
        v -> defaultTtl = SysctlNumber.parse(v, 1, 255));
    sysctls.register(
        "net.ipv4.icmp_echo_ignore_all",
        () -> "" + echoIgnoreAll,
        v -> echoIgnoreAll = SysctlNumber.parse(v, 0, 1));
    sysctls.register(
        "net.ipv4.icmp_echo_ignore_broadcasts",
        () -> "" + echoIgnoreBroadcasts,
        v -> echoIgnoreBroadcasts = SysctlNumber.parse(v, 0, 1));
    sysctls.register(
        "net.ipv4.ip_local_port_range",
        () -> lowestLocalPort + "\t" + highestLocalPort,
        this::setPortRange);
    sysctls.register(
        "net.ipv4.ip_unprivileged_port_start",
        () -> "" + unprivilegedPortStart,
        v -> unprivilegedPortStart = SysctlNumber.parse(v, 0, 65535));
    sysctls.register(
        "net.ipv4.ip_nonlocal_bind",
        () -> "" + nonlocalBind,
        v -> nonlocalBind = SysctlNumber.parse(v, 0, 255));
    sysctls.register(
        "net.core.somaxconn",
        () -> "" + longestBacklog,
        v -> longestBacklog = SysctlNumber.parse(v, 0, Integer.MAX_VALUE));
    sysctls.register(
        "net.ipv4.tcp_syn_retries",
        () -> "" + synRetries,
        v -> synRetries = SysctlNumber.parse(v, 1, 127));
    sysctls.register(
        "net.ipv4.ipfrag_time",
        () -> "" + fragmentTime,
        v -> fragmentTime = SysctlNumber.parse(v, 0, Integer.MAX_VALUE));
    sysctls.register("net.ipv4.ping_group_range", () -> pingGroups, this::setPingGroups);
    sysctls.registerReadOnly("net.ipv4.icmp_ratelimit", () -> "1000");
    sysctls.registerReadOnly("net.ipv4.icmp_ratemask", () -> "6168");
  }

  /** A range without a group becomes the one that is known for it ({@code sysctl_net_ipv4.c}). */
  private void setPingGroups(String value) {
    String[] parts = BLANKS.split(value.trim());
    if (parts.length != 2) {
      throw new IllegalArgumentException(value);
    }
    int low = SysctlNumber.parse(parts[0], 0, Integer.MAX_VALUE);
    int high = SysctlNumber.parse(parts[1], 0, Integer.MAX_VALUE);
    pingGroups = low <= high ? low + "\t" + high : "1\t0";
  }

  private void setPortRange(String value) {
    String[] parts = value.trim().split("\\s+");
    if (parts.length != 2) {
      throw new IllegalArgumentException(value);
    }
    int low = SysctlNumber.parse(parts[0], 1, 65535);
    highestLocalPort = SysctlNumber.parse(parts[1], low, 65535);
    lowestLocalPort = low;
  }

  /** The most connections that may wait for a listening socket ({@code net.core.somaxconn}). */
  public int longestBacklog() {
    return longestBacklog;
  }

  /** How often a SYN is sent again, beside those that follow at a steady pace first. */
  public int synRetries() {
    return synRetries;
  }

  /** How long fragments wait for each other, in seconds. */
  int fragmentTime() {
    return fragmentTime;
  }

  /** TTL of packets of our own, 1..255. */
  public int defaultTtl() {
    return defaultTtl;
  }

  public boolean echoIgnoreAll() {
    return echoIgnoreAll != 0;
  }

  public boolean echoIgnoreBroadcasts() {
    return echoIgnoreBroadcasts != 0;
  }

  /** Lowest ephemeral port. */
  public int lowestLocalPort() {
    return lowestLocalPort;
  }

  /** Highest ephemeral port. */
  public int highestLocalPort() {
    return highestLocalPort;
  }

  /** The first port that everybody may bind. */
  public int unprivilegedPortStart() {
    return unprivilegedPortStart;
  }

  /** Sockets may bind addresses that this machine does not have. */
  public boolean nonlocalBind() {
    return nonlocalBind != 0;
  }
}
