package passerelle.cli.why.route;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.journey.Journey;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.link.Gateways;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Table;
import passerelle.packet.ArpPacket;
import passerelle.packet.IpPacket;
import passerelle.trace.HopEvent;

/**
 * Machines that will not pass packets on: forwarding is off, the way back is not, the TTL ran out.
 */
public final class Forwarding implements Finder {
  private static final String ALL = "net.ipv4.ip_forward";
  private static final String TTL = "net.ipv4.ip_default_ttl";

  /** How it is asked for: {@code ping -t 1}, {@code nc -M 1}, {@code nping --ttl 1}. */
  private static final Pattern TTL_OPTION = Pattern.compile(" (?:-[tM]|--ttl)[ =]?\\d+\\b");

  /** So many times no packet passes one machine but in a loop. */
  private static final int LOOP = 3;

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return Loss.of(attempt)
        .flatMap(
            loss ->
                switch (loss.reason()) {
                  case IP_FORWARD_DISABLED -> Optional.of(off(attempt.lab(), loss));
                  case IP_RPFILTER -> loss.packet().map(p -> filtered(attempt.lab(), loss, p));
                  case IP_TTL_EXCEEDED -> loss.packet().map(p -> expired(attempt, loss, p));
                  default -> Optional.empty();
                });
  }

  private static Diagnosis off(Lab lab, Loss loss) {
    Spot spot = new Spot(lab, loss.netns());
    String device = loss.in().orElse(loss.drop().hop().device());
    String key =
        spot.setting(ALL, "").equals("0") ? ALL : "net.ipv4.conf." + device + ".forwarding";
    Optional<String> set = spot.set(key);
    boolean meant = set.isPresent() || leadsOn(lab, loss, device);
    return (meant ? Optional.<Diagnosis>empty() : byNoRouter(lab, loss, spot))
        .orElseGet(() -> Diagnosis.of(Cause.FORWARDING_OFF, spot.name(), key, device).by(set))
        .or(spot.telling(key, 1));
  }

  /** It stands between two networks, and has a route of its own to where the packet goes. */
  private static boolean leadsOn(Lab lab, Loss loss, String in) {
    return loss.packet()
        .flatMap(packet -> Routing.find(lab, loss.netns(), packet.destination()))
        .filter(route -> !route.destination().isAll())
        .flatMap(RouteSpec::device)
        .filter(out -> !out.equals(in))
        .isPresent();
  }

  /** It never was a router: a route that somebody has made leads to it. */
  private static Optional<Diagnosis> byNoRouter(Lab lab, Loss loss, Spot dead) {
    List<HopEvent> before =
        loss.journey().events().stream()
            .filter(event -> !event.hop().netns().equals(loss.netns()))
            .toList();
    return before.stream()
        .filter(HopEvent.Routed.class::isInstance)
        .map(event -> event.hop().netns())
        .reduce((first, last) -> last)
        .map(netns -> new Spot(lab, netns))
        .flatMap(
            spot ->
                loss.packet()
                    .flatMap(packet -> Routing.find(lab, spot.netns(), packet.destination()))
                    .flatMap(route -> byNoRouter(lab, spot, route, dead)));
  }

  private static Optional<Diagnosis> byNoRouter(Lab lab, Spot spot, RouteSpec route, Spot dead) {
    return spot.routed(route)
        .map(
            typed ->
                Diagnosis.of(Cause.ROUTE_BY_NO_ROUTER, spot.name(), route, dead.name())
                    .by(Optional.of(typed))
                    .or(Gateways.otherwise(lab, spot, route)));
  }

  private static Diagnosis filtered(Lab lab, Loss loss, IpPacket packet) {
    String device = loss.in().orElse(loss.drop().hop().device());
    return filtered(new Spot(lab, loss.netns()), packet.source(), device);
  }

  /**
   * A question of ARP is not answered to whom the reverse path filter would not let in ({@code
   * arp_process}).
   */
  static Optional<Diagnosis> unanswered(
      Attempt attempt, IpPacket packet, Spot asker, String device) {
    Lab lab = attempt.lab();
    // A question of ARP comes from the sender of the packet that waits (arp_solicit).
    Optional<IpAddress> source =
        Stream.of(
                attempt.story().journeys().stream()
                    .map(Journey::packet)
                    .filter(ArpPacket.class::isInstance)
                    .map(ArpPacket.class::cast)
                    .filter(arp -> arp.targetIp().equals(packet.destination()))
                    .map(ArpPacket::senderIp),
                Stream.of(packet.source()).filter(own -> Routing.has(lab, asker.netns(), own)),
                Routing.links(lab, asker.netns()).stream()
                    .filter(link -> link.name().equals(device))
                    .flatMap(link -> link.addresses().stream())
                    .map(inet -> inet.address().address()))
            .flatMap(addresses -> addresses.map(IpAddress.class::cast))
            .findFirst();
    return Routing.holders(lab, packet.destination()).stream()
        .flatMap(
            netns ->
                Routing.links(lab, netns).stream()
                    .filter(link -> Routing.has(link, packet.destination()))
                    .filter(link -> source.isPresent() && isStrict(lab, netns, link.name()))
                    .filter(link -> !isBack(lab, netns, source.get(), link.name()))
                    .map(link -> filtered(new Spot(lab, netns), source.get(), link.name())))
        .findFirst();
  }

  private static boolean isBack(Lab lab, String netns, IpAddress source, String device) {
    return Routing.find(lab, netns, source)
        .flatMap(RouteSpec::device)
        .filter(device::equals)
        .isPresent();
  }

  private static boolean isStrict(Lab lab, String netns, String device) {
    Spot spot = new Spot(lab, netns);
    return Stream.of("all", device)
            .map(d -> spot.setting(strict(d), "0"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0)
        == 1;
  }

  private static String strict(String device) {
    return "net.ipv4.conf." + device + ".rp_filter";
  }

  private static Diagnosis filtered(Spot spot, IpAddress source, String device) {
    Optional<RouteSpec> back = Routing.find(spot.lab(), spot.netns(), source);
    String route = back.map(RouteSpec::toString).orElse("");
    Optional<String> typed =
        back.map(spot::routed)
            .orElseGet(() -> spot.unrouted(source))
            .or(() -> spot.set(strict(device)))
            .or(() -> spot.set(strict("all")));
    Diagnosis found =
        Diagnosis.of(
                back.isPresent() ? Cause.RP_FILTER : Cause.RP_FILTER_NO_ROUTE,
                spot.name(),
                source,
                device,
                route)
            .by(typed);
    if (back.isPresent() && typed.isPresent()) {
      found = found.or(spot.doing("ip route del " + Routing.words(back.get())));
    }
    if (back.isEmpty()) {
      found =
          Gateways.of(spot.lab(), spot)
              .map(gateway -> spot.doing("ip route add default via " + gateway))
              .map(found::or)
              .orElse(found);
    }
    String loose = "sysctl -w net.ipv4.conf.%s.rp_filter=%d";
    found = found.or(spot.doing(loose.formatted(device, 2)));
    return found.or(spot.doing(loose.formatted("all", 0), loose.formatted(device, 0)));
  }

  private static Diagnosis expired(Attempt attempt, Loss loss, IpPacket packet) {
    Lab lab = attempt.lab();
    String netns = loss.netns();
    List<String> stays =
        loss.journey().events().stream()
            .filter(HopEvent.TtlDecremented.class::isInstance)
            .map(e -> e.hop().netns())
            .toList();
    Spot spot = new Spot(lab, netns);
    if (stays.stream().filter(netns::equals).count() >= LOOP) {
      String other = stays.stream().filter(n -> !n.equals(netns)).reduce((a, b) -> b).orElse(netns);
      Optional<RouteSpec> route = Routing.find(lab, netns, packet.destination());
      Diagnosis loop =
          Diagnosis.of(
                  Cause.ROUTING_LOOP,
                  packet.destination(),
                  spot.name(),
                  new Spot(lab, other).name(),
                  route.map(RouteSpec::toString).orElse(""))
              .by(route.flatMap(spot::routed));
      for (String place : List.of(netns, other)) {
        Optional<RouteSpec> way = Routing.find(lab, place, packet.destination());
        if (way.isPresent()) {
          loop = loop.or(new Spot(lab, place).doing("ip route del " + Routing.words(way.get())));
        }
      }
      return loop;
    }
    return shortLived(attempt, loss, spot);
  }

  /** The command without the option by which its packets may not go further, if it has one. */
  public static Optional<Remedy> longLived(Diagnosis found, Remedy.Step command) {
    return Optional.of(TTL_OPTION.matcher(command.line()))
        .filter(option -> found.cause() == Cause.TTL_EXPIRED && option.find())
        .map(option -> Remedy.at(command.place(), option.replaceFirst("")));
  }

  private static Diagnosis shortLived(Attempt attempt, Loss loss, Spot spot) {
    Lab lab = attempt.lab();
    HopEvent first = loss.journey().events().get(0);
    int ttl = first.hop().packet() instanceof IpPacket sent ? sent.ttl() : 0;
    Spot sender = new Spot(lab, first.hop().netns());
    Optional<RuleStep> rule =
        loss.journey().events().stream()
            .flatMap(event -> RuleStep.of(event).stream())
            .filter(step -> step.isIn(Table.MANGLE) && step.text().contains("-j TTL"))
            .reduce((a, b) -> b);
    if (rule.isPresent()) {
      Spot setter = new Spot(lab, rule.get().netns());
      return Diagnosis.of(Cause.TTL_RULE, spot.name(), setter.name(), rule.get().text())
          .by(rule.get().typed(lab))
          .or(setter.doing(rule.get().undoing(lab)));
    }
    Diagnosis found =
        Diagnosis.of(Cause.TTL_EXPIRED, sender.name(), ttl, spot.name()).by(sender.set(TTL));
    String own = sender.setting(TTL, "64");
    if (!own.equals(String.valueOf(ttl))) {
      return found; // The program itself asks for it: it is mended by another command.
    }
    return found.or(sender.telling(TTL, 64));
  }
}
