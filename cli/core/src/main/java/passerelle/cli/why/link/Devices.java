package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.lab.LabTopology;

/** Devices of the way that somebody has set down. */
public final class Devices implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    for (String netns : places(attempt)) {
      for (LinkView link : Routing.links(lab, netns)) {
        Spot spot = new Spot(lab, netns);
        Optional<String> typed =
            link.up() ? Optional.empty() : typed(spot, link.name()).or(() -> own(attempt, spot));
        if (typed.isPresent()) {
          return Optional.of(
              Diagnosis.of(Cause.DEVICE_DOWN, spot.name(), link.name())
                  .by(typed)
                  .or(spot.doing("ip link set " + link.name() + " up")));
        }
      }
    }
    return Optional.empty();
  }

  /** A container's own command has done it. */
  private static Optional<String> own(Attempt attempt, Spot spot) {
    return spot.container().flatMap(attempt.makers()::of);
  }

  private static Optional<String> typed(Spot spot, String device) {
    Segment.Port port = new Segment.Port(spot.netns(), device);
    return spot.until(
        l -> Segment.link(l, port).filter(LinkView::up).isPresent(), "link", device, "down");
  }

  /** Where packets may pass: the asker, the destination, and the machines between. */
  private static List<String> places(Attempt attempt) {
    Set<String> places = new LinkedHashSet<>();
    attempt.from().ifPresent(site -> places.add(site.netns()));
    attempt.destination().netns().ifPresent(places::add);
    places.add(LabTopology.HOST);
    places.add(LabTopology.ROUTER);
    return new ArrayList<>(places);
  }
}
