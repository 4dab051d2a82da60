package passerelle.cli.why.link;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;

/**
 * Two ends of one subnet that are plugged into two bridges.
 *
 * @param asker the namespace that asks
 * @param asked for which address
 */
record TwoBridges(Lab lab, String asker, IpAddress asked) {
  /** A port of a bridge. */
  private record Plug(Segment.Port port, String bridge) {}

  /**
   * What is wrong; empty where one of them is in no bridge.
   *
   * @param holder whose the address is, on another segment than the asker
   */
  Optional<Diagnosis> found(Segment.Port holder) {
    return Routing.links(lab, asker).stream()
        .filter(link -> link.addresses().stream().anyMatch(this::isOnLink))
        .flatMap(link -> plug(new Segment.Port(asker, link.name())).stream())
        .flatMap(ours -> plug(holder).stream().map(theirs -> apart(ours, holder, theirs)))
        .findFirst();
  }

  private boolean isOnLink(LinkView.Inet inet) {
    return inet.address().prefix().contains(asked);
  }

  /** The other end of a device's cable, where that is a port of a bridge. */
  private Optional<Plug> plug(Segment.Port end) {
    return Segment.link(lab, end)
        .flatMap(LinkView::peer)
        .map(peer -> new Segment.Port(peer.netns(), peer.name()))
        .flatMap(port -> bridge(lab, port).map(bridge -> new Plug(port, bridge)));
  }

  private static Optional<String> bridge(Lab lab, Segment.Port port) {
    return Segment.link(lab, port).flatMap(LinkView::master);
  }

  private Diagnosis apart(Plug ours, Segment.Port holder, Plug theirs) {
    Spot spot = new Spot(lab, ours.port().netns());
    String device = ours.port().device();
    Diagnosis apart =
        Diagnosis.of(
                Cause.BRIDGES_APART,
                new Spot(lab, asker).name(),
                ours.bridge(),
                new Spot(lab, holder.netns()).name(),
                theirs.bridge())
            .by(
                spot.since(
                    l -> bridge(l, ours.port()).equals(Optional.of(ours.bridge())),
                    "master",
                    device));
    return ours.port().netns().equals(theirs.port().netns())
        ? apart.or(spot.doing("ip link set " + device + " master " + theirs.bridge()))
        : apart;
  }
}
