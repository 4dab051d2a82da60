package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * An address that two have: who asks for it reaches the one that answered ARP last. Who was given
 * it by somebody gives it up; a machine keeps the one that it has had from the beginning.
 *
 * @param address that two have
 * @param second who is to blame
 */
public record Duplicates(Attempt attempt, IpAddress address, Spot second) {
  /** An address of the way that two have, one of them because somebody has given it to it. */
  public static Optional<Diagnosis> of(Attempt attempt) {
    Stream<IpAddress> hops =
        Stream.of(
                attempt.target().stream().map(ProbeTarget::address),
                attempt.nextHops().map(HopEvent.NeighbourFound::nextHop),
                claimed(attempt).stream())
            .flatMap(addresses -> addresses);
    return hops.filter(address -> !address.isLoopback())
        .distinct()
        .flatMap(address -> of(attempt, address, Routing.holders(attempt.lab(), address)).stream())
        .findFirst();
  }

  /** Somebody answers, and who else has the address hears the same questions of ARP. */
  public static Optional<Diagnosis> behindAnswer(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<IpAddress> asked = attempt.target().map(ProbeTarget::address);
    return attempt
        .nextHops()
        .filter(step -> asked.equals(Optional.of(step.nextHop())))
        .flatMap(
            step -> {
              Segment heard = Segment.of(lab, wire(lab, step.hop().netns(), step.hop().device()));
              List<String> holders =
                  Routing.holders(lab, step.nextHop()).stream()
                      .filter(
                          netns ->
                              Segment.holder(lab, netns, step.nextHop())
                                  .map(port -> wire(lab, netns, port.device()))
                                  .filter(heard.ports()::containsKey)
                                  .isPresent())
                      .toList();
              return of(attempt, step.nextHop(), holders).stream();
            })
        .findFirst();
  }

  /** What a guest of a device sends goes by that device's cable. */
  private static Segment.Port wire(Lab lab, String netns, String device) {
    Segment.Port port = new Segment.Port(netns, device);
    return Segment.link(lab, port)
        .filter(link -> link.kind().matches("macvlan|ipvlan"))
        .flatMap(LinkView::lower)
        .map(lower -> new Segment.Port(lower.netns(), lower.name()))
        .orElse(port);
  }

  /** The sender of a packet that came to somebody who is called so, too. */
  private static Optional<IpAddress> claimed(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.IP_LOCAL_SOURCE)
        .flatMap(Loss::packet)
        .map(IpPacket::source);
  }

  private static Optional<Diagnosis> of(Attempt attempt, IpAddress address, List<String> holders) {
    if (holders.size() < 2) {
      return Optional.empty();
    }
    List<Duplicates> all =
        holders.stream()
            .map(netns -> new Duplicates(attempt, address, new Spot(attempt.lab(), netns)))
            .toList();
    List<Duplicates> toBlame =
        Stream.of(
                all.stream().filter(Duplicates::isStray),
                all.stream().filter(d -> typed(d.second, address).isPresent()),
                all.stream().filter(d -> d.given().isPresent()))
            .flatMap(some -> some)
            .distinct()
            .toList();
    return toBlame.stream()
        .findFirst()
        .map(
            blamed -> {
              String other =
                  holders.stream()
                      .filter(netns -> !netns.equals(blamed.second.netns()))
                      .findFirst()
                      .orElseThrow();
              return Diagnosis.of(
                      Cause.DUPLICATE_ADDRESS,
                      address,
                      new Spot(attempt.lab(), other).name(),
                      blamed.second.name())
                  .by(
                      typed(blamed.second, address)
                          .or(() -> blamed.given().flatMap(attempt.makers()::of)))
                  .or(toBlame.stream().flatMap(d -> d.remedies().stream()).toList());
            });
  }

  /** A container has an address that no network has given to it. */
  private boolean isStray() {
    return second.container().isPresent() && given().isEmpty();
  }

  /** The container to which one of its networks has given the address. */
  private Optional<Container> given() {
    return given(second, address);
  }

  private static Optional<Container> given(Spot spot, IpAddress address) {
    return spot.container()
        .filter(
            c ->
                Engines.endpoints(c).stream()
                    .anyMatch(e -> e.address().filter(address::equals).isPresent()));
  }

  /** What was typed to give a place an address. */
  static Optional<String> typed(Spot spot, IpAddress address) {
    Optional<Container> given = given(spot, address);
    return given.isPresent()
        ? given
            .flatMap(c -> new Makers(spot.lab(), Optional.empty()).of(c))
            .filter(line -> line.contains(address.toString()))
        : spot.since(l -> Routing.has(l, spot.netns(), address), "addr");
  }

  /** It gives the address up, and those forget it who know where it was. */
  private List<Remedy> remedies() {
    Lab lab = attempt.lab();
    Optional<LinkView> link =
        Routing.links(lab, second.netns()).stream()
            .filter(l -> Routing.has(l, address))
            .findFirst();
    Optional<IpInterfaceAddress> own =
        link.stream()
            .flatMap(l -> l.addresses().stream())
            .map(LinkView.Inet::address)
            .filter(a -> a.address().equals(address))
            .findFirst();
    List<Remedy> without = new ArrayList<>();
    if (given().isPresent()) {
      own.ifPresent(inet -> without.addAll(readdressed(given().get(), inet)));
    } else {
      own.map(inet -> second.doing("ip addr del " + inet + " dev " + link.get().name()))
          .ifPresent(without::addAll);
    }
    List<Remedy> all = new ArrayList<>(without);
    for (String netns : link.isPresent() ? lab.namespaces() : List.<String>of()) {
      if (knows(lab, netns, address, link.get().mac())) {
        all.addAll(also(without, new Spot(lab, netns).doing("ip neigh flush to " + address)));
      }
    }
    return all;
  }

  /** It is made again with an address that nobody has, and perhaps it was the one that is asked. */
  private List<Remedy> readdressed(Container container, IpInterfaceAddress own) {
    Question question = attempt.question();
    return new Vacant(attempt.lab())
        .beside(own).stream()
            .map(free -> free.address().toString())
            .flatMap(
                free -> {
                  Remedy again =
                      RunLine.of(container, attempt.makers())
                          .without("--ip")
                          .with("--ip", free)
                          .again();
                  return Stream.of(again, again.thenAsk(question.at(free, question.port())));
                })
            .toList();
  }

  private static boolean knows(Lab lab, String netns, IpAddress address, MacAddress mac) {
    return lab.kernel().view().snapshot(netns).neighbours().stream()
        .anyMatch(n -> n.address().equals(address) && n.mac().equals(mac));
  }

  /** Each of the first with each of the second behind it. */
  private static List<Remedy> also(List<Remedy> remedies, List<Remedy> more) {
    return remedies.stream().flatMap(first -> more.stream().map(first::then)).toList();
  }
}
