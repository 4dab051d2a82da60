package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.trace.HopEvent;

/** {@code ip route get}: what the kernel would decide (net/ipv4/route.c:inet_rtm_getroute). */
final class RouteGet {
  private final KernelView kernel;
  private final IpOptions options;
  private Optional<IpAddress> destination = Optional.empty();
  private Optional<IpAddress> source = Optional.empty();
  private Optional<String> in = Optional.empty();
  private Optional<String> out = Optional.empty();
  private Optional<Long> mark = Optional.empty();
  private long user;
  private int tos;
  private boolean fibMatch;

  private RouteGet(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    RouteGet get = new RouteGet(kernel, options);
    while (words.hasNext()) {
      get.take(words.next(), words);
    }
    if (get.destination.isEmpty()) {
      throw new ToolFailure(1, "need at least a destination address\n");
    }
    if (get.in.isPresent()) {
      kernel.device(get.in.get());
    }
    if (get.out.isPresent()) {
      kernel.device(get.out.get());
    }
    kernel.out(get.in.isPresent() ? get.input() : get.output());
    return 0;
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
      case "fibmatch" -> fibMatch = true;
      case "tos", "dsfield" -> tos = RouteNames.tos(words.argument());
      case "notify", "connected", "vrf", "ipproto", "sport", "dport", "as", "flowlabel" ->
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
    if (fibMatch) {
      return RouteList.line(kernel, options, kernel.routes().match(query()));
    }
    RouteAnswer route = kernel.routes().get(query());
    Printer printer = begin(route);
    if (source.isEmpty()) {
      IpAddress preferred = route.source();
      printer.any("prefsrc", preferred.toString(), "src %s ", preferred);
    }
    flags(printer, route);
    printer.any("uid", user, "uid %d ", user);
    Optional<RouteAnswer.Learned> learned = route.learned();
    boolean redirected = learned.flatMap(RouteAnswer.Learned::gateway).isPresent();
    cache(printer, redirected ? List.of("redirected") : cacheFlags(route));
    metrics(printer, route, learned);
    return end(printer);
  }

  private RouteQuery query() {
    return new RouteQuery(
        destination.orElseThrow(),
        source.orElse(Family.IPV4.any()),
        in.orElse(""),
        out.orElse(""),
        mark.orElse(0L).intValue(),
        tos);
  }

  private Printer begin(RouteAnswer route) {
    Printer printer = options.printer();
    printer.openObject();
    String type =
        switch (route.kind()) {
          case LOCAL -> "local";
          case BROADCAST -> "broadcast";
          case MULTICAST -> "multicast";
          default -> "unicast";
        };
    if (!type.equals("unicast") || options.details > 0) {
      printer.any("type", type, "%s ", type);
    }
    IpAddress to = destination.orElseThrow();
    printer.any("dst", to.toString(), "%s ", to);
    source.ifPresent(s -> printer.any("from", s.toString(), "from %s ", s));
    route.gateway().ifPresent(g -> printer.any("gateway", g.toString(), "via %s ", g));
    device(printer, route);
    return printer;
  }

  private void device(Printer printer, RouteAnswer route) {
    boolean forUs = in.isPresent() && route.kind() != HopEvent.RouteKind.UNICAST;
    String name = forUs ? "lo" : route.device();
    printer.any("dev", name, "dev %s ", name);
    boolean unicast = route.kind() == HopEvent.RouteKind.UNICAST;
    int number = unicast || route.isLocal() ? route.spec().table() : RouteSpec.LOCAL;
    boolean usual = number == RouteSpec.MAIN || number == RouteSpec.LOCAL;
    if (options.details > 0 || !usual) {
      String table = options.tables.name(number);
      printer.any("table", table, "table %s ", table);
    }
  }

  private static List<String> cacheFlags(RouteAnswer route) {
    return switch (route.kind()) {
      case LOCAL -> List.of("local");
      case BROADCAST -> List.of("local", "brd");
      case MULTICAST -> List.of("local", "mc");
      default -> List.of();
    };
  }

  /** RTCF_MULTICAST is the bit that iproute2 takes for RTM_F_OFFLOAD_FAILED. */
  private void flags(Printer printer, RouteAnswer route) {
    boolean multicast = route.kind() == HopEvent.RouteKind.MULTICAST;
    printer.json("flags", multicast ? List.of("rt_offload_failed") : List.of());
    printer.text(multicast ? "rt_offload_failed " : "");
    mark.ifPresent(m -> printer.any("mark", m, m >= 16 ? "mark 0x%x " : "mark %d ", m));
  }

  private static void cache(Printer printer, List<String> flags) {
    printer.newLine();
    printer.text("    cache ");
    printer.json("cache", flags);
    printer.text(flags.isEmpty() ? "" : "<" + String.join(",", flags) + "> ");
  }

  private void metrics(Printer printer, RouteAnswer route, Optional<RouteAnswer.Learned> learned) {
    if (learned.isPresent()) {
      long seconds = (learned.get().expires() - kernel.now()) / 1_000_000_000L;
      printer.any("expires", seconds, "expires %dsec ", seconds);
    }
    RouteSpec.Options its = route.spec().options();
    boolean shorter = learned.filter(l -> l.mtu().isPresent() && !its.mtuLocked()).isPresent();
    RouteNames.printMetrics(printer, shorter ? route.mtu() : its.mtu(), its);
  }

  private String end(Printer printer) {
    in.ifPresent(device -> printer.any("iif", device, "iif %s ", device));
    printer.text("\n");
    printer.closeObject();
    return printer.finish();
  }

  /** The decision on a packet that would come in by a device ({@code ip_route_input_rcu}). */
  private String input() throws KernelException {
    RouteAnswer route = kernel.routes().get(query());
    Printer printer = begin(route);
    flags(printer, route);
    cache(printer, route.redirects() ? List.of("redirect") : cacheFlags(route));
    RouteNames.printMetrics(printer, route.spec().options().mtu(), route.spec().options());
    return end(printer);
  }
}
