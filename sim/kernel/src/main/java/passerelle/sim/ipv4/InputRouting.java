package passerelle.sim.ipv4;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Where a packet that came in goes on (net/ipv4/route.c:ip_route_input_slow). Nothing is sent and
 * nothing changed here: ARP asks, too, before it answers.
 */
final class InputRouting {
  private static final String FUNCTION = "ip_route_input_slow";
  private static final IpAddress EVERYBODY = IpAddress.of("255.255.255.255");
  private static final IpAddress GROUPS = IpAddress.of("224.0.0.0");

  private static final InputRoute OFF =
      refused(Errno.EHOSTUNREACH, DropReason.IP_FORWARD_DISABLED, "net.ipv4.ip_forward = 0");

  private final Ipv4Stack stack;
  private final Routing routing;
  private final SourceValidation sources;

  InputRouting(Ipv4Stack stack, Routing routing) {
    this.stack = stack;
    this.routing = routing;
    sources = new SourceValidation(stack);
  }

  /**
   * Decides.
   *
   * @param key addresses, mark and so on of the packet
   * @param in the device that it came in by
   */
  InputRoute decide(RouteKey key, Device in) {
    Optional<InputRoute> martian = martian(key, in);
    if (martian.isPresent()) {
      return martian.get();
    }
    IpAddress destination = key.destination();
    if (destination.isLimitedBroadcast()) {
      return broadcast(key, in, localBroadcast(in));
    }
    if (destination.isMulticast()) {
      return new InputRoute.Accepted(multicast(in), false);
    }
    Optional<FibRoute> found = stack.fib().lookup(key);
    if (found.isEmpty()) {
      return stack.conf().forwarding(in)
          ? refused(Errno.ENETUNREACH, DropReason.IP_INNOROUTES, destination.toString())
          : refused(Errno.EHOSTUNREACH, DropReason.IP_INNOROUTES, destination.toString());
    }
    FibRoute route = found.get();
    return switch (route.spec().type()) {
      case BROADCAST -> broadcast(key, in, routing.input(route).route());
      case LOCAL -> accepted(key, in, route, Optional.empty());
      default -> stack.conf().forwarding(in) ? onward(key, in, route) : OFF;
    };
  }

  /** Addresses that no packet on a wire may have. */
  private Optional<InputRoute> martian(RouteKey key, Device in) {
    IpAddress source = key.source();
    IpAddress destination = key.destination();
    if (source.isMulticast() || source.isLimitedBroadcast()) {
      return Optional.of(martianSource(source));
    }
    if (destination.isLimitedBroadcast() || source.isUnspecified() && destination.isUnspecified()) {
      return Optional.empty();
    }
    if (IpPrefix.THIS_NETWORK.contains(source)) {
      return Optional.of(martianSource(source));
    }
    if (IpPrefix.THIS_NETWORK.contains(destination)) {
      return Optional.of(martianDestination(destination));
    }
    if (destination.isLoopback() && isOnWire(in)) {
      return Optional.of(martianDestination(destination));
    }
    return source.isLoopback() && isOnWire(in)
        ? Optional.of(martianSource(source))
        : Optional.empty();
  }

  private boolean isOnWire(Device in) {
    return !in.isLoopback() && !stack.conf().routeLocalnet(in);
  }

  private static InputRoute martianSource(IpAddress source) {
    return new InputRoute.Martian(
        FUNCTION, DropReason.IP_INVALID_SOURCE, "martian source " + source);
  }

  private static InputRoute martianDestination(IpAddress destination) {
    return new InputRoute.Martian(
        FUNCTION, DropReason.IP_INVALID_DEST, "martian destination " + destination);
  }

  private static InputRoute refused(Errno errno, DropReason reason, String detail) {
    return new InputRoute.Refused(errno, reason, detail);
  }

  /** To another machine, unless the route refuses ({@code ip_mkroute_input}). */
  private InputRoute onward(RouteKey key, Device in, FibRoute route) {
    return switch (route.spec().type()) {
      case UNREACHABLE -> refused(Errno.EHOSTUNREACH, route);
      case PROHIBIT -> refused(Errno.EACCES, route);
      case BLACKHOLE -> refused(Errno.EINVAL, route);
      default -> accepted(key, in, route, route.device());
    };
  }

  private static InputRoute refused(Errno errno, FibRoute route) {
    return refused(errno, DropReason.IP_INNOROUTES, route.spec().toString());
  }

  private InputRoute accepted(RouteKey key, Device in, FibRoute route, Optional<Device> out) {
    SourceValidation.Result source = sources.validate(key, in, out);
    if (source.refusal().isPresent()) {
      return source.refusal().get();
    }
    boolean redirect =
        out.isPresent() && out.get() == in && source.onLink() && stack.conf().sendRedirects(in);
    InputRoute.Accepted decision = routing.input(route);
    return redirect ? new InputRoute.Accepted(decision.route(), true) : decision;
  }

  /** To everybody on the link; who has no address yet may ask there for one (RFC 2131). */
  private InputRoute broadcast(RouteKey key, Device in, Route route) {
    if (!key.source().isUnspecified()) {
      Optional<InputRoute> refusal = sources.validate(key, in, Optional.empty()).refusal();
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    return new InputRoute.Accepted(route, false);
  }

  private Route localBroadcast(Device in) {
    FibRoute route = stack.localRoute(EVERYBODY, RouteSpec.Type.BROADCAST, in);
    return new Route(
        HopEvent.RouteKind.BROADCAST, in, Optional.empty(), EVERYBODY.family().any(), route, 0);
  }

  private Route multicast(Device in) {
    FibRoute route = stack.localRoute(GROUPS, RouteSpec.Type.LOCAL, in);
    return new Route(
        HopEvent.RouteKind.MULTICAST, in, Optional.empty(), EVERYBODY.family().any(), route, 0);
  }
}
