package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteInfo;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** What BusyBox's {@code ip} shows (libiproute/ipaddress.c, iproute.c, ipneigh.c there). */
final class BusyboxIpLists {
  private static final String FOREVER = "       valid_lft forever preferred_lft forever\n";
  private static final long SECOND = 1_000_000_000L;

  private final KernelView kernel;
  private final IpOptions options;
  private final boolean states;
  private final StringBuilder out = new StringBuilder();

  /**
   * Lists to be made.
   *
   * @param states whether BusyBox was built with a C library that knows IFF_DORMANT, as musl does
   */
  BusyboxIpLists(KernelView kernel, IpOptions options, boolean states) {
    this.states = states;
    this.kernel = kernel;
    this.options = options;
  }

  private int done() {
    kernel.out(out.toString());
    return 0;
  }

  private String lineEnd() {
    return options.oneLine ? "\\" : "\n";
  }

  int addresses(Words words, boolean linkCommand) throws ToolFailure {
    AddressFilter filter = AddressFilter.parse(kernel, options, words);
    boolean linksOnly = linkCommand || options.family == IpOptions.Family.LINK;
    for (LinkInfo device : filter.devices()) {
      if (!linksOnly && filter.leavesOut(device)) {
        continue;
      }
      if (linksOnly || !options.oneLine) {
        link(device, linksOnly || options.family == IpOptions.Family.ANY);
      }
      if (!linksOnly) {
        filter.all(device).forEach(address -> address(device, address));
      }
    }
    return done();
  }

  private void link(LinkInfo link, boolean withHardware) {
    List<String> flags = new ArrayList<>(InterfaceFlags.names(link.flags()));
    String name = link.name();
    if (link.link().isPresent()) {
      // The index of the other end is looked up here, in whichever namespace the other end lives.
      int index = link.link().getAsInt();
      name += "@" + kernel.rtnl().nameOf(index);
      if (kernel.rtnl().link(index).filter(LinkInfo::isUp).isEmpty()) {
        flags.add("M-DOWN");
      }
    }
    out.append(link.index()).append(": ").append(name).append(": <");
    out.append(String.join(",", flags)).append("> mtu ").append(link.mtu()).append(' ');
    if (options.family != IpOptions.Family.INET6) {
      out.append("qdisc ").append(link.queueing()).append(' ');
      link.master().ifPresent(m -> out.append("master ").append(m).append(' '));
    }
    out.append(states ? "state " + link.state() + " " : "");
    int queue = link.transmitQueueLength();
    out.append(queue > 0 ? "qlen " + queue : "");
    if (withHardware) {
      out.append(lineEnd()).append("    link/").append(link.type()).append(' ');
      out.append(link.mac()).append(" brd ").append(link.broadcast());
    }
    out.append('\n');
  }

  private void begin(LinkInfo device) {
    if (options.oneLine) {
      out.append(device.index()).append(": ").append(device.name());
    }
  }

  private void address(LinkInfo device, IfAddress address) {
    begin(device);
    out.append(address.isIpv6() ? "    inet6 " : "    inet ").append(address.text()).append(' ');
    address.broadcast().ifPresent(b -> out.append("brd ").append(b).append(' '));
    out.append("scope ").append(address.range()).append(' ');
    out.append(address.secondary() ? "secondary " : "");
    out.append(address.isIpv6() ? "" : address.label().orElse(device.name()));
    out.append(lineEnd()).append(FOREVER);
  }

  int routes(Words words) throws ToolFailure {
    RouteFilter filter = RouteFilter.parse(kernel, options, words).takingDefaultForAll();
    if (options.family != IpOptions.Family.INET6) {
      kernel.routes().routes().stream().filter(filter::admits).forEach(this::route);
    }
    return done();
  }

