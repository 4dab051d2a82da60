package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.Fib;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;

/** Routes made by hand (net/ipv4/fib_frontend.c:inet_rtm_newroute, fib_semantics.c). */
public final class Routes {
  private static final RouteSpec.Hop NO_HOP =
      new RouteSpec.Hop(Optional.empty(), Optional.empty(), 1, false);

  private final Netns netns;

  Routes(Netns netns) {
    this.netns = netns;
  }

  /**
   * Adds a route, completed with the device that its gateway is reached by ({@code
   * fib_table_insert}).
   *
   * @throws KernelException EEXIST, ENOENT (to be changed and not there), ENETUNREACH (gateway not
   *     on a link), ENODEV, ENETDOWN, EINVAL
   */
  public void add(RouteSpec asked, RouteMode mode) throws KernelException {
    insert(asked.options().hops().isEmpty() ? single(asked) : multipath(asked), mode);
    if (asked.table() == RouteSpec.LOCAL) {
      netns.ip().fib().setCustomLocalRoutes();
    }
  }

  private FibRoute single(RouteSpec asked) throws KernelException {
    return asked.options().onLink() ? onLink(asked) : complete(asked);
  }

  /** Several next hops, each completed as if it were alone ({@code fib_get_nhs}). */
  private FibRoute multipath(RouteSpec asked) throws KernelException {
    RouteSpec.Hop first = asked.options().hops().get(0);
    if (asked.device().isPresent() && !asked.device().equals(first.device())) {
      throw new KernelException(Errno.EINVAL, "Nexthop device index does not match RTA_OIF");
    }
    if (asked.gateway().isPresent() && !asked.gateway().equals(first.gateway())) {
      String mismatch = "Nexthop gateway does not match RTA_GATEWAY or RTA_VIA";
      throw new KernelException(Errno.EINVAL, mismatch);
    }
    List<FibRoute> legs = new ArrayList<>();
    for (RouteSpec.Hop hop : asked.options().hops()) {
      legs.add(single(asked.byHop(hop)));
    }
    return FibRoute.of(asked.byHop(NO_HOP).withHops(asked.options().hops()), legs);
  }

  /** A gateway that is on the link, whatever the other routes say ({@code RTNH_F_ONLINK}). */
  private FibRoute onLink(RouteSpec asked) throws KernelException {
    Device device =
        asked.device().flatMap(netns::device).orElseThrow(() -> new KernelException(Errno.ENODEV));
    if (!device.isUp()) {
      throw new KernelException(Errno.ENETDOWN, "Nexthop device is not up");
    }
    if (netns.ip().isLocalAddress(asked.gateway().orElseThrow())) {
      throw invalidGateway(Errno.EINVAL);
    }
    return new FibRoute(asked, Optional.of(device));
  }

  private void insert(FibRoute route, RouteMode mode) throws KernelException {
    RouteSpec asked = route.spec();
    List<FibRoute> present =
        netns.ip().fib().routesTo(asked.destination(), asked.table()).stream()
            .filter(r -> r.spec().metric() == asked.metric())
            .toList();
    boolean replaces = mode == RouteMode.REPLACE || mode == RouteMode.CHANGE;
    if (present.isEmpty() && mode == RouteMode.CHANGE) {
      throw new KernelException(Errno.ENOENT);
    }
    if (replaces && !present.isEmpty() && present.get(0).equals(route)) {
      return;
    }
    if (!present.isEmpty() && mode == RouteMode.ADD || present.contains(route)) {
      throw new KernelException(Errno.EEXIST);
    }
    if (replaces && !present.isEmpty()) {
      netns.ip().fib().remove(present.get(0));
    }
    netns.ip().fib().add(route, mode != RouteMode.APPEND);
    netns.notifications().tell(new Notifications.RouteChange(route, false));
    netns.ip().exceptions().flush();
  }

  private FibRoute complete(RouteSpec asked) throws KernelException {
    boolean refuses =
        switch (asked.type()) {
          case UNREACHABLE, PROHIBIT, BLACKHOLE, THROW -> true;
          default -> false;
        };
    if (refuses) {
      if (asked.gateway().isPresent() || asked.device().isPresent()) {
        throw new KernelException(
            Errno.EINVAL, "Gateway, device and multipath can not be specified for this route type");
      }
      return new FibRoute(asked, Optional.empty());
    }
    Optional<Device> named = Optional.empty();
    if (asked.device().isPresent()) {
      named = netns.device(asked.device().get());
      if (named.isEmpty()) {
        throw new KernelException(Errno.ENODEV);
      }
    }
    Device device =
        asked.gateway().isPresent()
            ? deviceOf(asked, named)
            : named.orElseThrow(() -> new KernelException(Errno.ENODEV));
    if (!device.isUp() && asked.scope() != RouteSpec.Scope.HOST) {
      throw asked.gateway().isPresent()
          ? new KernelException(Errno.ENETDOWN)
          : new KernelException(Errno.ENETDOWN, "Device for nexthop is not up");
    }
    if (asked.preferredSource().isPresent()
        && !netns.ip().isLocalAddress(asked.preferredSource().get())) {
      throw new KernelException(Errno.EINVAL, "Invalid prefsrc address");
    }
    boolean throughOurselves = asked.gateway().filter(netns.ip()::isLocalAddress).isPresent();
    return new FibRoute(asked.withDevice(device.name()), Optional.of(device), throughOurselves);
  }

  /**
   * The device by which a gateway is reached directly ({@code fib_check_nh_v4_gw}). One of our own
   * addresses will do, too.
   */
  private Device deviceOf(RouteSpec asked, Optional<Device> named) throws KernelException {
    IpAddress gateway = asked.gateway().orElseThrow();
    Fib fib = netns.ip().fib();
    Predicate<FibRoute> near =
        route ->
            route.spec().scope() != RouteSpec.Scope.GLOBAL
                && (named.isEmpty() || route.device().equals(named));
    Optional<FibRoute> own =
        asked.table() == RouteSpec.MAIN
            ? Optional.empty()
            : fib.lookupIn(asked.table(), gateway, near);
    FibRoute way =
        own.or(() -> fib.lookup(RouteKey.to(gateway), near))
            .orElseThrow(() -> invalidGateway(Errno.ENETUNREACH));
    RouteSpec.Type type = way.spec().type();
    if (type != RouteSpec.Type.UNICAST && type != RouteSpec.Type.LOCAL) {
      throw invalidGateway(Errno.EINVAL);
    }
    return way.device().orElseThrow(() -> invalidGateway(Errno.EINVAL));
  }

  private static KernelException invalidGateway(Errno errno) {
    return new KernelException(errno, "Nexthop has invalid gateway");
  }

  /**
   * Removes the first route that agrees with all that is told of it ({@code fib_table_delete}).
   *
   * @throws KernelException ESRCH when there is none
   */
  public FibRoute delete(RouteMatch match) throws KernelException {
    for (FibRoute route : netns.ip().fib().routes()) {
      if (match.matches(route.spec())) {
        netns.ip().fib().remove(route);
        netns.notifications().tell(new Notifications.RouteChange(route, true));
        netns.ip().exceptions().flush();
        return route;
      }
    }
    throw new KernelException(Errno.ESRCH);
  }
}
