package passerelle.cli.why.route;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.link.Gateways;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.Network;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** The request arrives, and somebody has no route for the answer. */
public final class RoutesBack implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return noRoute(attempt).or(() -> between(attempt));
  }

  /** Whoever is asked has no route to whoever asks. */
  private static Optional<Diagnosis> noRoute(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt
        .delivered()
        .map(HopEvent::hop)
        .or(() -> unanswerable(attempt))
        .flatMap(
            hop ->
                hop.packet() instanceof IpPacket packet
                    ? noRoute(lab, hop.netns(), packet)
                    : Optional.empty());
  }

  /** Where an echo request has come to, and the reply found no route ({@code icmp_reply}). */
  private static Optional<Hop> unanswerable(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.IP_OUTNOROUTES)
        .map(loss -> loss.drop().hop())
        .filter(
            hop ->
                hop.packet() instanceof IpPacket packet
                    && Routing.has(attempt.lab(), hop.netns(), packet.destination()));
  }

  private static Optional<Diagnosis> noRoute(Lab lab, String netns, IpPacket packet) {
    Optional<RouteSpec> route = Routing.find(lab, netns, packet.source());
    if (route.filter(r -> r.type() != RouteSpec.Type.BLACKHOLE).isPresent()) {
      return Optional.empty();
    }
    Spot spot = new Spot(lab, netns);
    Diagnosis found =
        Diagnosis.of(Cause.NO_ROUTE_BACK, spot.name(), packet.source())
            .by(spot.typed("route del").or(() -> spot.typed("route", "flush")));
    return Optional.of(
        Gateways.of(lab, spot)
            .map(gateway -> found.or(spot.doing("ip route add default via " + gateway)))
            .orElse(found));
  }

  /** A machine that the answer passes has no route to a network of Docker's. */
  private static Optional<Diagnosis> between(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<Loss> loss =
        Loss.of(attempt)
            .filter(lost -> lost.isAnswer() && lost.reason() == DropReason.IP_INNOROUTES);
    Optional<IpAddress> to = loss.flatMap(Loss::packet).map(IpPacket::destination);
    Optional<Network> network = to.flatMap(address -> Routing.network(lab, address));
    Optional<IpPrefix> subnet = network.flatMap(Network::subnet);
    if (subnet.isEmpty()) {
      return Optional.empty();
    }
    Spot spot = new Spot(lab, loss.get().netns());
    String route = "ip route add " + subnet.get() + " via ";
    return Optional.of(
        Diagnosis.of(Cause.ANSWER_WITHOUT_ROUTE, spot.name(), to.get(), network.get().name())
            .by(attempt.makers().of(network.get()))
            .or(
                attempt.sites().address(LabTopology.HOST).stream()
                    .flatMap(host -> spot.doing(route + host).stream())
                    .toList()));
  }
}
