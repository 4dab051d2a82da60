package passerelle.sim.userland.ip;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.RouteInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Which routes are shown or flushed (ip/iproute.c:filter_nlmsg). */
final class RouteFilter {
  private final KernelView kernel;
  private final IpOptions options;
  int table = RouteSpec.MAIN;
  boolean cache;
  Optional<LinkInfo> device = Optional.empty();
  Optional<IpAddress> gateway = Optional.empty();
  Optional<RouteSpec.Protocol> protocol = Optional.empty();
  Optional<RouteSpec.Scope> scope = Optional.empty();
  OptionalInt metric = OptionalInt.empty();
  private boolean tableGiven;
  private boolean saysDefault;
  private Optional<RouteSpec.Type> type = Optional.empty();
  private Optional<IpAddress> source = Optional.empty();
  private Optional<IpPrefix> root = Optional.empty();
  private Optional<IpPrefix> match = Optional.empty();

  private RouteFilter(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  /** Table main, nothing left out. */
  static RouteFilter ofMain(KernelView kernel, IpOptions options) {
    return new RouteFilter(kernel, options);
  }

  static RouteFilter parse(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    RouteFilter filter = new RouteFilter(kernel, options);
    Optional<String> deviceName = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("dev") || word.equals("oif")) {
        deviceName = Optional.of(words.argument());
      } else {
        filter.take(word, words);
      }
    }
    if (deviceName.isPresent()) {
      filter.device = Optional.of(kernel.device(deviceName.get()));
    }
    if (!filter.tableGiven && filter.type.filter(RouteFilter::isLocal).isPresent()) {
      filter.table = RouteSpec.LOCAL;
    }
    return filter;
  }

  private static boolean isLocal(RouteSpec.Type type) {
    return type == RouteSpec.Type.LOCAL || type == RouteSpec.Type.BROADCAST;
  }

  private void take(String word, Words words) throws ToolFailure {
    if (word.equals("table")) {
      takeTable(words.argument());
    } else if (word.equals("cached") || word.equals("cloned")) {
      cache = true;
    } else if (Words.matches(word, "protocol")) {
      String name = words.argument();
      protocol = name.equals("all") ? Optional.empty() : Optional.of(RouteNames.protocol(name));
    } else if (Words.matches(word, "scope")) {
      String name = words.argument();
      scope =
          name.equals("all")
              ? Optional.empty()
              : Optional.of(RouteNames.scope(name, "invalid \"scope\" value\n"));
    } else if (Words.matches(word, "type")) {
      type = RouteNames.type(words.argument());
    } else if (word.equals("via")) {
      gateway = Optional.of(Prefixes.inetAddress(words.argument(), options));
    } else if (word.equals("src")) {
      source = Optional.of(Prefixes.address(words.argument(), options));
    } else if (word.equals("metric")
        || Words.matches(word, "priority")
        || word.equals("preference")) {
      String complaint = "\"metric\" value is invalid\n";
      metric = OptionalInt.of((int) Words.number(words.argument(), 0xffff_ffffL, complaint));
    } else if (word.matches("tos|dsfield|vrf|realms|mark|iif|from|nexthop|nhid")) {
      throw ToolFailure.notModelled("ip", "the route selector " + word);
    } else {
      takeDestination(word.equals("to") ? words.argument() : word, words);
    }
  }

  private void takeTable(String name) throws ToolFailure {
    tableGiven = true;
    cache = name.equals("cache");
    if (!cache) {
      table =
          name.equals("all")
              ? RouteNames.ALL_TABLES
              : options.tables.number(name, "table id value is invalid\n");
    }
  }

  private void takeDestination(String word, Words words) throws ToolFailure {
    switch (word) {
      case "root" -> root = Optional.of(prefix(words.argument()));
      case "match" -> match = Optional.of(prefix(words.argument()));
      case "cache" -> cache = true;
      case "help" -> throw Usage.of("route");
      default -> {
        IpPrefix exact = prefix(word.equals("exact") ? words.argument() : word);
        root = Optional.of(exact);
        match = Optional.of(exact);
      }
    }
  }

  /** BusyBox takes {@code default} for a prefix of no family, which every route is in. */
  RouteFilter takingDefaultForAll() {
    if (saysDefault) {
      root = Optional.empty();
      match = Optional.empty();
    }
    return this;
  }

  private IpPrefix prefix(String text) throws ToolFailure {
    saysDefault = text.equals("default");
    return Prefixes.prefix(text, options).address().prefix();
  }

  boolean admits(RouteInfo route) {
    RouteSpec spec = route.spec();
    IpPrefix to = spec.destination();
    return (table == RouteNames.ALL_TABLES || spec.table() == table)
        && (device.isEmpty() || leavesBy(route, device.get().name()))
        && (gateway.isEmpty() || gateway.equals(spec.gateway()))
        && (source.isEmpty() || source.equals(spec.preferredSource()))
        && protocol.filter(p -> p != spec.protocol()).isEmpty()
        && scope.filter(s -> s != spec.scope()).isEmpty()
        && type.filter(t -> t != spec.type()).isEmpty()
        && (metric.isEmpty() || metric.getAsInt() == spec.metric())
        && root.filter(r -> !r.contains(to)).isEmpty()
        && match.filter(m -> !to.contains(m)).isEmpty();
  }

  private static boolean leavesBy(RouteInfo route, String device) {
    return route.spec().device().filter(device::equals).isPresent()
        || route.legs().stream().anyMatch(leg -> leavesBy(leg, device));
  }

  /** Whether the table was ever used; asking for another one is an error. */
  boolean hasTable() {
    return table == RouteNames.ALL_TABLES || kernel.routes().hasTable(table);
  }
}