  private void route(RouteInfo route) {
    RouteSpec spec = route.spec();
    if (spec.type() != RouteSpec.Type.UNICAST) {
      out.append(RouteNames.lower(spec.type())).append(' ');
    }
    out.append(RouteList.destination(spec.destination())).append(' ');
    spec.gateway().ifPresent(g -> out.append("via ").append(g).append(' '));
    spec.device().ifPresent(d -> out.append("dev ").append(d).append(' '));
    if (spec.scope() != RouteSpec.Scope.GLOBAL) {
      out.append("scope ").append(RouteNames.lower(spec.scope())).append(' ');
    }
    spec.preferredSource().ifPresent(s -> out.append(" src ").append(s).append(' '));
    if (spec.metric() != 0) {
      out.append(" metric ").append(Integer.toUnsignedString(spec.metric())).append(' ');
    }
    out.append('\n');
  }

  int routeTo(Words words) throws ToolFailure, KernelException {
    Optional<IpAddress> to = words.hasNext() ? Family.IPV4.parse(words.next()) : Optional.empty();
    if (to.isEmpty()) {
      throw new ToolFailure(1, "ip: need at least destination address\n");
    }
    if (words.hasNext()) {
      throw ToolFailure.notModelled("ip", "the option " + words.peek() + " of ip route get");
    }
    RouteAnswer route = kernel.routes().get(RouteQuery.to(to.get()));
    out.append(route.isLocal() ? "local " : "").append(to.get()).append(' ');
    route.gateway().ifPresent(g -> out.append("via ").append(g).append(' '));
    out.append("dev ").append(route.device()).append(" ");
    out.append(" src ").append(route.source()).append(" \n");
    return done();
  }

  int neighbours(Words words) throws ToolFailure {
    Optional<String> device = Optional.empty();
    Optional<Prefixes.Written> to = Optional.empty();
    Optional<String> state = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("dev")) {
        device = Optional.of(words.argument());
        kernel.device(device.get());
      } else if (word.equals("nud")) {
        state = Optional.of(state(words.argument()));
      } else {
        to = Optional.of(Prefixes.prefix(word.equals("to") ? words.argument() : word, options));
      }
    }
    for (NeighbourInfo entry : kernel.neighbours().neighbours()) {
      boolean wanted =
          device.filter(name -> !name.equals(entry.device())).isEmpty()
              && state.filter(name -> !name.matches("all|" + entry.state().name())).isEmpty()
              && to.filter(p -> !p.address().prefix().contains(entry.address())).isEmpty();
      if (wanted) {
        neighbour(entry, device.isPresent());
      }
    }
    return done();
  }

  /** A state of neighbours by its name (networking/libiproute/ipneigh.c: nud_state_a2n). */
  private static String state(String name) throws ToolFailure {
    if (!name.matches("all|permanent|reachable|noarp|none|stale|incomplete|delay|probe|failed")) {
      throw new ToolFailure(1, "ip: invalid argument '" + name + "' to 'nud state'\n");
    }
    return name.equals("all") ? name : name.toUpperCase(Locale.ROOT);
  }

  private void neighbour(NeighbourInfo entry, boolean deviceIsKnown) {
    NeighbourState state = entry.state();
    out.append(entry.address()).append(' ');
    out.append(deviceIsKnown ? "" : "dev " + entry.device() + " ");
    out.append(entry.mac().equals(MacAddress.ZERO) ? "" : "lladdr " + entry.mac());
    out.append(state.hasTimer() ? " ref 1" : "");
    long used = (kernel.now() - entry.used()) / SECOND;
    long confirmed = (kernel.now() - entry.confirmed()) / SECOND;
    out.append(" used ").append(used).append('/').append(confirmed).append('/').append(confirmed);
    out.append(" probes ").append(entry.probes());
    out.append(' ').append(state.name()).append('\n');
  }

  int rules(boolean shows) throws ToolFailure {
    if (!shows) {
      throw ToolFailure.notModelled("ip", "routing rules other than the default ones");
    }
    out.append("0:\tfrom all lookup local \n");
    out.append("32766:\tfrom all lookup main \n");
    out.append("32767:\tfrom all lookup default \n");
    return done();
  }
}
