package passerelle.sim.userland.sysctl;

import java.util.List;
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
            "%s\t%-10s: %5s %7s\n".formatted(device.index(), device.name(), groups.size(), "V3"));
      }
      for (IpAddress group : groups) {
        int word = Integer.reverseBytes(group.lastWord());
        out.append("\t\t\t\t%08X %5s %s:%08X\t\t%s\n".formatted(word, 1, 0, 0, 0));
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
            "%-4s %-15s %-5s %-5s %s\n"
                .formatted(device.index(), device.name(), 1, 0, group.toHex()));
      }
    }
    return out.toString();
  }
}
