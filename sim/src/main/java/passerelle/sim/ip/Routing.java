package passerelle.sim.ip;

import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.RouteSpec;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Routing decisions (net/ipv4/route.c, fib_frontend.c): for packets that come in ({@code
 * ip_route_input_slow}) and for packets of our own ({@code ip_route_output_key}).
 */
public final class Routing {
  private final IpStack stack;

  Routing(IpStack stack) {
    this.stack = stack;
  }

  /**
   * Decides on a packet that came in. Without a route it is dropped here, and its sender told.
   *
   * @return the decision; empty when the packet was dropped
   */
  public Optional<Route> input(Skb skb, Device in) {
    Ipv4Packet packet = skb.ip();
    Optional<DropReason> martian = martian(packet, in);
    if (martian.isPresent()) {
      skb.drop(in, "ip_route_input_slow", martian.get(), martianDetail(martian.get(), packet));
      return Optional.empty();
    }
    if (packet.destination().isLimitedBroadcast()) {
      return Optional.of(traced(skb, in, localBroadcast(in)));
    }
    if (packet.destination().isMulticast()) {
      return Optional.of(traced(skb, in, multicastIn(in)));
    }
    Optional<FibRoute> found = stack.fib().lookup(packet.destination());
    boolean forwarding = stack.conf().forwarding(in.name());
    if (found.isEmpty()) {
      return noRoute(skb, in, forwarding);
    }
    FibRoute route = found.get();
    boolean forUs = isForUs(route.spec().type());
    if (!forUs && !forwarding) {
      skb.drop(in, "ip_error", DropReason.IP_FORWARD_DISABLED, "net.ipv4.ip_forward = 0");
      return Optional.empty();
    }
    if (route.device().isEmpty()) {
      return refused(skb, in, route);
    }
    Optional<String> wrongSource =
        validateSource(packet.source(), in, forUs ? in : route.device().get());
    if (wrongSource.isPresent()) {
      boolean ours = stack.inet().deviceWith(packet.source()).isPresent();
      DropReason why = ours ? DropReason.IP_LOCAL_SOURCE : DropReason.IP_RPFILTER;
      skb.drop(in, "fib_validate_source", why, wrongSource.get());
      return Optional.empty();
    }
    return Optional.of(traced(skb, in, decision(route, packet.destination(), false)));
  }

  /**
   * Whether a packet that came in goes no further than {@code ip_error}: there is no route for it,
   * one that refuses it, or nothing is forwarded. It has a route all the same, to that function.
   */
  boolean isRefused(Ipv4Packet packet, Device in) {
    Ipv4Address to = packet.destination();
    if (to.isLimitedBroadcast() || to.isMulticast() || martian(packet, in).isPresent()) {
      return false;
    }
    Optional<FibRoute> found = stack.fib().lookup(to);
    boolean leadsOn =
        found.isPresent()
            && (isForUs(found.get().spec().type()) || stack.conf().forwarding(in.name()));
    return !leadsOn || found.get().device().isEmpty();
  }

  private static boolean isForUs(RouteSpec.Type type) {
    return type == RouteSpec.Type.LOCAL || type == RouteSpec.Type.BROADCAST;
  }

  private Route traced(Skb skb, Device in, Route route) {
    trace(skb, in.name(), "ip_route_input_slow", route);
    return route;
  }

  void trace(Skb skb, String device, String function, Route route) {
    if (stack.machine().tracer().isOn()) {
      stack
          .machine()
          .tracer()
          .emit(
              new HopEvent.Routed(
                  skb.hop(stack.netns(), device, function),
                  route.spec().toString(),
                  route.kind(),
                  route.out().name(),
                  route.gateway(),
                  route.spec().preferredSource()));
    }
  }

  private Optional<Route> noRoute(Skb skb, Device in, boolean forwarding) {
    if (forwarding) {
      stack
          .icmp()
          .sendError(skb, IcmpMessage.DESTINATION_UNREACHABLE, IcmpMessage.NET_UNREACHABLE, 0);
    }
    skb.drop(in, "ip_error", DropReason.IP_INNOROUTES, skb.ip().destination().toString());
    return Optional.empty();
  }

