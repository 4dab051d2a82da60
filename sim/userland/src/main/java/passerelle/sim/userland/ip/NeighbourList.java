package passerelle.sim.userland.ip;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.NeighbourNetlink;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip neigh show|get|flush} (ip/ipneigh.c:do_show_or_flush). */
final class NeighbourList {
  private static final long SECOND = 1_000_000_000L;

  private final KernelView kernel;
  private final IpOptions options;
  private Optional<LinkInfo> device = Optional.empty();
  private boolean proxies;
  private Optional<IpPrefix> prefix = Optional.empty();
  private final Set<NeighbourState> states = EnumSet.noneOf(NeighbourState.class);

  private NeighbourList(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static int show(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    NeighbourList list = new NeighbourList(kernel, options);
    list.parse(words);
    if (list.states.isEmpty()) {
      list.states.addAll(EnumSet.complementOf(EnumSet.of(NeighbourState.NOARP)));
    }
    Printer out = options.printer();
    if (list.proxies) {
      list.printProxies(out);
    } else {
      list.entries().forEach(entry -> list.print(out, entry, list.device.isPresent()));
    }
    kernel.out(out.finish());
    return 0;
  }

  /** A neighbour as {@code ip monitor} tells of it. */
  static String monitored(KernelView kernel, IpOptions options, NeighbourInfo entry) {
    Printer out = IpMonitor.printer(options);
    new NeighbourList(kernel, options).print(out, entry, false);
    return out.finish();
  }

  private void parse(Words words) throws ToolFailure {
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "dev" -> device = Optional.of(kernel.device(words.argument()));
        case "nud" -> takeState(words.argument());
        case "proxy" -> proxies = true;
        case "master", "nomaster", "vrf", "unused" ->
            throw ToolFailure.notModelled("ip", "the neighbour selector " + word);
        default -> {
          String text = word.equals("to") ? words.argument() : word;
          if (Words.matches(text, "help")) {
            throw Usage.of("neigh");
          }
          if (!text.equals("all") && !text.equals("any")) {
            prefix = Optional.of(Prefixes.prefix(text, options).address().prefix());
          }
        }
      }
    }
  }

  private void takeState(String name) throws ToolFailure {
    Optional<NeighbourState> state = NeighbourStates.parse(name);
    if (state.isPresent()) {
      states.add(state.get());
    } else if (name.equals("all")) {
      states.addAll(EnumSet.allOf(NeighbourState.class));
    }
  }

  private List<NeighbourInfo> entries() {
    if (!options.wants(IpOptions.Family.INET)) {
      return List.of();
    }
    return kernel.neighbours().neighbours().stream()
        .filter(entry -> device.filter(d -> d.index() != entry.index()).isEmpty())
        .filter(entry -> prefix.filter(p -> !p.contains(entry.address())).isEmpty())
        .filter(entry -> states.isEmpty() || states.contains(entry.state()))
        .toList();
  }

  private void printProxies(Printer out) {
    for (NeighbourNetlink.ProxyInfo proxy : kernel.neighbours().proxies()) {
      boolean elsewhere =
          device.filter(d -> !proxy.device().equals(Optional.of(d.name()))).isPresent();
      if (elsewhere || prefix.filter(p -> !p.contains(proxy.address())).isPresent()) {
        continue;
      }
      out.openObject();
      out.any("dst", proxy.address().toString(), "%s ", proxy.address());
      if (device.isEmpty()) {
        proxy.device().ifPresent(name -> out.any("dev", name, "dev %s ", name));
      }
      out.jsonNull("proxy");
      out.text("proxy \n");
      out.closeObject();
    }
  }

  private void print(Printer out, NeighbourInfo entry, boolean deviceIsKnown) {
    out.openObject();
    out.any("dst", entry.address().toString(), "%s ", entry.address());
    if (!deviceIsKnown) {
      out.any("dev", entry.device(), "dev %s ", entry.device());
    }
    NeighbourState state = entry.state();
    if (!entry.mac().equals(MacAddress.ZERO)) {
      out.any("lladdr", entry.mac().toString(), "lladdr %s ", entry.mac());
    }
    if (options.statistics > 0) {
      if (state.hasTimer()) {
        out.any("refcnt", 1, " ref %d", 1);
      }
      long used = (kernel.now() - entry.used()) / SECOND;
      long confirmed = (kernel.now() - entry.confirmed()) / SECOND;
      out.any("used", used, " used %d", used);
      out.any("confirmed", confirmed, "/%d", confirmed);
      long updated = (kernel.now() - entry.updated()) / SECOND;
      out.any("updated", updated, "/%d", updated);
      out.any("probes", entry.probes(), "probes %d ", entry.probes());
    }
    out.json("state", List.of(state.name()));
    out.text("%s \n", state.name());
    out.closeObject();
  }

  static int get(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    Optional<String> device = Optional.empty();
    Optional<IpAddress> address = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("dev")) {
        device = Optional.of(words.argument());
      } else if (word.equals("proxy")) {
        throw ToolFailure.notModelled("ip", "proxy neighbours");
      } else {
        String text = word.equals("to") ? words.argument() : word;
        address = Optional.of(Prefixes.address(text, options));
      }
    }
    if (device.isEmpty() || address.isEmpty()) {
      throw new ToolFailure(255, "Device and address are required arguments.\n");
    }
    LinkInfo found = kernel.device(device.get());
    Optional<NeighbourInfo> entry = kernel.neighbours().find(found, address.get());
    if (entry.isEmpty()) {
      throw ToolFailure.netlink(new KernelException(Errno.ENOENT, "Neighbour entry not found"));
    }
    Printer out = options.printer();
    new NeighbourList(kernel, options).print(out, entry.get(), false);
    kernel.out(out.finish());
    return 0;
  }

  static int flush(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    if (!words.hasNext()) {
      throw new ToolFailure(1, "Flush requires arguments.\n");
    }
    NeighbourList list = new NeighbourList(kernel, options);
    list.parse(words);
    if (list.states.isEmpty()) {
      list.states.addAll(
          EnumSet.complementOf(EnumSet.of(NeighbourState.PERMANENT, NeighbourState.NOARP)));
    }
    List<NeighbourInfo> gone = list.entries();
    if (!gone.isEmpty() && !kernel.mayAdminister()) {
      throw new ToolFailure(1, "Failed to send flush request: Operation not permitted\n");
    }
    gone.forEach(kernel.neighbours()::delete);
    if (options.statistics > 0) {
      kernel.out(
          gone.isEmpty()
              ? "Nothing to flush.\n"
              : "\n*** Round 1, deleting "
                  + gone.size()
                  + " entries ***\n*** Flush is complete after 1 round ***\n");
    }
    return 0;
  }
}
