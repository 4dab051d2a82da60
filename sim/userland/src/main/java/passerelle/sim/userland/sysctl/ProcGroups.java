package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Locale;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.uapi.LinkInfo;

/** The multicast groups of a namespace in {@code /proc/net}. */
record ProcGroups(Rtnetlink kernel) {

  /** {@code /proc/net/igmp} (net/ipv4/igmp.c:igmp_mc_seq_show); no report is ever due. */
  String inet() {
    StringBuilder out =
        new StringBuilder("Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n");
    for (LinkInfo device : kernel.links()) {
      List<IpAddress> groups = kernel.inetGroups(device);
      if (!groups.isEmpty()) {
        out.append(
            format("%d\t%-10s: %5d %7s\n", device.index(), device.name(), groups.size(), "V3"));
      }
      for (IpAddress group : groups) {
        int word = Integer.reverseBytes(group.lastWord());
        out.append(format("\t\t\t\t%08X %5d %d:%08X\t\t%d\n", word, 1, 0, 0, 0));
      }
    }
    return out.toString();
  }

  /** {@code /proc/net/dev_mcast} (net/core/net-procfs.c:dev_mc_seq_show). */
  String link() {
    StringBuilder out = new StringBuilder();
    for (LinkInfo device : kernel.links()) {
      for (MacAddress group : kernel.groups(device)) {
        out.append(
            format(
                "%-4d %-15s %-5d %-5d %s\n", device.index(), device.name(), 1, 0, group.toHex()));
      }
    }
    return out.toString();
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