  private Optional<Route> refused(Skb skb, Device in, FibRoute route) {
    int type = IcmpMessage.DESTINATION_UNREACHABLE;
    if (route.spec().type() == RouteSpec.Type.UNREACHABLE) {
      stack.icmp().sendError(skb, type, IcmpMessage.HOST_UNREACHABLE, 0);
    } else if (route.spec().type() == RouteSpec.Type.PROHIBIT) {
      stack.icmp().sendError(skb, type, IcmpMessage.ADMIN_PROHIBITED, 0);
    }
    skb.drop(in, "ip_error", DropReason.IP_INNOROUTES, route.spec().toString());
    return Optional.empty();
  }

  /** Addresses that no packet on a wire may have. */
  private Optional<DropReason> martian(Ipv4Packet packet, Device in) {
    Ipv4Address source = packet.source();
    Ipv4Address destination = packet.destination();
    boolean loopback = in.kind().equals("loopback");
    if (source.isMulticast() || source.isLimitedBroadcast()) {
      return Optional.of(DropReason.IP_INVALID_SOURCE);
    }
    if (destination.isLimitedBroadcast() || source.isUnspecified() && destination.isUnspecified()) {
      return Optional.empty();
    }
    if (source.bits() >>> 24 == 0) {
      return Optional.of(DropReason.IP_INVALID_SOURCE);
    }
    if (destination.bits() >>> 24 == 0) {
      return Optional.of(DropReason.IP_INVALID_DEST);
    }
    if (!loopback && !stack.conf().routeLocalnet(in.name())) {
      if (destination.isLoopback()) {
        return Optional.of(DropReason.IP_INVALID_DEST);
      }
      if (source.isLoopback()) {
        return Optional.of(DropReason.IP_INVALID_SOURCE);
      }
    }
    return Optional.empty();
  }

  private static String martianDetail(DropReason reason, Ipv4Packet packet) {
    return reason == DropReason.IP_INVALID_DEST
        ? "martian destination " + packet.destination()
        : "martian source " + packet.source();
  }

  /**
   * Checks that an answer to the source could go back ({@code fib_validate_source}): it must not be
   * one of our own addresses, and with {@code rp_filter} its route must lead where it came from.
   *
   * @return what is wrong with the source; empty when it is fine
   */
  private Optional<String> validateSource(Ipv4Address source, Device in, Device out) {
    if (in.kind().equals("loopback") || source.isUnspecified()) {
      return Optional.empty();
    }
    boolean ours = stack.fib().lookupLocal(source, r -> isForUs(r.spec().type())).isPresent();
    if (ours && !stack.conf().acceptLocal(in.name())) {
      return Optional.of("source " + source + " is one of our own addresses");
    }
    int filter = stack.conf().rpFilter(in.name());
    if (filter == 0) {
      return Optional.empty();
    }
    Optional<FibRoute> back = stack.fib().lookup(source);
    if (back.isEmpty()) {
      return Optional.of("rp_filter: no route back to " + source);
    }
    boolean sameWay = back.get().device().filter(d -> d == in).isPresent();
    return filter == 1 && !sameWay
        ? Optional.of("rp_filter: the route back to " + source + " is " + back.get().spec())
        : Optional.empty();
  }

  /** True when a packet from {@code source} would better have gone to the next hop directly. */
  boolean deservesRedirect(Ipv4Packet packet, Device in, Route route) {
    if (route.out() != in || !stack.conf().sendRedirects(in.name())) {
      return false;
    }
    Optional<FibRoute> back = stack.fib().lookup(packet.source());
    return back.isPresent() && back.get().spec().gateway().isEmpty();
  }

  private Route localBroadcast(Device in) {
    RouteSpec spec = stack.localSpec(Ipv4Address.BROADCAST, RouteSpec.Type.BROADCAST, in);
    return new Route(
        HopEvent.RouteKind.BROADCAST, in, Optional.empty(), Ipv4Address.ANY, spec, in.mtu());
  }

  private Route multicastIn(Device in) {
    RouteSpec spec = stack.localSpec(new Ipv4Address(0xe000_0000), RouteSpec.Type.LOCAL, in);
    return new Route(
        HopEvent.RouteKind.MULTICAST, in, Optional.empty(), Ipv4Address.ANY, spec, in.mtu());
  }

