package passerelle.sim.userland.ip;

import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip route add|change|replace|prepend|append|del} (ip/iproute.c:iproute_modify). */
final class RouteChange {
  private RouteChange() {}

  /** What a command's word means, abbreviated as it may be. */
  static RouteMode mode(String command) {
    if (Words.matches(command, "add")) {
      return RouteMode.ADD;
    }
    if (Words.matches(command, "change") || command.equals("chg")) {
      return RouteMode.CHANGE;
    }
    if (Words.matches(command, "replace")) {
      return RouteMode.REPLACE;
    }
    return Words.matches(command, "prepend") ? RouteMode.PREPEND : RouteMode.APPEND;
  }

  static int add(KernelView kernel, IpOptions options, Words line, RouteMode mode)
      throws ToolFailure, KernelException {
    RouteWords words = parse(kernel, options, line);
    kernel.requireAdmin();
    RouteSpec spec =
        new RouteSpec(
            destination(words),
            words.type.orElse(RouteSpec.Type.UNICAST),
            words.gateway,
            words.device,
            words.source,
            words.scope.orElse(words.usualScope()),
            words.protocol.orElse(RouteSpec.Protocol.BOOT),
            words.metric.orElse(0),
            words.tableNumber(),
            words.options());
    kernel.routes().add(spec, mode);
    return 0;
  }

  static int delete(KernelView kernel, IpOptions options, Words line)
      throws ToolFailure, KernelException {
    RouteWords words = parse(kernel, options, line);
    kernel.requireAdmin();
    RouteMatch match =
        new RouteMatch(
            destination(words),
            words.tableNumber(),
            words.type,
            words.gateway,
            words.device,
            words.source,
            words.metric,
            words.scope,
            words.protocol,
            words.options());
    kernel.routes().delete(match);
    return 0;
  }

  private static RouteWords parse(KernelView kernel, IpOptions options, Words line)
      throws ToolFailure {
    RouteWords words = new RouteWords(options);
    words.parse(line);
    if (words.device.isPresent()) {
      kernel.device(words.device.get());
    }
    for (RouteSpec.Hop hop : words.hops) {
      String name = hop.device().orElse("lo");
      if (kernel.rtnl().link(name).isEmpty()) {
        String missing = "Cannot find device \"" + name + "\"\n";
        throw new ToolFailure(255, missing + "Error: cannot parse nexthop\n");
      }
    }
    words.joinHops();
    return words;
  }

  /** A route's address must not have host bits. */
  private static IpPrefix destination(RouteWords words) throws KernelException {
    IpInterfaceAddress written = words.destination.orElseThrow().address();
    if (!written.prefix().network().equals(written.address())) {
      throw new KernelException(Errno.EINVAL, "Invalid prefix for given prefix length");
    }
    return written.prefix();
  }
}
