package passerelle.cli.why.link;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;

/** Ends of cables that a network namespace made by hand lacks. */
record LooseEnds(Lab lab, Sites.Site asker) {
  /** The only namespace that was made by hand and has no cable, where there is one. */
  static Optional<Diagnosis> unmoved(Lab lab) {
    List<String> bare =
        lab.namespaces().stream()
            .filter(netns -> !lab.machines().contains(netns))
            .filter(netns -> new Spot(lab, netns).container().isEmpty())
            .filter(netns -> Routing.links(lab, netns).size() == 1)
            .toList();
    return bare.size() == 1
        ? new Sites(lab).find(bare.get(0)).map(site -> new LooseEnds(lab, site).withoutCable())
        : Optional.empty();
  }

  /** There is only lo; one of the ends that have no address yet may be meant for it. */
  Diagnosis withoutCable() {
    Spot spot = new Spot(lab, asker.netns());
    Diagnosis alone =
        Diagnosis.of(Cause.NAMESPACE_WITHOUT_CABLE, asker.name())
            .by(spot.typed("netns add " + asker.name()));
    return alone.or(
        Stream.concat(together(), elsewhere())
            .flatMap(
                port ->
                    new Spot(lab, port.netns())
                        .doing("ip link set " + port.device() + " netns " + asker.name()).stream())
            .toList());
  }

  /** Nobody has moved one away: both ends lie where the cable was made. */
  private Stream<Segment.Port> together() {
    return unnumbered(asker.space())
        .filter(link -> link.peer().filter(p -> p.netns().equals(asker.space())).isPresent())
        .map(link -> new Segment.Port(asker.space(), link.name()));
  }

  /** One was moved into another namespace made by hand. */
  private Stream<Segment.Port> elsewhere() {
    return lab.namespaces().stream()
        .filter(netns -> !lab.machines().contains(netns) && !netns.equals(asker.netns()))
        .filter(netns -> new Spot(lab, netns).container().isEmpty())
        .flatMap(netns -> unnumbered(netns).map(link -> new Segment.Port(netns, link.name())));
  }

  private Stream<LinkView> unnumbered(String netns) {
    return Routing.links(lab, netns).stream()
        .filter(link -> link.peer().isPresent())
        .filter(link -> link.master().isEmpty() && link.addresses().isEmpty());
  }
}
