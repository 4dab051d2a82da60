package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.RouteInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip route show} and {@code ip route flush} (ip/iproute.c:iproute_list_flush_or_save). */
final class RouteList {
  private final KernelView kernel;
  private final IpOptions options;
  private final RouteFilter filter;
  private final Printer out;

  private RouteList(KernelView kernel, IpOptions options, RouteFilter filter) {
    this.kernel = kernel;
    this.options = options;
    this.filter = filter;
    out = options.printer();
  }

  static int show(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    RouteFilter filter = RouteFilter.parse(kernel, options, words);
    RouteList list = new RouteList(kernel, options, filter);
    boolean inet6 = options.family == IpOptions.Family.INET6;
    if (!inet6 && !filter.hasTable()) {
      throw noTable("Dump");
    }
    if (!inet6 && !filter.cache) {
      list.printInet();
    }
    boolean all = options.family == IpOptions.Family.ANY && filter.table == RouteNames.ALL_TABLES;
    if (inet6 || all) {
      list.printInet6();
    }
    kernel.out(list.out.finish());
    return 0;
  }

  private void printInet() {
    kernel.routes().routes().stream().filter(filter::admits).forEach(this::print);
  }

  /** Prints a route as the tables have it ({@code print_route}). */
  static String line(KernelView kernel, IpOptions options, RouteInfo route) {
    RouteList list = new RouteList(kernel, options, RouteFilter.ofMain(kernel, options));
    list.print(route);
    return list.out.finish();
  }

  private void print(RouteInfo route) {
    RouteSpec spec = route.spec();
    String type = RouteNames.lower(spec.type());
    out.openObject();
    if (spec.type() != RouteSpec.Type.UNICAST || options.details > 0) {
      out.any("type", type, "%s ", type);
    }
    String destination = destination(spec.destination());
    out.any("dst", destination, "%s ", destination);
    if (filter.gateway.isEmpty()) {
      spec.gateway().ifPresent(g -> out.any("gateway", g.toString(), "via %s ", g));
    }
    if (filter.device.isEmpty()) {
      spec.device().ifPresent(d -> out.any("dev", d, "dev %s ", d));
    }
    boolean mixed = filter.table == RouteNames.ALL_TABLES || filter.table != spec.table();
    if (mixed && spec.table() != RouteSpec.MAIN) {
      String table = options.tables.name(spec.table());
      out.any("table", table, "table %s ", table);
    }
    printOrigin(spec);
    spec.preferredSource().ifPresent(s -> out.any("prefsrc", s.toString(), "src %s ", s));
    if (spec.metric() != 0 && filter.metric.isEmpty()) {
      out.any("metric", unsigned(spec), "metric %s ", unsigned(spec));
    }
    printFlags(route);
    RouteNames.printMetrics(out, spec.options().mtu(), spec.options());
    printHops(route);
    out.closeObject();
    out.text("\n");
  }

  /** {@code print_rta_multipath}. */
  private void printHops(RouteInfo route) {
    if (route.legs().isEmpty()) {
      return;
    }
    out.openArray("nexthops");
    for (int i = 0; i < route.legs().size(); i++) {
      RouteInfo leg = route.legs().get(i);
      out.openObject();
      out.newLine();
      out.text("\tnexthop ");
      leg.spec().gateway().ifPresent(g -> out.any("gateway", g.toString(), "via %s ", g));
      leg.spec().device().ifPresent(d -> out.any("dev", d, "dev %s ", d));
      int weight = route.spec().options().hops().get(i).weight();
      out.any("weight", weight, "weight %d ", weight);
      printFlags(leg);
      out.closeObject();
    }
    out.closeArray();
  }

  private static Long unsigned(RouteSpec spec) {
    return Integer.toUnsignedLong(spec.metric());
  }

  private void printOrigin(RouteSpec spec) {
    boolean detailed = options.details > 0;
    boolean boot = spec.protocol() == RouteSpec.Protocol.BOOT;
    if ((!boot || detailed) && filter.protocol.isEmpty()) {
      String protocol = RouteNames.lower(spec.protocol());
      out.any("protocol", protocol, "proto %s ", protocol);
    }
    boolean global = spec.scope() == RouteSpec.Scope.GLOBAL;
    if ((!global || detailed) && filter.scope.isEmpty()) {
      String scope = RouteNames.lower(spec.scope());
      out.any("scope", scope, "scope %s ", scope);
    }
  }

