package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.RouteSpec;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteExceptions;
import passerelle.sim.link.Device;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip route get}: what the kernel would decide (net/ipv4/route.c:inet_rtm_getroute). */
final class RouteGet {
  private final KernelView kernel;
  private final IpOptions options;
  private Optional<Ipv4Address> destination = Optional.empty();
  private Optional<Ipv4Address> source = Optional.empty();
  private Optional<String> in = Optional.empty();
  private Optional<String> out = Optional.empty();
  private Optional<Long> mark = Optional.empty();
  private long user;

  private RouteGet(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    RouteGet get = new RouteGet(kernel, options);
    while (words.hasNext()) {
      get.take(words.next(), words);
    }
    if (get.destination.isEmpty()) {
      throw new ToolFailure(1, "need at least a destination address\n");
    }
    if (get.in.isPresent()) {
      IpLink.find(kernel, get.in.get());
    }
    if (get.out.isPresent()) {
      IpLink.find(kernel, get.out.get());
    }
    try {
      kernel.out(get.in.isPresent() ? get.input() : get.output());
      return 0;
    } catch (KernelException unreachable) {
      throw ToolFailure.netlink(unreachable);
    }
  }

  private void take(String word, Words words) throws ToolFailure {
    switch (word) {
      case "from" -> {
        String text = words.argument();
        source = Optional.of(Prefixes.prefix(text, options).address().address());
      }
      case "iif" -> in = Optional.of(words.argument());
      case "oif", "dev" -> out = Optional.of(words.argument());
      case "mark" ->
          mark = Optional.of(Words.number(words.argument(), 0xffff_ffffL, "invalid mark value"));
      case "uid" -> user = Words.number(words.argument(), 0xffff_ffffL, "invalid UID\n");
      case "notify",
          "connected",
          "tos",
          "dsfield",
          "vrf",
          "ipproto",
          "sport",
          "dport",
          "as",
          "fibmatch",
          "flowlabel" ->
          throw ToolFailure.notModelled("ip", "the option " + word + " of ip route get");
      default -> takeDestination(word.equals("to") ? words.argument() : word);
    }
  }

  private void takeDestination(String text) throws ToolFailure {
    if (Words.matches(text, "help")) {
      throw Usage.of("route");
    }
    Prefixes.Written written = Prefixes.prefix(text, options);
    if (text.contains("/") && written.address().length() != 32) {
      kernel.err(
          "Warning: /"
              + written.address().length()
              + " as prefix is invalid, only /32 (or none) is supported.\n");
    }
    destination = Optional.of(written.address().address());
  }

  private String output() throws KernelException {
    Ipv4Address to = destination.orElseThrow();
    boolean foreign =
        source.isPresent()
            && !source.get().isUnspecified()
            && !kernel.netns().ip().isLocalAddress(source.get());
    if (foreign && out.isEmpty()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
    Optional<Device> bound = out.flatMap(kernel.netns()::device);
    Route route = kernel.netns().ip().routing().output(to, source.orElse(Ipv4Address.ANY), bound);
    return text(to, route, source.isPresent() ? Optional.empty() : Optional.of(route.source()));
  }

  private String text(Ipv4Address to, Route route, Optional<Ipv4Address> preferred) {
    Printer printer = options.printer();
    printer.openObject();
    String type =
        switch (route.kind()) {
          case LOCAL -> "local";
          case BROADCAST -> "broadcast";
          case MULTICAST -> "multicast";
          default -> "unicast";
        };
    begin(printer, type, to);
    route.gateway().ifPresent(g -> printer.any("gateway", g.toString(), "via %s ", g));
    printer.any("dev", route.out().name(), "dev %s ", route.out().name());
    if (options.details > 0) {
      String table = type.equals("unicast") ? RouteNames.table(route.spec().table()) : "local";
      printer.any("table", table, "table %s ", table);
    }
    preferred.ifPresent(s -> printer.any("prefsrc", s.toString(), "src %s ", s));
    end(printer, cacheFlags(type), kernel.netns().ip().exceptions().find(to));
    return printer.finish();
  }

  private void begin(Printer printer, String type, Ipv4Address to) {
    if (!type.equals("unicast") || options.details > 0) {
      printer.any("type", type, "%s ", type);
    }
    printer.any("dst", to.toString(), "%s ", to);
    source.ifPresent(s -> printer.any("from", s.toString(), "from %s ", s));
  }

  private static List<String> cacheFlags(String type) {
    return switch (type) {
      case "local" -> List.of("local");
      case "broadcast" -> List.of("local", "brd");
      case "multicast" -> List.of("local", "mc");
      default -> List.of();
    };
  }

  private void end(Printer printer, List<String> flags, Optional<RouteExceptions.Entry> learned) {
    mark.ifPresent(m -> printer.any("mark", m, m >= 16 ? "mark 0x%x " : "mark %d ", m));
    printer.json("flags", List.of());
    printer.any("uid", user, "uid %d ", user);
    printer.newLine();
    printer.text("    cache ");
    printer.json("cache", flags);
    printer.text(flags.isEmpty() ? "" : "<" + String.join(",", flags) + "> ");
    if (learned.isPresent()) {
      long seconds = (learned.get().expires() - kernel.now()) / 1_000_000_000L;
      printer.any("expires", seconds, "expires %dsec ", seconds);
      learned
          .get()
          .mtu()
          .ifPresent(
              mtu -> {
                printer.openArray("metrics");
                printer.openObject();
                printer.any("mtu", mtu, "mtu %d ", mtu);
                printer.closeObject();
                printer.closeArray();
              });
    }
    in.ifPresent(device -> printer.any("iif", device, "iif %s ", device));
    printer.text("\n");
    printer.closeObject();
  }

  /** The decision on a packet that would come in by a device ({@code ip_route_input_rcu}). */
  private String input() throws KernelException {
    Ipv4Address to = destination.orElseThrow();
    FibRoute route =
        kernel
            .netns()
            .ip()
            .fib()
            .lookup(to)
            .orElseThrow(() -> new KernelException(Errno.EHOSTUNREACH));
    RouteSpec.Type type = route.spec().type();
    boolean forUs = type == RouteSpec.Type.LOCAL || type == RouteSpec.Type.BROADCAST;
    boolean forwards = kernel.netns().ip().conf().forwarding(in.orElseThrow());
    if (!forUs && (!forwards || route.device().isEmpty())) {
      throw new KernelException(Errno.EHOSTUNREACH);
    }
    Printer printer = options.printer();
    String name = forUs ? RouteNames.lower(type) : "unicast";
    printer.openObject();
    begin(printer, name, to);
    if (!forUs) {
      route.spec().gateway().ifPresent(g -> printer.any("gateway", g.toString(), "via %s ", g));
    }
    String device =
        type == RouteSpec.Type.LOCAL ? "lo" : route.device().map(Device::name).orElse("lo");
    printer.any("dev", device, "dev %s ", device);
    end(printer, cacheFlags(name), Optional.empty());
    return printer.finish();
  }
}
