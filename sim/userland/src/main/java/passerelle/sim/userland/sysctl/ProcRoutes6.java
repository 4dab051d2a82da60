package passerelle.sim.userland.sysctl;

import java.util.List;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;

/** {@code /proc/net/ipv6_route}: all tables in a row (net/ipv6/ip6_fib.c:ipv6_route_native_seq). */
final class ProcRoutes6 {
  private static final int UP = 0x0000_0001;
  private static final int LOCAL = 0x8020_0001;

  /** The empty table's entry, which refuses everything. */
  private static final int NULL = 0x0020_0200;

  private static final String NOWHERE = "0".repeat(32);

  private final Rtnetlink kernel;
  private final StringBuilder out = new StringBuilder();

  private ProcRoutes6(Rtnetlink kernel) {
    this.kernel = kernel;
  }

  static String text(Rtnetlink kernel) {
    return new ProcRoutes6(kernel).text();
  }

  private String text() {
    for (LinkInfo device : kernel.links()) {
      for (IfAddress address : linkLocal(device)) {
        add("fe80" + "0".repeat(28), address.address().length(), 256, UP, device.name());
      }
    }
    add(NOWHERE, 0, -1, NULL, "lo");
    for (LinkInfo device : kernel.links()) {
      for (IfAddress address : kernel.addresses6(device)) {
        Ipv6Address own = (Ipv6Address) address.local();
        String digits = "%016x%016x".formatted(own.high(), own.low());
        add(digits, 128, 0, LOCAL, device.name());
      }
    }
    for (LinkInfo device : kernel.links()) {
      if (!linkLocal(device).isEmpty()) {
        add("ff" + "0".repeat(30), 8, 256, UP, device.name());
      }
    }
    add(NOWHERE, 0, -1, NULL, "lo");
    return out.toString();
  }

  private List<IfAddress> linkLocal(LinkInfo device) {
    return kernel.addresses6(device).stream()
        .filter(a -> a.scope() == RouteSpec.Scope.LINK)
        .toList();
  }

  private void add(String destination, int length, int metric, int flags, String device) {
    out.append(
        "%s %02x %s 00 %s %08x %08x %08x %08x %8s\n"
            .formatted(
                destination,
                length,
                NOWHERE,
                NOWHERE,
                metric,
                flags == LOCAL ? 2 : 1,
                0,
                flags,
                device));
  }
}
