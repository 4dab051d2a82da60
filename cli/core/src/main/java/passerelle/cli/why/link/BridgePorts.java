package passerelle.cli.why.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;

/**
 * Ports of bridges that pass nothing on: closed ones, and two that are isolated from each other.
 */
public final class BridgePorts implements Finder {
  /** What {@code bridge -d link} tells of a port. */
  private static final Pattern STATE = Pattern.compile("\\bstate (\\S+)");

  private static final String FORWARDING = "forwarding";
  private static final String ISOLATED = "isolated on";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return Loss.hasArrived(attempt)
        ? Optional.empty()
        : Stream.concat(asked(attempt), lost(attempt))
            .flatMap(way -> found(attempt.lab(), way).stream())
            .findFirst();
  }

  /** The devices between who asks and whom it asks, or its gateway. */
  private static Stream<List<Segment.Port>> asked(Attempt attempt) {
    return attempt.from().stream()
        .flatMap(
            from ->
                attempt.target().stream()
                    .flatMap(target -> ways(attempt.lab(), from.netns(), target.address())));
  }

  /** The devices between the last machine that the packet came to, and the next. */
  private static Stream<List<Segment.Port>> lost(Attempt attempt) {
    return Loss.of(attempt).stream()
        .flatMap(
            loss ->
                loss.packet().stream()
                    .flatMap(ip -> ways(attempt.lab(), loss.netns(), ip.destination())));
  }

  private static Stream<List<Segment.Port>> ways(Lab lab, String netns, IpAddress to) {
    Optional<RouteSpec> route = Routing.find(lab, netns, to);
    IpAddress next = route.flatMap(RouteSpec::gateway).orElse(to);
    return route.flatMap(RouteSpec::device).stream()
        .map(device -> Segment.of(lab, new Segment.Port(netns, device)))
        .flatMap(
            segment ->
                segment.ports().keySet().stream()
                    .filter(port -> has(lab, port, next))
                    .limit(1)
                    .map(segment::way));
  }

  private static boolean has(Lab lab, Segment.Port port, IpAddress address) {
    return Segment.link(lab, port).filter(link -> Routing.has(link, address)).isPresent();
  }

  private static Optional<Diagnosis> found(Lab lab, List<Segment.Port> way) {
    List<Segment.Port> ports = way.stream().filter(port -> bridge(lab, port).isPresent()).toList();
    return ports.stream()
        .filter(port -> !state(lab, port).equals(FORWARDING))
        .findFirst()
        .map(port -> closed(lab, port))
        .or(
            () ->
                IntStream.range(1, ports.size())
                    .filter(i -> isApart(lab, ports.get(i - 1), ports.get(i)))
                    .mapToObj(i -> isolated(lab, ports.get(i - 1), ports.get(i)))
                    .findFirst());
  }

  private static Diagnosis closed(Lab lab, Segment.Port port) {
    Spot spot = new Spot(lab, port.netns());
    String bridge = bridge(lab, port).orElseThrow();
    Optional<Segment.Port> down =
        Stream.of(port, new Segment.Port(port.netns(), bridge))
            .filter(device -> isDown(lab, device))
            .findFirst();
    if (down.isPresent()) {
      String device = down.get().device();
      return Diagnosis.of(Cause.DEVICE_DOWN, spot.name(), device)
          .by(author(spot, down.get(), l -> isDown(l, down.get())))
          .or(spot.doing("ip link set " + device + " up"));
    }
    return Diagnosis.of(Cause.BRIDGE_PORT_CLOSED, told(lab, port), bridge, state(lab, port))
        .by(author(spot, port, l -> !state(l, port).equals(FORWARDING)))
        .or(spot.doing("bridge link set dev " + port.device() + " state 3"))
        .or(spot.doing("ip link set " + bridge + " type bridge stp_state 0"));
  }

  private static boolean isDown(Lab lab, Segment.Port port) {
    return Segment.link(lab, port).filter(LinkView::up).isEmpty();
  }

  private static Diagnosis isolated(Lab lab, Segment.Port one, Segment.Port two) {
    Spot spot = new Spot(lab, one.netns());
    return Diagnosis.of(
            Cause.BRIDGE_PORTS_ISOLATED,
            told(lab, one),
            told(lab, two),
            bridge(lab, one).orElseThrow())
        .by(author(spot, one, l -> isApart(l, one, two)))
        .or(spot.doing("bridge link set dev " + two.device() + " isolated off"));
  }

  private static Optional<String> author(Spot spot, Segment.Port port, Predicate<Lab> fact) {
    return spot.since(
        l -> Segment.link(l, port).isPresent() && fact.test(l), "link", port.device());
  }

  private static boolean isApart(Lab lab, Segment.Port one, Segment.Port two) {
    return one.netns().equals(two.netns())
        && bridge(lab, one).equals(bridge(lab, two))
        && shown(lab, one).contains(ISOLATED)
        && shown(lab, two).contains(ISOLATED);
  }

  /** A port, with whoever has the other end of its cable. */
  private static String told(Lab lab, Segment.Port port) {
    return port.device()
        + Segment.link(lab, port)
            .flatMap(LinkView::peer)
            .map(peer -> " (" + new Spot(lab, peer.netns()).name() + ")")
            .orElse("");
  }

  private static Optional<String> bridge(Lab lab, Segment.Port port) {
    return Segment.link(lab, port).flatMap(LinkView::master);
  }

  private static String state(Lab lab, Segment.Port port) {
    Matcher state = STATE.matcher(shown(lab, port));
    return state.find() ? state.group(1) : FORWARDING;
  }

  private static String shown(Lab lab, Segment.Port port) {
    return new Spot(lab, port.netns()).output("bridge -d link show dev " + port.device());
  }
}
