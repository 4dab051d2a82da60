package passerelle.cli.why.link;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;

/** An address that a bridge needs, and one of its ports has. */
public final class BridgeAddress {
  private BridgeAddress() {}

  /** A port of a bridge has an address of a subnet, and hears nothing itself. */
  public static Optional<Diagnosis> onPort(Lab lab, Segment.Port bridge, IpAddress neighbour) {
    return Routing.links(lab, bridge.netns()).stream()
        .filter(link -> isIn(link, bridge))
        .map(link -> new Segment.Port(bridge.netns(), link.name()))
        .flatMap(
            port ->
                Segment.addresses(lab, port).stream()
                    .filter(address -> address.prefix().contains(neighbour))
                    .map(address -> onPort(new Spot(lab, bridge.netns()), port, address, bridge)))
        .findFirst();
  }

  private static Diagnosis onPort(
      Spot spot, Segment.Port port, IpInterfaceAddress address, Segment.Port bridge) {
    return Diagnosis.of(
            Cause.ADDRESS_ON_BRIDGE_PORT, spot.name(), port.device(), address, bridge.device())
        .by(
            spot.since(
                l -> Segment.link(l, port).filter(link -> isIn(link, bridge)).isPresent(),
                "master"))
        .or(
            spot.doing(
                "ip addr del " + address + " dev " + port.device(),
                "ip addr add " + address + " dev " + bridge.device()));
  }

  private static boolean isIn(LinkView link, Segment.Port bridge) {
    return link.master().filter(bridge.device()::equals).isPresent();
  }
}
