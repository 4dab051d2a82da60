package passerelle.cli.why.link;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;

/** Who was to have the address that is asked for, and was given the asker's own one. */
public final class Twins implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<IpAddress> asked = attempt.target().map(ProbeTarget::address);
    boolean nobodys = asked.filter(a -> Routing.holders(lab, a).isEmpty()).isPresent();
    return attempt.from().filter(from -> nobodys && from.isMadeByHand()).stream()
        .flatMap(
            from ->
                Routing.links(lab, from.netns()).stream()
                    .flatMap(
                        link ->
                            link.addresses().stream()
                                .map(LinkView.Inet::address)
                                .filter(own -> own.prefix().contains(asked.get()))
                                .flatMap(
                                    own ->
                                        twin(
                                            lab,
                                            new Segment.Port(from.netns(), link.name()),
                                            own,
                                            asked.get())
                                            .stream())))
        .findFirst();
  }

  private static Optional<Diagnosis> twin(
      Lab lab, Segment.Port port, IpInterfaceAddress own, IpAddress asked) {
    return Segment.of(lab, port).ports().keySet().stream()
        .filter(other -> !other.netns().equals(port.netns()))
        .filter(
            other ->
                Segment.link(lab, other).filter(l -> Routing.has(l, own.address())).isPresent())
        .findFirst()
        .map(
            other -> {
              Spot spot = new Spot(lab, other.netns());
              String device = " dev " + other.device();
              return Diagnosis.of(
                      Cause.DUPLICATE_ADDRESS,
                      own.address(),
                      new Spot(lab, port.netns()).name(),
                      spot.name())
                  .by(Duplicates.typed(spot, own.address()))
                  .or(
                      spot.doing(
                          "ip addr del " + own + device,
                          "ip addr add " + asked + "/" + own.prefix().length() + device));
            });
  }
}
