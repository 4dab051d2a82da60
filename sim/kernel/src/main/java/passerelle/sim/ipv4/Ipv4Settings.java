package passerelle.sim.ipv4;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.SysctlNumber;

/**
 * The settings under {@code net.ipv4} that concern the namespace as a whole
 * (Documentation/networking/ip-sysctl.rst).
 */
public final class Ipv4Settings {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A number, what it is at first, and its limits. */
  private enum Number {
    IP_DEFAULT_TTL(64, 1, 255),
    ICMP_ECHO_IGNORE_ALL(0, 0, 1),
    ICMP_ECHO_IGNORE_BROADCASTS(1, 0, 1),
    IP_UNPRIVILEGED_PORT_START(1024, 0, 65535),
    IP_NONLOCAL_BIND(0, 0, 255),
    TCP_SYN_RETRIES(6, 1, 127),
    IPFRAG_TIME(30, 0, Integer.MAX_VALUE);

    private final int first;
    private final int least;
    private final int most;

    Number(int first, int least, int most) {
      this.first = first;
      this.least = least;
      this.most = most;
    }
  }

  private static final Sysctls.Table<Ipv4Settings> TABLE =
      new Sysctls.Table<Ipv4Settings>()
          .with(
              "net.ipv4.ip_local_port_range",
              its -> its.lowestLocalPort + "\t" + its.highestLocalPort,
              Ipv4Settings::setPortRange)
          .with(
              "net.core.somaxconn",
              its -> "" + its.longestBacklog,
              (its, v) -> its.longestBacklog = SysctlNumber.parse(v, 0, Integer.MAX_VALUE))
          .with("net.ipv4.ping_group_range", its -> its.pingGroups, Ipv4Settings::setPingGroups)
          .withReadOnly("net.ipv4.icmp_ratelimit", its -> "1000")
          .withReadOnly("net.ipv4.icmp_ratemask", its -> "6168");

  static {
    for (Number number : Number.values()) {
      String key = "net.ipv4." + number.name().toLowerCase(Locale.ROOT);
      TABLE.with(key, its -> "" + its.get(number), (its, value) -> its.set(number, value));
    }
  }

  private final int[] numbers = Stream.of(Number.values()).mapToInt(n -> n.first).toArray();
  private int lowestLocalPort = 32768;
  private int highestLocalPort = 60999;
  private int longestBacklog = 4096;

  /** No group at all. */
  private String pingGroups = "1\t0";

  Ipv4Settings(Sysctls sysctls) {
    sysctls.register(TABLE, this);
  }

  private void set(Number number, String value) {
    numbers[number.ordinal()] = SysctlNumber.parse(value, number.least, number.most);
  }

  private int get(Number number) {
    return numbers[number.ordinal()];
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
    return get(Number.TCP_SYN_RETRIES);
  }

  /** How long fragments wait for each other, in seconds. */
  int fragmentTime() {
    return get(Number.IPFRAG_TIME);
  }

  /** TTL of packets of our own, 1..255. */
  public int defaultTtl() {
    return get(Number.IP_DEFAULT_TTL);
  }

  public boolean echoIgnoreAll() {
    return get(Number.ICMP_ECHO_IGNORE_ALL) != 0;
  }

  public boolean echoIgnoreBroadcasts() {
    return get(Number.ICMP_ECHO_IGNORE_BROADCASTS) != 0;
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
    return get(Number.IP_UNPRIVILEGED_PORT_START);
  }

  /** Sockets may bind addresses that this machine does not have. */
  public boolean nonlocalBind() {
    return get(Number.IP_NONLOCAL_BIND) != 0;
  }
}
