package passerelle.cli.why.link;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Devices of the way on which somebody has switched ARP off: they neither ask nor answer. */
public final class ArpOff implements Finder {
  /** Those that are made with it. */
  private static final Set<String> WITH_ARP = Set.of("veth", "bridge", "vlan", "macvlan");

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    return Stream.concat(asking(attempt), asked(attempt))
        .filter(port -> isOff(lab, port))
        .findFirst()
        .map(port -> diagnosis(new Spot(lab, port.netns()), port))
        .or(() -> asked(attempt).flatMap(port -> ignored(lab, port).stream()).findFirst());
  }

  /** It is told to answer fewer questions than it could (ip-sysctl, arp_ignore). */
  private static Optional<Diagnosis> ignored(Lab lab, Segment.Port port) {
    Spot spot = new Spot(lab, port.netns());
    List<String> keys =
        Stream.of(port.device(), "all")
            .map(device -> "net.ipv4.conf." + device + ".arp_ignore")
            .filter(key -> !spot.setting(key, "0").equals("0"))
            .toList();
    return keys.stream()
        .findFirst()
        .map(
            key ->
                Diagnosis.of(
                        Cause.ARP_IGNORED, spot.name(), port.device(), key, spot.setting(key, ""))
                    .by(spot.set(key))
                    .or(
                        spot.doing(
                            keys.stream()
                                .map(k -> "sysctl -w " + k + "=0")
                                .toArray(String[]::new))));
  }

  /** Where the next hop was to be found out. */
  private static Stream<Segment.Port> asking(Attempt attempt) {
    return attempt.journeys().stream()
        .flatMap(journey -> journey.events().stream())
        .filter(event -> event instanceof HopEvent.NeighbourFound)
        .map(event -> new Segment.Port(event.hop().netns(), event.hop().device()));
  }

  /** Who should have said that it is the next hop. */
  private static Stream<Segment.Port> asked(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<Loss> unanswered =
        Loss.of(attempt).filter(loss -> loss.reason() == DropReason.NEIGH_FAILED);
    Optional<IpAddress> nextHop =
        unanswered.flatMap(
            loss ->
                loss.packet()
                    .map(IpPacket::destination)
                    .flatMap(
                        to ->
                            Routing.find(lab, loss.netns(), to).map(r -> r.gateway().orElse(to))));
    return nextHop.stream()
        .flatMap(
            address ->
                Routing.holders(lab, address).stream()
                    .flatMap(netns -> Segment.holder(lab, netns, address).stream()));
  }

  private static boolean isOff(Lab lab, Segment.Port port) {
    return Segment.link(lab, port).map(LinkView::kind).filter(WITH_ARP::contains).isPresent()
        && new Spot(lab, port.netns())
            .output("ip -o link show dev " + port.device())
            .contains("NOARP");
  }

  private static Diagnosis diagnosis(Spot spot, Segment.Port port) {
    return Diagnosis.of(Cause.ARP_OFF, spot.name(), port.device())
        .by(spot.since(lab -> isOff(lab, port), port.device(), "arp"))
        .or(spot.doing("ip link set " + port.device() + " arp on"));
  }
}
