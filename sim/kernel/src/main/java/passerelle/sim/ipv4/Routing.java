package passerelle.sim.ipv4;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Routing decisions (net/ipv4/route.c): for packets that come in ({@code ip_route_input}, the rules
 * of which are in {@link InputRouting}) and for packets of our own ({@code ip_route_output_key}).
 */
public final class Routing {
  private final Ipv4Stack stack;
  private final InputRouting input;

  Routing(Ipv4Stack stack) {
    this.stack = stack;
    input = new InputRouting(stack, this);
  }

  /**
   * Decides on a packet that came in. One that goes no further is dropped here, and its sender told
   * where that is due.
   *
   * @return the decision; empty when the packet was dropped
   */
  public Optional<InputRoute.Accepted> input(Skb skb, Device in) {
    InputRoute found = input.decide(RouteKey.of(skb.ip(), in.name(), skb.mark()), in);
    if (found instanceof InputRoute.Accepted accepted) {
      trace(skb, in.name(), "ip_route_input_slow", accepted.route());
      return accepted.some();
    }
    if (found instanceof InputRoute.Refused refused) {
      stack.icmp().noRoute(skb, in, refused.errno());
      skb.drop(in, "ip_error", refused.reason(), refused.detail());
    } else if (found instanceof InputRoute.Martian martian) {
      if (martian.reason() == DropReason.IP_RPFILTER) {
        stack.mib().count(Counter.REVERSE_PATH_FILTERED);
      }
      skb.drop(in, martian.function(), martian.reason(), martian.detail());
    }
    return Optional.empty();
  }

  /** What would be decided on a packet that came in by a device; nobody is told. */
  public InputRoute decide(RouteKey key, Device in) {
    return input.decide(key, in);
  }

  void trace(Skb skb, String device, String function, Route route) {
    skb.trace(
        stack.netns(),
        device,
        function,
        hop ->
            new HopEvent.Routed(
                hop,
                route.fib().toString(),
                route.kind(),
                route.out().name(),
                route.gateway(),
                route.spec().preferredSource()));
  }

  /**
   * Decides on a packet of our own.
   *
   * @param source its source address, or 0.0.0.0 to have one chosen
   * @param bound the device that the socket is bound to
   * @throws KernelException ENETUNREACH without a route; EHOSTUNREACH, EACCES or EINVAL by a route
   *     that refuses; EINVAL from the loopback's addresses to other machines
   */
  public Route output(IpAddress destination, IpAddress source, Optional<Device> bound)
      throws KernelException {
    return output(RouteKey.to(destination, source, 0), bound);
  }

  /**
   * Decides for a socket that connects: where its source address had to be chosen, once more with
   * that, since a rule may ask for it ({@code ip_route_connect}).
   *
   * @throws KernelException as {@link #output(RouteKey, Optional)}
   */
  public Route connect(RouteKey key, Optional<Device> bound) throws KernelException {
    Route route = output(key, bound);
    if (!key.source().isUnspecified()) {
      return route;
    }
    return output(key.from(route.source()), bound).from(route.source());
  }

  /** The same with all that rules may ask for. */
  public Route output(RouteKey key, Optional<Device> bound) throws KernelException {
    IpAddress source = key.source();
    IpAddress destination = key.destination();
    if (destination.isUnspecified()) {
      return output(source.isUnspecified() ? source.family().loopback() : source, source, bound);
    }
    Optional<FibRoute> found =
        bound.isEmpty()
            ? stack.fib().lookup(key)
            : stack.fib().lookup(key.by(bound.get().name()), r -> leavesBy(r, bound.get()));
    if (destination.isLimitedBroadcast() || destination.isMulticast()) {
      return toGroup(destination, source, bound, found);
    }
    if (found.isEmpty() && bound.isPresent()) {
      FibRoute link = stack.localRoute(destination, RouteSpec.Type.UNICAST, bound.get());
      return allowed(decision(link, destination), source);
    }
    FibRoute route = from(source, found.orElseThrow(() -> new KernelException(Errno.ENETUNREACH)));
    switch (route.spec().type()) {
      case UNREACHABLE -> throw new KernelException(Errno.EHOSTUNREACH);
      case PROHIBIT -> throw new KernelException(Errno.EACCES);
      case BLACKHOLE -> throw new KernelException(Errno.EINVAL);
      default -> {
        return allowed(decision(route, destination), source);
      }
    }
  }

  /** Of several next hops one that has this source address, if any has ({@code nh_saddr}). */
  private FibRoute from(IpAddress source, FibRoute chosen) {
    List<FibRoute> legs = chosen.whole().legs();
    if (legs.isEmpty() || source.isUnspecified() || source.equals(sourceOf(chosen))) {
      return chosen;
    }
    return legs.stream()
        .filter(leg -> leg.isAlive() && source.equals(sourceOf(leg)))
        .findFirst()
        .orElse(chosen);
  }

