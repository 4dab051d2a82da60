package passerelle.cli.why.netfilter;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.journey.Journey;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.engine.Overlap;
import passerelle.cli.why.link.BridgeAddress;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.route.RoutesBack;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.netfilter.Table;
import passerelle.network.Network;
import passerelle.packet.IpPacket;
import passerelle.trace.HopEvent;

/** The request arrives, and the answer does not come back. */
public final class WayBack implements Finder {
  /** What is not tracked is not translated. */
  private static final String UNTRACKED = "(.* )?-j (CT .*--notrack|NOTRACK)\\b.*";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.outcome().answered()) {
      return Optional.empty();
    }
    return hidden(attempt)
        .or(() -> otherSource(attempt))
        .or(() -> otherWay(attempt))
        .or(() -> unmasqueraded(attempt))
        .or(() -> namespace(attempt))
        .or(() -> new RoutesBack().of(attempt));
  }

  /** Somebody's SNAT rule gives the packet a sender that nobody has. */
  private static Optional<Diagnosis> hidden(Attempt attempt) {
    Lab lab = attempt.lab();
    for (Journey journey : attempt.request()) {
      Optional<RuleStep> last = Optional.empty();
      for (HopEvent event : journey.events()) {
        if (RuleStep.isTranslation(event)) {
          last = RuleStep.of(event);
        } else if (event instanceof HopEvent.Translated to
            && to.kind() == HopEvent.NatKind.SNAT
            && Routing.holders(lab, to.after().source()).isEmpty()) {
          IpAddress sender = to.after().source();
          return last.filter(step -> !step.isEngines(lab)).map(step -> hidden(lab, step, sender));
        }
      }
    }
    return Optional.empty();
  }

  private static Diagnosis hidden(Lab lab, RuleStep step, IpAddress sender) {
    Spot spot = new Spot(lab, step.netns());
    return Diagnosis.of(Cause.RULE_HIDES_SENDER, spot.name(), step.text(), sender)
        .by(step.typed(lab))
        .or(spot.doing(step.undoing(lab)));
  }

  /** With which address of a container a request has left the host, where no answer has come. */
  static Optional<IpAddress> unmasqueradedSource(Attempt attempt) {
    return attempt.outcome().answered() ? Optional.empty() : leaving(attempt).map(IpPacket::source);
  }

  /** The packet as it left the host by a device that is no bridge of Docker's. */
  private static Optional<IpPacket> leaving(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt
        .events()
        .filter(HopEvent.Transmitted.class::isInstance)
        .filter(event -> event.hop().netns().equals(LabTopology.HOST))
        .filter(e -> isCable(lab, e.hop().device()))
        .map(event -> event.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast)
        .filter(
            packet -> Routing.network(lab, packet.source()).flatMap(Network::device).isPresent())
        .filter(packet -> Routing.network(lab, packet.destination()).isEmpty())
        .findFirst();
  }

  private static boolean isCable(Lab lab, String device) {
    return Routing.links(lab, LabTopology.HOST).stream()
        .filter(link -> link.name().equals(device))
        .anyMatch(
            link -> link.master().isEmpty() && Routing.network(lab, "host", device).isEmpty());
  }

  private static Optional<Diagnosis> unmasqueraded(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<IpPacket> packet = leaving(attempt);
    if (packet.isEmpty()) {
      return Optional.empty();
    }
    Network network = Routing.network(lab, packet.get().source()).orElseThrow();
    Spot host = new Spot(lab, LabTopology.HOST);
    Optional<RuleStep> skipped = skipping(attempt);
    if (skipped.isPresent()) {
      return Optional.of(
          Diagnosis.of(
                  Cause.MASQUERADE_SKIPPED,
                  packet.get().source(),
                  skipped.get().text(),
                  network.name())
              .by(skipped.get().typed(lab))
              .or(host.doing(skipped.get().undoing(lab))));
    }
    String subnet = network.subnet().orElseThrow().toString();
    String masquerade =
        "iptables -t nat -A POSTROUTING -s %s ! -o %s -j MASQUERADE"
            .formatted(subnet, network.device().orElseThrow());
    Diagnosis missing =
        Diagnosis.of(Cause.MASQUERADE_MISSING, packet.get().source(), network.name(), subnet)
            .by(attempt.makers().of(network))
            .because(Masquerades.missing(lab, host, packet.get()))
            .or(host.doing(masquerade));
    return Optional.of(
        attempt
            .sites()
            .address(LabTopology.HOST)
            .map(via -> "ip route add " + subnet + " via " + via)
            .map(route -> missing.or(Remedy.at(LabTopology.ROUTER, route)))
            .orElse(missing));
  }

  /** The packet of a namespace made by hand has left its machine with the namespace's address. */
  private static Optional<Diagnosis> namespace(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt.from().stream()
        .filter(Sites.Site::isMadeByHand)
        .flatMap(
            from ->
                attempt
                    .events()
                    .filter(HopEvent.Transmitted.class::isInstance)
                    .map(HopEvent::hop)
                    .filter(hop -> lab.machines().contains(hop.netns()))
                    .filter(hop -> hop.packet() instanceof IpPacket sent && isOf(lab, from, sent))
                    .findFirst()
                    .flatMap(
                        hop -> namespace(new Spot(lab, hop.netns()), from, (IpPacket) hop.packet()))
                    .stream())
        .findFirst();
  }

  private static boolean isOf(Lab lab, Sites.Site from, IpPacket packet) {
    return Routing.has(lab, from.netns(), packet.source())
        && Routing.holders(lab, packet.destination()).stream().anyMatch(lab.machines()::contains);
  }

  private static Optional<Diagnosis> namespace(Spot machine, Sites.Site from, IpPacket packet) {
    Lab lab = machine.lab();
    Optional<RouteSpec> back = Routing.find(lab, machine.netns(), packet.source());
    Optional<Diagnosis> misses = Masquerades.missing(lab, machine, packet);
    return back.flatMap(RouteSpec::device)
        .map(
            device ->
                Diagnosis.of(
                        Cause.NAMESPACE_NOT_MASQUERADED,
                        machine.name(),
                        packet.source(),
                        from.name(),
                        back.get().destination())
                    .because(misses)
                    .or(
                        machine.doing(
                            "iptables -t nat -A POSTROUTING -s %s ! -o %s -j MASQUERADE"
                                .formatted(back.get().destination(), device))));
  }

  /**
   * A rule of somebody's by which the packet left POSTROUTING before Docker's was come to, or by
   * which no translation is asked for it.
   */
  private static Optional<RuleStep> skipping(Attempt attempt) {
    return attempt
        .events()
        .filter(
            event ->
                event instanceof HopEvent.RuleEvaluated rule
                    && rule.matched()
                    && (rule.rule().chain().isIn(Table.NAT) && rule.verdict().equals("ACCEPT")
                        || rule.rule().text().matches(UNTRACKED)))
        .filter(event -> event.hop().netns().equals(LabTopology.HOST))
        .flatMap(event -> RuleStep.of(event).stream())
        .filter(step -> !step.isEngines(attempt.lab()))
        .findFirst();
  }

  /** The answer comes from an address that was not asked. */
  private static Optional<Diagnosis> otherSource(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<String> asker = attempt.from().map(site -> site.netns());
    Optional<IpAddress> asked = attempt.target().map(target -> target.address());
    Optional<Led> led = led(attempt);
    if (asker.isEmpty() || led.isEmpty()) {
      return Optional.empty();
    }
    boolean stray =
        attempt.answers().stream()
            .map(Journey::events)
            .map(events -> events.get(events.size() - 1))
            .filter(end -> end.hop().netns().equals(asker.get()))
            .map(end -> end.hop().packet())
            .anyMatch(
                packet ->
                    packet instanceof IpPacket ip
                        && ip.source().equals(led.get().to())
                        && !ip.source().equals(asked.orElseThrow()));
    if (!stray) {
      return Optional.empty();
    }
    Spot spot = new Spot(lab, led.get().netns());
    return Optional.of(
        Diagnosis.of(
                Cause.ANSWER_FROM_ELSEWHERE,
                asked.orElseThrow(),
                led.get().to(),
                spot.name(),
                attempt.question().from())
            .by(led.get().rule().flatMap(rule -> rule.typed(lab)))
            .or(
                spot.doing(
                    "iptables -t nat -A POSTROUTING -d %s %s -j MASQUERADE"
                        .formatted(led.get().to(), led.get().service()))));
  }

  /** A translation of the request's destination. */
  private record Led(String netns, IpAddress to, String service, Optional<RuleStep> rule) {}

  private static Optional<Led> led(Attempt attempt) {
    Optional<RuleStep> last = Optional.empty();
    for (Journey journey : attempt.request()) {
      for (HopEvent event : journey.events()) {
        if (RuleStep.isTranslation(event)) {
          last = RuleStep.of(event);
        } else if (event instanceof HopEvent.Translated to && to.kind() == HopEvent.NatKind.DNAT) {
          return Optional.of(
              new Led(
                  event.hop().netns(), to.after().destination(), Loss.service(to.after()), last));
        }
      }
    }
    return Optional.empty();
  }

  /** The answer leaves a machine by another device than that by which the request came. */
  static Optional<Diagnosis> otherWay(Attempt attempt) {
    Lab lab = attempt.lab();
    for (Journey journey : attempt.answers()) {
      for (HopEvent event : journey.events()) {
        if (event instanceof HopEvent.Routed routed
            && routed.kind() == HopEvent.RouteKind.UNICAST
            && routed.hop().packet() instanceof IpPacket packet) {
          Optional<String> came = came(attempt, routed.hop().netns());
          if (came.isPresent() && !came.get().equals(routed.outDevice())) {
            Segment.Port bridge = new Segment.Port(routed.hop().netns(), came.get());
            return BridgeAddress.onPort(lab, bridge, packet.destination())
                .or(() -> Optional.of(otherWay(attempt, routed, packet, came.get())));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** By which device the request came into a namespace, the first time. */
  private static Optional<String> came(Attempt attempt, String netns) {
    List<Journey> request = attempt.request();
    return request.stream()
        .flatMap(journey -> journey.events().stream())
        .filter(event -> event.hop().netns().equals(netns))
        .filter(event -> event instanceof HopEvent.Routed routed)
        .map(event -> event.hop().device())
        .filter(device -> !device.isEmpty())
        .findFirst();
  }

  private static Diagnosis otherWay(
      Attempt attempt, HopEvent.Routed routed, IpPacket packet, String came) {
    Lab lab = attempt.lab();
    Spot spot = new Spot(lab, routed.hop().netns());
    Optional<Network> network = Routing.network(lab, spot.netns(), routed.outDevice());
    Optional<RouteSpec> route = Routing.find(lab, spot.netns(), packet.destination());
    Optional<Network> overlapping =
        network.or(
            () ->
                Routing.network(lab, spot.netns(), came)
                    .filter(n -> n.subnet().filter(s -> isWithin(route, s)).isPresent()));
    if (overlapping.isPresent()) {
      IpAddress theirs = network.isPresent() ? packet.destination() : packet.source();
      return Overlap.of(attempt.makers(), overlapping.get(), theirs);
    }
    Diagnosis found =
        Diagnosis.of(
                Cause.ANSWER_TAKES_OTHER_WAY,
                spot.name(),
                packet.destination(),
                came,
                route.map(RouteSpec::toString).orElse(routed.route()))
            .by(route.flatMap(r -> spot.typed("route", words(r))));
    Optional<List<Remedy>> replaced =
        gateway(spot, came)
            .filter(gateway -> route.filter(r -> words(r).equals("default")).isPresent())
            .map(gateway -> spot.doing("ip route replace default via " + gateway));
    return route
        .map(r -> spot.doing("ip route del " + Routing.words(r)))
        .map(removed -> found.or(replaced.orElse(List.of())).or(removed))
        .orElse(found);
  }

  /** A device was on a part of a subnet before that was given to a network. */
  private static boolean isWithin(Optional<RouteSpec> route, IpPrefix subnet) {
    return route
        .filter(r -> r.protocol() == RouteSpec.Protocol.KERNEL)
        .filter(r -> subnet.contains(r.destination()))
        .isPresent();
  }

  private static String words(RouteSpec route) {
    return Routing.prefix(route.destination());
  }

  /** The gateway of the network to which a device of a container leads. */
  private static Optional<IpAddress> gateway(Spot spot, String device) {
    return spot.container()
        .flatMap(
            container ->
                Engines.endpoints(container).stream()
                    .filter(endpoint -> endpoint.device().equals(device))
                    .flatMap(
                        endpoint -> endpoint.network().defaultGateway(endpoint.address()).stream())
                    .findFirst());
  }
}
