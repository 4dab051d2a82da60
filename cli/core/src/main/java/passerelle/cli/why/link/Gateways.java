package passerelle.cli.why.link;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;

/** By whom a place sends what is for elsewhere, when nobody has changed that. */
public final class Gateways {
  private static final String LO = "lo";

  private Gateways() {}

  /** Where a machine or a container sends what is for elsewhere, when nobody has changed it. */
  public static Optional<IpAddress> of(Lab lab, Spot spot) {
    if (spot.container().isPresent()) {
      return Engines.endpoints(spot.container().get()).stream()
          .filter(e -> !e.network().spec().internal())
          .flatMap(e -> e.network().defaultGateway(e.address()).stream())
          .findFirst();
    }
    if (!lab.machines().contains(spot.netns())) {
      return onSegment(lab, spot.netns());
    }
    boolean onLan =
        spot.netns().equals(LabTopology.HOST) || spot.netns().equals(LabTopology.LAPTOP);
    return onLan ? Optional.of(LabTopology.ROUTER_LAN) : Optional.empty();
  }

  /** To send it as before: a default route by the gateway that was given, or none of this route. */
  public static List<Remedy> otherwise(Lab lab, Spot spot, RouteSpec route) {
    Stream<Remedy> right =
        of(lab, spot).stream()
            .filter(gateway -> route.destination().isAll())
            .filter(gateway -> !route.gateway().equals(Optional.of(gateway)))
            .flatMap(gateway -> spot.doing("ip route replace default via " + gateway).stream());
    Stream<Remedy> without = spot.doing("ip route del " + Routing.words(route)).stream();
    return Stream.concat(right, without).toList();
  }

  /**
   * The address of a machine, or else of a namespace between two cables, on a segment of a
   * namespace, which it may take for its gateway.
   */
  static Optional<IpAddress> onSegment(Lab lab, String netns) {
    return Routing.links(lab, netns).stream()
        .flatMap(
            link ->
                link.addresses().stream()
                    .map(inet -> inet.address().prefix())
                    .flatMap(
                        subnet ->
                            routers(lab, netns)
                                .flatMap(Segment.of(lab, new Segment.Port(netns, link.name()))::in)
                                .flatMap(port -> Segment.addresses(lab, port).stream())
                                .map(IpInterfaceAddress::address)
                                .filter(subnet::contains)))
        .findFirst();
  }

  private static Stream<String> routers(Lab lab, String asker) {
    Stream<String> others =
        lab.namespaces().stream()
            .filter(netns -> !lab.machines().contains(netns) && !netns.equals(asker))
            .filter(netns -> addressed(lab, netns) > 1);
    return Stream.concat(lab.machines().stream(), others);
  }

  /** How many devices of a namespace have an address that others can reach. */
  private static long addressed(Lab lab, String netns) {
    return Routing.links(lab, netns).stream()
        .filter(link -> !link.name().equals(LO) && !link.addresses().isEmpty())
        .count();
  }
}