  /**
   * Decides on a packet of our own.
   *
   * @param source its source address, or 0.0.0.0 to have one chosen
   * @param bound the device that the socket is bound to
   * @throws KernelException ENETUNREACH without a route; EHOSTUNREACH, EACCES or EINVAL by a route
   *     that refuses
   */
  public Route output(Ipv4Address destination, Ipv4Address source, Optional<Device> bound)
      throws KernelException {
    if (destination.isUnspecified()) {
      return output(source.isUnspecified() ? Ipv4Address.LOOPBACK : source, source, bound);
    }
    Optional<FibRoute> found =
        bound.isEmpty()
            ? stack.fib().lookup(destination)
            : stack.fib().lookup(destination, r -> r.device().equals(bound) || isLocal(r));
    if (destination.isLimitedBroadcast() || destination.isMulticast()) {
      return toGroup(destination, source, bound, found);
    }
    if (found.isEmpty() && bound.isPresent()) {
      RouteSpec spec = stack.localSpec(destination, RouteSpec.Type.UNICAST, bound.get());
      return decision(new FibRoute(spec, bound), destination, true);
    }
    FibRoute route = found.orElseThrow(() -> new KernelException(Errno.ENETUNREACH));
    switch (route.spec().type()) {
      case UNREACHABLE -> throw new KernelException(Errno.EHOSTUNREACH);
      case PROHIBIT -> throw new KernelException(Errno.EACCES);
      case BLACKHOLE -> throw new KernelException(Errno.EINVAL);
      default -> {
        return decision(route, destination, true);
      }
    }
  }

  private static boolean isLocal(FibRoute route) {
    return route.spec().type() == RouteSpec.Type.LOCAL;
  }

  private Route toGroup(
      Ipv4Address destination, Ipv4Address source, Optional<Device> bound, Optional<FibRoute> found)
      throws KernelException {
    Optional<Device> bySource =
        source.isUnspecified() ? Optional.empty() : stack.inet().deviceWith(source);
    Device out =
        bound
            .or(() -> bySource)
            .or(() -> found.flatMap(FibRoute::device))
            .orElseThrow(() -> new KernelException(Errno.ENETUNREACH));
    RouteSpec spec =
        found
            .map(FibRoute::spec)
            .orElseGet(() -> stack.localSpec(destination, RouteSpec.Type.BROADCAST, out));
    HopEvent.RouteKind kind =
        destination.isMulticast() ? HopEvent.RouteKind.MULTICAST : HopEvent.RouteKind.BROADCAST;
    Ipv4Address from = stack.inet().select(out, Ipv4Address.ANY, RouteSpec.Scope.LINK);
    return new Route(kind, out, Optional.empty(), from, spec, out.mtu());
  }

  /** Completes a route from a table: device out, source address, next hop and path MTU. */
  private Route decision(FibRoute route, Ipv4Address destination, boolean own) {
    RouteSpec spec = route.spec();
    if (isLocal(route)) {
      Ipv4Address source = spec.preferredSource().orElse(destination);
      Device lo = stack.loopback();
      return new Route(HopEvent.RouteKind.LOCAL, lo, Optional.empty(), source, spec, lo.mtu());
    }
    Device out = route.device().orElseThrow();
    HopEvent.RouteKind kind =
        spec.type() == RouteSpec.Type.BROADCAST
            ? HopEvent.RouteKind.BROADCAST
            : HopEvent.RouteKind.UNICAST;
    if (!own) {
      return new Route(kind, out, route.nextHop(), Ipv4Address.ANY, spec, out.mtu());
    }
    Optional<RouteExceptions.Entry> learned = stack.exceptions().find(destination);
    Optional<Ipv4Address> gateway =
        learned.flatMap(RouteExceptions.Entry::gateway).or(route::nextHop);
    int mtu = learned.map(e -> e.mtu().orElse(out.mtu())).orElse(out.mtu());
    Ipv4Address source =
        spec.preferredSource()
            .orElseGet(
                () -> stack.inet().select(out, gateway.orElse(destination), RouteSpec.Scope.LINK));
    return new Route(kind, out, gateway, source, spec, Math.min(mtu, out.mtu()));
  }
}