  private void printFlags(RouteInfo route) {
    List<String> flags = new ArrayList<>();
    if (route.dead()) {
      flags.add("dead");
    }
    if (route.spec().options().onLink()) {
      flags.add("onlink");
    }
    if (route.linkDown()) {
      flags.add("linkdown");
    }
    out.json("flags", flags);
    flags.forEach(flag -> out.text(flag + " "));
  }

  static String destination(IpPrefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.isHost() ? prefix.network().toString() : prefix.toString();
  }

  /** The routes that follow from the link-local addresses; those are all IPv6 routes there are. */
  private void printInet6() {
    boolean all = filter.table == RouteNames.ALL_TABLES;
    if (all || filter.table == RouteSpec.MAIN) {
      for (LinkInfo device : kernel.rtnl().links()) {
        for (IfAddress address : linkLocal(device)) {
          inet6("", "fe80::/" + address.address().length(), device, "", 256);
        }
      }
    }
    if (all || filter.table == RouteSpec.LOCAL) {
      String table = all ? "local" : "";
      for (LinkInfo device : kernel.rtnl().links()) {
        for (IfAddress address : kernel.rtnl().addresses6(device)) {
          inet6("local", address.local().toString(), device, table, 0);
        }
      }
      for (LinkInfo device : kernel.rtnl().links()) {
        if (!linkLocal(device).isEmpty()) {
          inet6("multicast", "ff00::/8", device, table, 256);
        }
      }
    }
  }

  private List<IfAddress> linkLocal(LinkInfo device) {
    return kernel.rtnl().addresses6(device).stream()
        .filter(a -> a.scope() == RouteSpec.Scope.LINK)
        .toList();
  }

  private void inet6(String type, String destination, LinkInfo device, String table, int metric) {
    boolean other = filter.device.filter(d -> !d.is(device)).isPresent();
    if (other || filter.protocol.filter(p -> p != RouteSpec.Protocol.KERNEL).isPresent()) {
      return;
    }
    out.openObject();
    if (!type.isEmpty()) {
      out.any("type", type, "%s ", type);
    }
    out.any("dst", destination, "%s ", destination);
    if (filter.device.isEmpty()) {
      out.any("dev", device.name(), "dev %s ", device.name());
    }
    if (!table.isEmpty()) {
      out.any("table", table, "table %s ", table);
    }
    if (filter.protocol.isEmpty()) {
      out.any("protocol", "kernel", "proto kernel ");
    }
    out.any("metric", metric, "metric %d ", metric);
    List<String> flags =
        type.equals("local") || device.isRunning() ? List.of() : List.of("linkdown");
    flags.forEach(flag -> out.text(flag + " "));
    out.json("flags", flags);
    out.any("pref", "medium", "pref medium");
    out.closeObject();
    out.text("\n");
  }

  static int flush(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    if (!words.hasNext()) {
      throw new ToolFailure(1, "\"ip route flush\" requires arguments.\n");
    }
    RouteFilter filter = RouteFilter.parse(kernel, options, words);
    if (filter.cache) {
      kernel.routes().flushCache();
      return 0;
    }
    if (options.family != IpOptions.Family.INET6 && !filter.hasTable()) {
      throw noTable("Flush");
    }
    List<RouteInfo> gone = kernel.routes().routes().stream().filter(filter::admits).toList();
    if (!gone.isEmpty() && !kernel.mayAdminister()) {
      throw new ToolFailure(2, "Failed to send flush request: " + Errno.EPERM.text() + "\n");
    }
    gone.forEach(kernel.routes()::remove);
    if (options.statistics > 0) {
      kernel.out(summary(gone.size()));
    }
    return 0;
  }

  private static ToolFailure noTable(String what) {
    return new ToolFailure(2, "Error: ipv4: FIB table does not exist.\n" + what + " terminated\n");
  }

  private static String summary(int count) {
    return count == 0
        ? "Nothing to flush.\n"
        : "\n*** Round 1, deleting "
            + count
            + " entries ***\n*** Flush is complete after 1 round ***\n";
  }
}
