package passerelle.sim.userland.nettools;

import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.RouteInfo;
import passerelle.sim.userland.sysctl.RouteFlags;
import passerelle.sim.userland.tool.KernelView;

/** The routing table as {@code route} and {@code netstat -r} print it (lib/inet_gr.c). */
final class RouteTable {

  /** Which columns follow the flags. */
  public enum Style {
    /** {@code route}: metric and counts. */
    PLAIN,
    /** {@code route -e}, {@code netstat -r}: MSS, window, round-trip time. */
    EXTENDED,
    /** {@code route -ee}: both. */
    FULL
  }

  private RouteTable() {}

  /**
   * The table with its heads.
   *
   * @param named writes {@code default} for 0.0.0.0
   * @param busybox as BusyBox writes routes that refuse, and stars for names
   */
  public static String text(KernelView kernel, Style style, boolean named, boolean busybox) {
    StringBuilder out = new StringBuilder("Kernel IP routing table\n");
    out.append("Destination     Gateway         Genmask         Flags ");
    out.append(
        switch (style) {
          case PLAIN -> "Metric Ref    Use Iface\n";
          case EXTENDED -> "  MSS Window  irtt Iface\n";
          case FULL -> "Metric Ref    Use Iface    MSS   Window irtt\n";
        });
    for (RouteInfo route : kernel.routes().routes()) {
      boolean main = route.spec().table() == RouteSpec.MAIN;
      if (main && route.spec().type() != RouteSpec.Type.BROADCAST) {
        out.append(row(route.first(), style, named, busybox));
      }
    }
    return out.toString();
  }

  private static String row(RouteSpec spec, Style style, boolean named, boolean busybox) {
    int flags = RouteFlags.of(spec);
    boolean dashes = (flags & RouteFlags.REJECT) != 0 && !busybox;
    boolean any = spec.destination().length() == 0;
    String destination = any && named ? "default" : spec.destination().network().toString();
    String none = busybox && named ? "*" : "0.0.0.0";
    String gateway = dashes ? "-" : spec.gateway().map(Object::toString).orElse(none);
    String device = spec.device().orElse(busybox ? "*" : "-");
    String start =
        "%-15s %-15s %-15s %-5s "
            .formatted(
                destination, gateway, spec.destination().netmask(), RouteFlags.letters(flags));
    String zero = dashes ? "-" : "0";
    return start
        + switch (style) {
          case PLAIN -> "%-6s %-2s %7s %s\n".formatted(spec.metric(), zero, 0, device);
          case EXTENDED -> "%5s %-5s %6s %s\n".formatted(zero, zero, zero, device);
          case FULL ->
              "%-6s %-2s %7s %-8.6s %-5s %-6s %s\n"
                  .formatted(spec.metric(), zero, 0, device, zero, zero, zero);
        };
  }
}
