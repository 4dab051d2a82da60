package passerelle.cli.why.route;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.engine.Overlap;
import passerelle.cli.why.link.Gateways;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** No route, a route that refuses, and routes that lead elsewhere than they should. */
public final class Routes implements Finder {
  /** Those that refuse nothing. */
  /** How a packet ends that a device without anybody behind it was given. */
  private static final Set<DropReason> TAKEN =
      EnumSet.of(DropReason.NOT_SPECIFIED, DropReason.DEV_READY);

  private static final Set<RouteSpec.Type> LEADING =
      EnumSet.of(RouteSpec.Type.UNICAST, RouteSpec.Type.LOCAL, RouteSpec.Type.BROADCAST);

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return insideHost(attempt)
        .or(() -> overlapping(attempt))
        .or(() -> missing(attempt))
        .or(() -> swallowed(attempt));
  }

  /** Another machine asks for the host's own address on one of Docker's bridges. */
  private static Optional<Diagnosis> insideHost(Attempt attempt) {
    Lab lab = attempt.lab();
    Question question = attempt.question();
    boolean elsewhere =
        lab.machines().contains(question.from()) && !question.from().equals(LabTopology.HOST);
    return attempt
        .target()
        .map(target -> target.address())
        .filter(to -> elsewhere && isOnBridge(lab, to))
        .filter(to -> Engines.holder(lab, to).equals(Optional.of(LabTopology.HOST)))
        .map(
            to ->
                Diagnosis.of(Cause.DIRECT_ACCESS, LabTopology.HOST, to, question.from())
                    .or(
                        attempt
                            .sites()
                            .address(LabTopology.HOST)
                            .map(host -> question.at(host.toString(), question.port()))
                            .map(Remedy::ask)));
  }

  private static boolean isOnBridge(Lab lab, IpAddress to) {
    return Segment.holder(lab, LabTopology.HOST, to)
        .flatMap(port -> Routing.network(lab, LabTopology.HOST, port.device()))
        .isPresent();
  }

  /** The host looks for a container's address elsewhere than on its bridge. */
  public static Optional<Diagnosis> takenOver(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<Endpoint> endpoint = attempt.destination().endpoint();
    if (endpoint.isEmpty() || endpoint.get().network().device().isEmpty()) {
      return Optional.empty();
    }
    Network network = endpoint.get().network();
    IpAddress address = attempt.destination().address();
    Optional<RouteSpec> route = Routing.find(lab, LabTopology.HOST, address);
    boolean asked = attempt.events().anyMatch(e -> e.hop().netns().equals(LabTopology.HOST));
    if (!asked
        || route.flatMap(RouteSpec::device).equals(network.device())
        || route.filter(r -> !r.destination().isAll()).isEmpty()) {
      return Optional.empty();
    }
    Diagnosis takes =
        Diagnosis.of(
            Cause.ROUTE_TAKES_SUBNET,
            attempt.destination().name(),
            address,
            network.name(),
            route.get());
    if (route.get().protocol() == RouteSpec.Protocol.KERNEL) {
      // It is an address of the host's own: the network has to go elsewhere.
      return Optional.of(Overlap.mended(takes, attempt.makers(), network));
    }
    Spot host = new Spot(lab, LabTopology.HOST);
    return Optional.of(
        takes
            .by(host.routed(route.get()))
            .or(host.doing("ip route del " + Routing.words(route.get()))));
  }

  /** A route leads somebody else's address to lo, behind which nobody is. */
  public static Optional<Diagnosis> intoLoopback(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<String> asker = attempt.from().map(Sites.Site::netns);
    return attempt
        .target()
        .map(target -> target.address())
        .filter(to -> asker.isPresent() && !to.isLoopback())
        .flatMap(
            to ->
                Routing.find(lab, asker.get(), to)
                    .filter(route -> route.type() == RouteSpec.Type.UNICAST)
                    .filter(route -> route.device().filter("lo"::equals).isPresent())
                    .map(route -> nowhere(new Spot(lab, asker.get()), route, to, "lo")));
  }

  /** The host looks on a bridge for an address that is somebody else's. */
  private static Optional<Diagnosis> overlapping(Attempt attempt) {
    return attempt
        .events()
        .filter(HopEvent.Routed.class::isInstance)
        .map(HopEvent.Routed.class::cast)
        .filter(routed -> routed.nextHop().isEmpty() || isDestination(routed))
        .flatMap(
            routed ->
                attempt.target().stream()
                    .flatMap(t -> overlapping(attempt, routed, t.address()).stream()))
        .findFirst();
  }

  private static boolean isDestination(HopEvent.Routed routed) {
    return routed.hop().packet() instanceof IpPacket ip
        && routed.nextHop().filter(ip.destination()::equals).isPresent();
  }

  private static Optional<Diagnosis> overlapping(
      Attempt attempt, HopEvent.Routed routed, IpAddress address) {
    Lab lab = attempt.lab();
    Optional<Network> network =
        Routing.network(lab, address)
            .filter(n -> isOn(lab, routed, n))
            .filter(n -> n.pool().isPresent());
    boolean elsewhere =
        Routing.holders(lab, address).stream().anyMatch(lab.machines()::contains)
            && !Routing.has(lab, LabTopology.HOST, address);
    return network.filter(n -> elsewhere).map(n -> Overlap.of(attempt.makers(), n, address));
  }

  private static boolean isOn(Lab lab, HopEvent.Routed routed, Network network) {
    String netns = routed.hop().netns();
    return Routing.network(lab, netns, routed.outDevice()).filter(network::equals).isPresent()
        || new Spot(lab, netns)
            .container()
            .filter(
                c ->
                    Engines.endpoints(c).stream()
                        .anyMatch(
                            e ->
                                e.network().equals(network)
                                    && e.device().equals(routed.outDevice())))
            .isPresent();
  }

  /** There is no route, or one that refuses. */
  private static Optional<Diagnosis> missing(Attempt attempt) {
    Optional<Loss> loss = Loss.of(attempt);
    if (loss.isPresent()) {
      return switch (loss.get().reason()) {
        case IP_INNOROUTES, IP_OUTNOROUTES ->
            loss.get().isAnswer() && !isRefusedBetween(attempt, loss.get())
                ? Optional.empty()
                : loss.get()
                    .packet()
                    .flatMap(p -> at(attempt, loss.get().netns(), p.destination()));
        default -> Optional.empty();
      };
    }
    boolean unsent = attempt.journeys().isEmpty() && attempt.outcome().error().isPresent();
    return attempt
        .target()
        .filter(target -> unsent && target.address().family() == Family.IPV4)
        .flatMap(target -> at(attempt, attempt.from().orElseThrow().netns(), target.address()));
  }

  /** A route refuses an answer on a machine that it only passes. */
  private static boolean isRefusedBetween(Attempt attempt, Loss loss) {
    boolean between =
        attempt.delivered().filter(d -> !d.hop().netns().equals(loss.netns())).isPresent();
    return between
        && loss.packet()
            .flatMap(p -> Routing.find(attempt.lab(), loss.netns(), p.destination()))
            .filter(route -> !LEADING.contains(route.type()))
            .isPresent();
  }

  private static Optional<Diagnosis> at(Attempt attempt, String netns, IpAddress to) {
    Lab lab = attempt.lab();
    Spot spot = new Spot(lab, netns);
    Optional<RouteSpec> route = Routing.find(lab, netns, to);
    if (route.filter(r -> LEADING.contains(r.type())).isPresent()) {
      return Optional.empty();
    }
    if (route.isPresent()) {
      return Optional.of(
          Diagnosis.of(Cause.REFUSING_ROUTE, spot.name(), to, route.get())
              .by(spot.routed(route.get()))
              .or(spot.doing("ip route del " + Routing.words(route.get()))));
    }
    Diagnosis none = Diagnosis.of(Cause.NO_DEFAULT_ROUTE, spot.name(), to).by(lost(spot, to));
    return Optional.of(
        Gateways.of(lab, spot)
            .map(gateway -> none.or(spot.doing("ip route add default via " + gateway)))
            .orElse(none));
  }

  /** A route leads into a device that has nobody at its other end: a tunnel that is down, say. */
  private static Optional<Diagnosis> swallowed(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt.delivered().isPresent()
        ? Optional.empty()
        : attempt
            .events()
            .reduce((first, last) -> last)
            .filter(Routes::isEnd)
            .map(HopEvent::hop)
            .filter(hop -> isBlind(lab, new Segment.Port(hop.netns(), hop.device())))
            .filter(hop -> hop.packet() instanceof IpPacket)
            .flatMap(
                hop ->
                    Routing.find(lab, hop.netns(), ((IpPacket) hop.packet()).destination())
                        .map(route -> swallowed(new Spot(lab, hop.netns()), route, hop)));
  }

  /** A driver has taken it, or would have if it had a carrier, and it came nowhere. */
  private static boolean isEnd(HopEvent event) {
    return event instanceof HopEvent.Transmitted
        || event instanceof HopEvent.Dropped drop && TAKEN.contains(drop.reason());
  }

  private static boolean isBlind(Lab lab, Segment.Port port) {
    return Segment.link(lab, port)
        .filter(link -> link.peer().isEmpty() && !link.isBridge() && !link.isTunnel())
        .isPresent();
  }

  private static Diagnosis swallowed(Spot spot, RouteSpec route, Hop hop) {
    return nowhere(spot, route, ((IpPacket) hop.packet()).destination(), hop.device());
  }

  private static Diagnosis nowhere(Spot spot, RouteSpec route, IpAddress to, String device) {
    return Diagnosis.of(Cause.ROUTE_LEADS_NOWHERE, spot.name(), to, route, device)
        .by(spot.routed(route))
        .or(spot.doing("ip route del " + Routing.words(route)));
  }

  /** By what a route was lost; a namespace made by hand never had one. */
  private static Optional<String> lost(Spot spot, IpAddress to) {
    boolean byHand = spot.container().isEmpty() && !spot.lab().machines().contains(spot.netns());
    return byHand ? Optional.empty() : spot.unrouted(to);
  }
}
