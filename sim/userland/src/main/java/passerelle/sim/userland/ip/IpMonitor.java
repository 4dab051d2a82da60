package passerelle.sim.userland.ip;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NetlinkEvent;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Monitor;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip monitor} (ip/ipmonitor.c): prints what changes, until it is ended. */
final class IpMonitor {
  private final KernelView kernel;
  private final IpOptions options;
  private final Set<String> objects = new LinkedHashSet<>();
  private Optional<LinkInfo> device = Optional.empty();
  private boolean labelled;
  private final Monitor output = new Monitor();

  private IpMonitor(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    IpMonitor monitor = new IpMonitor(kernel, options);
    while (words.hasNext()) {
      monitor.take(words.next(), words);
    }
    kernel.process().closeAtExit(kernel.events().listen(monitor::hear));
    monitor.output.run(kernel.process());
    return 0;
  }

  private void take(String word, Words words) throws ToolFailure {
    if (word.equals("file") || word.equals("all-nsid")) {
      throw ToolFailure.notModelled("ip", "ip monitor " + word);
    } else if (word.equals("dev")) {
      device = Optional.of(kernel.device(words.argument()));
    } else if (Words.matches(word, "label")) {
      labelled = true;
    } else if (word.equals("all")) {
      labelled = true;
    } else if (Words.matches(word, "link", "address", "route", "neigh", "rule")) {
      objects.add(word.substring(0, Math.min(2, word.length())));
    } else if (Words.matches(word, "help")) {
      throw Usage.of("monitor");
    } else if (Words.matches(
        word, "mroute", "maddress", "acaddress", "netconf", "nexthop", "nsid", "prefix", "stats")) {
      throw ToolFailure.notModelled("ip", "ip monitor " + word);
    } else {
      throw new ToolFailure(
          255, "Argument \"" + word + "\" is unknown, try \"ip monitor help\".\n");
    }
  }

  private void hear(NetlinkEvent change) {
    OptionalInt about = change.device();
    if (device.isPresent() && about.isPresent() && device.get().index() != about.getAsInt()) {
      return;
    }
    if (change instanceof NetlinkEvent.Link link) {
      add("link", link, LinkPrinter.monitored(kernel, options, link.link()));
    } else if (change instanceof NetlinkEvent.Address its) {
      add("addr", its, AddressList.monitored(kernel, options, its.link(), its.address()));
    } else if (change instanceof NetlinkEvent.Route route) {
      add("route", route, RouteList.line(kernel, options, route.route()));
    } else if (change instanceof NetlinkEvent.Neighbour neighbour) {
      add("neigh", neighbour, NeighbourList.monitored(kernel, options, neighbour.neighbour()));
    } else if (change instanceof NetlinkEvent.Rule rule) {
      add("rule", rule, RuleList.monitored(kernel, options, rule.rule()));
    }
  }

  private void add(String object, NetlinkEvent change, String text) {
    if (!objects.isEmpty() && objects.stream().noneMatch(object::startsWith)) {
      return;
    }
    String label = labelled ? "[" + object.toUpperCase(java.util.Locale.ROOT) + "]" : "";
    output.print(label + (change.gone() ? "Deleted " : "") + text);
  }

  /** A printer of one object; JSON has no place in a stream. */
  static Printer printer(IpOptions options) {
    return new Printer(false, false, options.oneLine);
  }
}
