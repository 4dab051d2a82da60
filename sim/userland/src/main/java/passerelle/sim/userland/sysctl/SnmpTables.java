package passerelle.sim.userland.sysctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.Mib;
import passerelle.sim.netns.Netns;
import passerelle.text.Resources;
import passerelle.text.WordMap;

/**
 * A namespace's counters as {@code /proc/net/snmp}, {@code /proc/net/netstat} and {@code
 * /proc/net/snmp6} show them (net/ipv4/proc.c, net/ipv6/proc.c, net/mptcp/mib.c). Which columns
 * there are, Linux 6.18 says; those that nothing here counts are 0.
 */
public final class SnmpTables {
  /** What stands among TCP's counters and is none (RFC 2012). */
  private static final Map<String, Long> CONSTANTS =
      Map.of("TcpRtoAlgorithm", 1L, "TcpRtoMin", 200L, "TcpRtoMax", 120_000L, "TcpMaxConn", -1L);

  /** What was sent by types stands behind it. */
  private static final String LAST_OF_ICMP6 = "Icmp6OutMLDv2Reports";

  private static final Map<String, Integer> ICMP_TYPES =
      WordMap.numbers(
          """
          DestUnreachs=3 TimeExcds=11 ParmProbs=12 SrcQuenchs=4 Redirects=5 Echos=8 EchoReps=0
          Timestamps=13 TimestampReps=14 AddrMasks=17 AddrMaskReps=18
          """);

  private static final Map<String, Integer> ICMP6_TYPES =
      Map.of("Icmp6OutRouterSolicits", 133, "Icmp6OutNeighborSolicits", 135, LAST_OF_ICMP6, 143);

  private static final int TYPES = 256;
  private static final List<String> SNMP = rows("snmp.txt");
  private static final List<String> NETSTAT = rows("netstat.txt");
  private static final List<String> SNMP6 = rows("snmp6.txt");

  private final Netns netns;
  private final Mib mib;

  /**
   * Counters that stand together.
   *
   * @param name what their line begins with: {@code TcpExt}
   * @param values by name, in the kernel's order
   */
  public record Group(String name, Map<String, Long> values) {
    private String text() {
      StringBuilder names = new StringBuilder(name + ":");
      StringBuilder numbers = new StringBuilder(name + ":");
      values.forEach(
          (key, value) -> {
            names.append(' ').append(key);
            numbers.append(' ').append(value);
          });
      return names + "\n" + numbers + "\n";
    }
  }

  public SnmpTables(Netns netns) {
    this.netns = netns;
    mib = netns.ip().mib();
  }

  private static List<String> rows(String file) {
    return Resources.text(SnmpTables.class, file).lines().toList();
  }

  /** The groups of {@code /proc/net/snmp}. */
  public List<Group> snmp() {
    List<Group> groups = groups(SNMP);
    Map<String, Long> types = new LinkedHashMap<>();
    for (int type = 0; type < TYPES; type++) {
      addType(types, "InType" + type, mib.icmpReceived(type));
    }
    for (int type = 0; type < TYPES; type++) {
      addType(types, "OutType" + type, mib.icmpSent(type));
    }
    if (!types.isEmpty()) {
      groups.add(2, new Group("IcmpMsg", types));
    }
    return groups;
  }

  private static void addType(Map<String, Long> types, String name, long count) {
    if (count > 0) {
      types.put(name, count);
    }
  }

  /** The groups of {@code /proc/net/netstat}. */
  public List<Group> netstat() {
    return groups(NETSTAT);
  }

  /** The counters of {@code /proc/net/snmp6}, which stand one a line. */
  public Map<String, Long> snmp6() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String label : SNMP6) {
      values.put(label, value(label));
      if (label.equals(LAST_OF_ICMP6)) {
        mib.icmp6Sent().forEach((type, count) -> values.put("Icmp6OutType" + type, count));
      }
    }
    return values;
  }

  private List<Group> groups(List<String> rows) {
    List<Group> groups = new ArrayList<>();
    for (String row : rows) {
      String[] words = row.split(" ");
      String name = words[0].replace(":", "");
      Map<String, Long> values = new LinkedHashMap<>();
      for (int i = 1; i < words.length; i++) {
        values.put(words[i], value(name + words[i]));
      }
      groups.add(new Group(name, values));
    }
    return groups;
  }

  private long value(String label) {
    if (label.equals("IpForwarding")) {
      return netns.sysctls().read("net.ipv4.ip_forward").filter("1"::equals).isPresent() ? 1 : 2;
    }
    if (label.equals("IpDefaultTTL")) {
      return netns.ip().settings().defaultTtl();
    }
    if (CONSTANTS.containsKey(label)) {
      return CONSTANTS.get(label);
    }
    if (label.startsWith("IcmpIn") && ICMP_TYPES.containsKey(label.substring(6))) {
      return mib.icmpReceived(ICMP_TYPES.get(label.substring(6)));
    }
    if (label.startsWith("IcmpOut") && ICMP_TYPES.containsKey(label.substring(7))) {
      return mib.icmpSent(ICMP_TYPES.get(label.substring(7)));
    }
    if (ICMP6_TYPES.containsKey(label)) {
      return mib.icmp6Sent().getOrDefault(ICMP6_TYPES.get(label), 0L);
    }
    return Counter.of(label).map(mib::get).orElse(0L);
  }

  static String text(List<Group> groups) {
    StringBuilder out = new StringBuilder();
    groups.forEach(group -> out.append(group.text()));
    return out.toString();
  }

  static String text6(Map<String, Long> values) {
    StringBuilder out = new StringBuilder();
    values.forEach((label, value) -> out.append(String.format("%-32s\t%d\n", label, value)));
    return out.toString();
  }
}