  /** The address here towards a next hop ({@code ip_rt_get_source}). */
  IpAddress sourceOf(FibRoute leg) {
    IpAddress near = leg.nextHop().orElse(leg.spec().destination().family().any());
    return stack.addresses().select(leg.device().orElseThrow(), near, RouteSpec.Scope.LINK);
  }

  /**
   * Nothing leaves the machine from an address of the loopback, unless {@code route_localnet} says
   * so ({@code __mkroute_output}).
   */
  private Route allowed(Route route, IpAddress source) throws KernelException {
    Device out = route.out();
    if (source.isLoopback() && out != stack.loopback() && !stack.conf().routeLocalnet(out)) {
      throw new KernelException(Errno.EINVAL);
    }
    return route;
  }

  /**
   * An address of ours that another device has is not asked for either ({@code
   * fib_lookup_good_nhc}).
   */
  private static boolean leavesBy(FibRoute route, Device bound) {
    return route.device().filter(d -> d == bound).isPresent();
  }

  private static boolean isLocal(FibRoute route) {
    return route.spec().type() == RouteSpec.Type.LOCAL;
  }

  private Route toGroup(
      IpAddress destination, IpAddress source, Optional<Device> bound, Optional<FibRoute> found)
      throws KernelException {
    Optional<Device> bySource =
        source.isUnspecified() ? Optional.empty() : stack.addresses().deviceWith(source);
    Device out =
        bound
            .or(() -> bySource)
            .or(() -> found.flatMap(FibRoute::device))
            .orElseThrow(() -> new KernelException(Errno.ENETUNREACH));
    FibRoute route =
        found.orElseGet(() -> stack.localRoute(destination, RouteSpec.Type.BROADCAST, out));
    HopEvent.RouteKind kind =
        destination.isMulticast() ? HopEvent.RouteKind.MULTICAST : HopEvent.RouteKind.BROADCAST;
    IpAddress from =
        stack.addresses().select(out, destination.family().any(), RouteSpec.Scope.LINK);
    return new Route(kind, out, Optional.empty(), from, route, 0);
  }

  /** The decision on packets that come in and take a route from a table. */
  InputRoute.Accepted input(FibRoute route) {
    return route.input(
        () ->
            new Route(
                kind(route),
                out(route),
                isLocal(route) ? Optional.empty() : route.nextHop(),
                route.spec().destination().family().any(),
                route,
                route.spec().options().mtu()));
  }

  private static HopEvent.RouteKind kind(FibRoute route) {
    return switch (route.spec().type()) {
      case LOCAL -> HopEvent.RouteKind.LOCAL;
      case BROADCAST -> HopEvent.RouteKind.BROADCAST;
      default -> HopEvent.RouteKind.UNICAST;
    };
  }

  private Device out(FibRoute route) {
    return isLocal(route) ? stack.loopback() : route.device().orElseThrow();
  }

  /** The decision on packets of our own: source address, next hop and path MTU too. */
  private Route decision(FibRoute route, IpAddress destination) {
    Optional<RouteAnswer.Learned> learned = stack.exceptions().find(destination);
    Optional<IpAddress> source = route.spec().preferredSource();
    return learned.isEmpty() && source.isPresent()
        ? route.output(() -> decision(route, source, destination, learned))
        : decision(route, source, destination, learned);
  }

  private Route decision(
      FibRoute route,
      Optional<IpAddress> preferred,
      IpAddress destination,
      Optional<RouteAnswer.Learned> learned) {
    Device out = out(route);
    if (isLocal(route)) {
      IpAddress source = preferred.orElse(destination);
      return new Route(kind(route), out, Optional.empty(), source, route, 0);
    }
    Optional<IpAddress> gateway = learned.flatMap(RouteAnswer.Learned::gateway).or(route::nextHop);
    IpAddress source =
        preferred.orElseGet(
            () -> stack.addresses().select(out, gateway.orElse(destination), RouteSpec.Scope.LINK));
    return new Route(kind(route), out, gateway, source, route, metric(out, route.spec(), learned));
  }

  /** {@code ip_dst_mtu_maybe_forward}. */
  private static int metric(Device out, RouteSpec spec, Optional<RouteAnswer.Learned> learned) {
    int told = spec.options().mtu();
    if (learned.isEmpty() || learned.get().mtu().isEmpty() || spec.options().mtuLocked()) {
      return told;
    }
    return Math.min(learned.get().mtu().getAsInt(), told == 0 ? out.mtu() : told);
  }
}
