package passerelle.cli.why.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.journey.Journey;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.netfilter.Table;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * What address translation leads astray: rules that people wrote, what was remembered of old ones,
 * and published ports that are asked from behind.
 */
public final class Translations implements Finder {
  private static final Optional<String> HOST = Optional.of(LabTopology.HOST);
  private static final String HAIRPIN = "hairpin";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return stale(attempt)
        .or(() -> skipped(attempt))
        .or(() -> hairpin(attempt))
        .or(() -> byHand(attempt))
        .or(() -> loopback(attempt));
  }

  /** What Docker translates leaves its chain untouched: a rule before it took the packet away. */
  private static Optional<Diagnosis> skipped(Attempt attempt) {
    Lab lab = attempt.lab();
    List<HopEvent> events = attempt.events().toList();
    boolean untouched =
        attempt.destination().mapping().isPresent()
            && (attempt.endsAtDaemon() || attempt.delivered().isEmpty())
            && events.stream().noneMatch(HopEvent.Translated.class::isInstance);
    return events.stream()
        .filter(event -> untouched && event.hop().netns().equals(LabTopology.HOST))
        .filter(HopEvent.RuleEvaluated.class::isInstance)
        .flatMap(event -> RuleStep.of(event).stream())
        .filter(step -> !step.isPolicy() && !step.isEngines(lab))
        .filter(Translations::takesAway)
        .reduce((first, last) -> last)
        .map(
            step -> {
              Spot host = new Spot(lab, LabTopology.HOST);
              return Diagnosis.of(
                      Cause.TRANSLATION_SKIPPED,
                      attempt.question().port(),
                      attempt.destination().name(),
                      step.text(),
                      step.chain())
                  .by(step.typed(lab))
                  .or(host.doing(step.undoing(lab)));
            });
  }

  /** Whether what it matches comes to no other rule of nat. */
  private static boolean takesAway(RuleStep step) {
    return step.isIn(Table.NAT) && step.text().matches(".*-j (ACCEPT|RETURN)")
        || step.isIn(Table.RAW) && step.text().matches(".*(NOTRACK|--notrack)");
  }

  /** A bridge does not send a frame back where it came from. */
  private static Optional<Diagnosis> hairpin(Attempt attempt) {
    Lab lab = attempt.lab();
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.BRIDGE_NO_EGRESS_PORT)
        .filter(loss -> loss.drop().detail().contains(HAIRPIN))
        .filter(loss -> isTranslated(loss.journey()))
        .map(
            loss -> {
              Spot spot = new Spot(lab, loss.netns());
              String port = loss.drop().hop().device();
              return Diagnosis.of(Cause.HAIRPIN_OFF, attempt.question().from(), spot.name(), port)
                  .by(spot.typed(HAIRPIN))
                  .or(spot.doing("bridge link set dev " + port + " hairpin on"));
            });
  }

  private static boolean isTranslated(Journey journey) {
    return journey.events().stream().anyMatch(HopEvent.Translated.class::isInstance);
  }

  /** What is sent to 127.0.0.1 may leave the machine's own loopback only where that is allowed. */
  private static Optional<Diagnosis> loopback(Attempt attempt) {
    Lab lab = attempt.lab();
    boolean asked =
        attempt
            .target()
            .map(ProbeTarget::address)
            .filter(Family.IPV4.loopback()::equals)
            .isPresent();
    boolean unrouted =
        attempt.delivered().isEmpty()
            && attempt.request().stream().anyMatch(Translations::isTranslated);
    Optional<Container> container =
        attempt.destination().mapping().flatMap(m -> Engines.publisher(lab, m));
    if (!asked || !unrouted || container.isEmpty()) {
      return Optional.empty();
    }
    Spot host = new Spot(lab, LabTopology.HOST);
    return Engines.endpoints(container.get()).stream()
        .filter(e -> isAt(e.address(), attempt.destination().address()))
        .flatMap(e -> e.network().device().stream())
        .filter(bridge -> "0".equals(setting(lab, bridge)) && "0".equals(setting(lab, "all")))
        .findFirst()
        .map(
            bridge ->
                Diagnosis.of(
                        Cause.LOOPBACK_NOT_ROUTED,
                        attempt.question().target(),
                        container.get().name(),
                        key(bridge))
                    .by(host.typed("route_localnet"))
                    .or(host.telling(key(bridge), 1)));
  }

  private static boolean isAt(Optional<IpAddress> one, IpAddress other) {
    return one.filter(other::equals).isPresent();
  }

  private static String key(String device) {
    return "net.ipv4.conf." + device + ".route_localnet";
  }

  private static String setting(Lab lab, String device) {
    return new Spot(lab, LabTopology.HOST).setting(key(device), "");
  }

  /** A rule that somebody wrote leads the request elsewhere, and there it ends. */
  private static Optional<Diagnosis> byHand(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt.request().stream()
        .flatMap(journey -> Stream.of(journey.events()))
        .flatMap(events -> byHand(lab, events).stream())
        .map(
            found -> {
              boolean half =
                  Loss.of(attempt)
                      .filter(loss -> loss.reason() == DropReason.NETFILTER_DROP)
                      .flatMap(loss -> loss.journey().lastRule())
                      .flatMap(RuleStep::of)
                      .filter(step -> step.isEngines(lab))
                      .isPresent();
              boolean nobody = Engines.holder(lab, found.after().destination()).isEmpty();
              return half && !nobody ? half(lab, found) : astray(attempt, found, half);
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * A translation by somebody's rule.
   *
   * @param rule that rule
   * @param after the packet as it made it
   */
  private record Led(RuleStep rule, IpPacket after, Optional<String> device) {}

  private static Optional<Led> byHand(Lab lab, List<HopEvent> events) {
    Optional<RuleStep> last = Optional.empty();
    for (HopEvent event : events) {
      if (RuleStep.isTranslation(event)) {
        last = RuleStep.of(event);
      } else if (event instanceof HopEvent.Translated to && to.kind() == HopEvent.NatKind.DNAT) {
        return last.filter(step -> !step.isEngines(lab))
            .map(step -> new Led(step, to.after(), Optional.of(event.hop().device())));
      }
    }
    return Optional.empty();
  }

  private static Optional<Diagnosis> half(Lab lab, Led led) {
    Spot spot = new Spot(lab, led.rule().netns());
    String in = led.device().filter(d -> !d.isEmpty()).map(d -> "-i " + d + " ").orElse("");
    String insert = "iptables -I " + RuleStep.USER + " ";
    String matches = in + "-d " + led.after().destination() + " " + Loss.service(led.after());
    return Optional.of(
        Diagnosis.of(
                Cause.TRANSLATED_NOT_ACCEPTED,
                spot.name(),
                led.rule().text(),
                led.after().destination())
            .by(led.rule().typed(lab))
            .or(spot.doing(insert + matches + " -j ACCEPT"))
            .or(
                spot.doing(
                    insert + matches + " -j ACCEPT", insert + RuleStep.ANSWERS + " -j ACCEPT")));
  }

  /**
   * It leads to nobody, or to where nobody listens.
   *
   * @param dropped whether the packet does not even come there
   */
  private static Optional<Diagnosis> astray(Attempt attempt, Led led, boolean dropped) {
    boolean arrived = attempt.delivered().isPresent();
    boolean refused =
        Loss.of(attempt)
            .map(Loss::reason)
            .filter(r -> r == DropReason.NO_SOCKET || r == DropReason.NEIGH_FAILED)
            .isPresent();
    Spot spot = new Spot(attempt.lab(), led.rule().netns());
    return arrived || !refused && !dropped
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(
                    Cause.RULE_LEADS_ELSEWHERE, spot.name(), led.rule().text(), target(led.after()))
                .by(led.rule().typed(attempt.lab()))
                .or(spot.doing(led.rule().undoing(attempt.lab())))
                .or(instead(attempt.lab(), spot, led)));
  }

  /** The same rule with the port that the host publishes, or the address that serves its port. */
  private static List<Remedy> instead(Lab lab, Spot spot, Led led) {
    String old = led.after().destination().toString();
    String aimed = target(led.after());
    List<Remedy> published =
        Engines.mappings(lab).stream()
            .filter(m -> Engines.holder(lab, led.after().destination()).equals(HOST))
            .filter(m -> aimed.endsWith(":" + m.containerPort()))
            .map(m -> led.rule().with(lab, aimed, old + ":" + m.hostPort()))
            .flatMap(lines -> spot.doing(lines.toArray(String[]::new)).stream())
            .toList();
    if (!published.isEmpty()) {
      return published;
    }
    int port = Integer.parseInt(Loss.service(led.after()).replaceFirst(".*\\D", "0"));
    Stream<IpAddress> publishing =
        new Sites(lab)
            .address(LabTopology.HOST).stream()
                .filter(a -> Engines.mappings(lab).stream().anyMatch(m -> m.hostPort() == port));
    Stream<IpAddress> serving =
        lab.engine().containers().stream()
            .flatMap(c -> Engines.endpoints(c).stream())
            .flatMap(e -> e.address().stream())
            .filter(
                address ->
                    Engines.holder(lab, address).stream()
                        .flatMap(netns -> Engines.sockets(lab, netns).stream())
                        .anyMatch(s -> s.port() == port && s.takes(address)));
    return Stream.concat(publishing, serving)
        .flatMap(
            address ->
                spot.doing(led.rule().with(lab, old, "" + address).toArray(String[]::new)).stream())
        .toList();
  }

  private static String target(IpPacket packet) {
    return packet.destination() + ":" + Loss.service(packet).replaceFirst(".* ", "");
  }

  /** What the kernel remembers of a conversation is not what the rules would make of it now. */
  public static Optional<Diagnosis> stale(Attempt attempt) {
    if (attempt.question().protocol() != Protocol.UDP || attempt.target().isEmpty()) {
      return Optional.empty();
    }
    Lab lab = attempt.lab();
    List<HopEvent> events = attempt.events().toList();
    return events.stream()
        .filter(HopEvent.Tracked.class::isInstance)
        .map(HopEvent.Tracked.class::cast)
        .flatMap(tracked -> stale(lab, tracked, led(events, tracked)).stream())
        .findFirst();
  }

  /** Where a namespace's rules lead a conversation now. */
  private static String led(List<HopEvent> events, HopEvent.Tracked tracked) {
    return events.stream()
        .filter(HopEvent.Translated.class::isInstance)
        .map(HopEvent.Translated.class::cast)
        .filter(to -> to.kind() == HopEvent.NatKind.DNAT)
        .filter(to -> to.hop().netns().equals(tracked.hop().netns()))
        .map(to -> "src=" + to.after().destination())
        .findFirst()
        .orElseGet(() -> word(tracked.original(), "dst=").replace("dst=", "src="));
  }

  private static Optional<Diagnosis> stale(Lab lab, HopEvent.Tracked now, String led) {
    String netns = now.hop().netns();
    String source = word(now.original(), "src=");
    String target = word(now.original(), "dst=");
    String port = word(now.original(), "dport=");
    return lab.kernel().view().snapshot(netns).conntrack().stream()
        .filter(c -> c.protocol() == IpProtocol.UDP && !c.answered())
        .filter(
            c ->
                (c.original().source() + " " + c.original().destination())
                    .equals(value(source) + " " + value(target)))
        .filter(c -> value(port).equals(String.valueOf(c.original().destinationId())))
        .filter(c -> !c.reply().source().toString().equals(value(led)))
        .findFirst()
        .map(
            found -> {
              Spot spot = new Spot(lab, netns);
              String other = found.reply().source().toString();
              // A packet that belongs to an entry goes as the entry says, not as the rules do.
              boolean itself = !now.created();
              return Diagnosis.of(
                      Cause.STALE_CONNECTION,
                      spot.name(),
                      value(source)
                          + ":"
                          + (itself
                              ? value(word(now.original(), "sport="))
                              : found.original().sourceId()),
                      value(target) + ":" + value(port),
                      itself ? value(led) : other,
                      itself ? other : value(led))
                  .or(
                      spot.doing(
                          "conntrack -D -p udp --orig-dst %s --orig-port-dst %s"
                              .formatted(value(target), value(port))));
            });
  }

  private static String word(String line, String key) {
    int at = line.indexOf(key);
    return at < 0 ? "" : line.substring(at).split(" ", 2)[0];
  }

  private static String value(String word) {
    return word.substring(word.indexOf('=') + 1);
  }
}
