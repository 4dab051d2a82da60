package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.engine.Overlap;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.trace.DropReason;

/**
 * Cables and bridges that somebody has laid and not finished: a device that was never set up, a
 * namespace without a cable or an address, an end that is plugged in nowhere, two subnets on one
 * cable.
 *
 * @param carrier knows what stops the packets that carry a tunnel's frames
 */
public record Wiring(Finder carrier) implements Finder {
  private static final String LO = "lo";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.from().isEmpty() || attempt.target().isEmpty() || Loss.hasArrived(attempt)) {
      return Optional.empty();
    }
    IpAddress asked = attempt.target().get().address();
    return new Case(attempt, attempt.lab(), attempt.from().get(), asked, carrier)
        .found()
        .or(
            () ->
                passing(attempt)
                    .flatMap(by -> new Case(attempt, attempt.lab(), by, asked, carrier).beside()));
  }

  /** Where a request that is passed on finds no route. */
  private static Optional<Sites.Site> passing(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.IP_INNOROUTES && !loss.isAnswer())
        .map(loss -> new Spot(attempt.lab(), loss.netns()).name())
        .flatMap(attempt.sites()::find);
  }

  /**
   * Who asks whom.
   *
   * @param asker where
   * @param asked which address
   */
  private record Case(Attempt attempt, Lab lab, Sites.Site asker, IpAddress asked, Finder carrier) {

    Optional<Diagnosis> found() {
      return loopback()
          .or(() -> new Vlans(lab, asker.netns(), asked).found())
          .or(() -> holder().flatMap(this::between))
          .or(this::unheld)
          .or(() -> asker.isMadeByHand() ? outward() : Optional.empty());
    }

    /** What a namespace sends to itself goes by lo, which is down in a new one. */
    private Optional<Diagnosis> loopback() {
      boolean own = asked.isLoopback() || Routing.has(lab, asker.netns(), asked);
      return own ? down(new Segment.Port(asker.netns(), LO)) : Optional.empty();
    }

    private Optional<Segment.Port> holder() {
      return Routing.holders(lab, asked).stream()
          .filter(netns -> !netns.equals(asker.netns()))
          .flatMap(netns -> Segment.holder(lab, netns, asked).stream())
          .findFirst();
    }

    /** Between the asker and who has the address. */
    private Optional<Diagnosis> between(Segment.Port holder) {
      Segment segment = Segment.of(lab, holder);
      Optional<Segment.Port> ours =
          segment
              .in(asker.netns())
              .filter(port -> Segment.link(lab, port).flatMap(LinkView::master).isEmpty())
              .findFirst();
      return ours.isEmpty()
          ? unplugged(holder, segment)
              .or(() -> taken(holder))
              .or(() -> new TwoBridges(lab, asker.netns(), asked).found(holder))
          : down(segment.way(ours.get()))
              .or(() -> new Tunnels(attempt, carrier).found(fromHere(segment, ours.get())))
              .or(() -> besideBridge(ours.get(), holder))
              .or(() -> bare(ours.get(), segment))
              .or(() -> subnets(ours.get(), holder));
    }

    /** Two ends of one cable that do not know each other. */
    private Optional<Diagnosis> beside() {
      return holder()
          .flatMap(
              holder ->
                  Segment.of(lab, holder)
                      .in(asker.netns())
                      .filter(this::isEnd)
                      .findFirst()
                      .flatMap(ours -> subnets(ours, holder)));
    }

    /** The way from the asker's device to the one that the segment begins with. */
    private static List<Segment.Port> fromHere(Segment segment, Segment.Port ours) {
      List<Segment.Port> way = new ArrayList<>(segment.way(ours));
      Collections.reverse(way);
      return way;
    }

    /** The asker's end of the cable has no address, and its bridge is where the route leads. */
    private Optional<Diagnosis> besideBridge(Segment.Port ours, Segment.Port holder) {
      return Routing.find(lab, asker.netns(), asked)
          .flatMap(RouteSpec::device)
          .map(device -> new Segment.Port(asker.netns(), device))
          .filter(bridge -> Segment.addresses(lab, ours).isEmpty())
          .filter(bridge -> Segment.link(lab, bridge).filter(LinkView::isBridge).isPresent())
          .map(bridge -> plugging(ours, holder, bridge));
    }

    /** A network of Docker's has the subnet in which a machine outside has its address. */
    private Optional<Diagnosis> taken(Segment.Port holder) {
      boolean outside =
          lab.machines().contains(holder.netns()) && !holder.netns().equals(LabTopology.HOST);
      return Routing.network(lab, asked)
          .filter(network -> outside && Engines.at(lab, asker).isPresent())
          .map(n -> Overlap.of(attempt.makers(), n, asked));
    }

    /** Nobody has the address: an end on the asker's segment that has none is meant to. */
    private Optional<Diagnosis> unheld() {
      return Routing.find(lab, asker.netns(), asked)
          .filter(route -> route.gateway().isEmpty() && Routing.holders(lab, asked).isEmpty())
          .flatMap(RouteSpec::device)
          .map(device -> Segment.of(lab, new Segment.Port(asker.netns(), device)))
          .flatMap(
              segment ->
                  segment.ports().keySet().stream()
                      .filter(port -> isEnd(port) && Segment.addresses(lab, port).isEmpty())
                      .filter(port -> !is(lab, port, LinkView::isBridge))
                      .filter(port -> new Spot(lab, port.netns()).container().isEmpty())
                      .findFirst()
                      .flatMap(
                          end ->
                              lab.machines().contains(end.netns())
                                  ? LooseEnds.unmoved(lab)
                                  : down(segment.way(end)).or(() -> bare(end, segment))));
    }

    /** From a namespace to whatever is outside. */
    private Optional<Diagnosis> outward() {
      List<Segment.Port> devices =
          Routing.links(lab, asker.netns()).stream()
              .map(link -> new Segment.Port(asker.netns(), link.name()))
              .filter(port -> !port.device().equals(LO))
              .toList();
      if (devices.isEmpty()) {
        return Optional.of(new LooseEnds(lab, asker).withoutCable());
      }
      return devices.stream()
          .flatMap(
              port -> {
                Segment segment = Segment.of(lab, port);
                Optional<Segment.Port> other = gateway(segment);
                return other
                    .flatMap(gateway -> down(segment.way(gateway)))
                    .or(() -> down(port))
                    .or(() -> hasAddress(devices) ? Optional.empty() : bare(port, segment))
                    .or(() -> other.filter(this::isEnd).flatMap(end -> bare(end, segment)))
                    .stream();
              })
          .findFirst();
    }

    /** A device of a machine on a segment, the first that has an address, or else any. */
    private Optional<Segment.Port> gateway(Segment segment) {
      List<Segment.Port> machines = lab.machines().stream().flatMap(segment::in).toList();
      return machines.stream()
          .filter(port -> !Segment.addresses(lab, port).isEmpty())
          .findFirst()
          .or(() -> machines.stream().reduce((first, last) -> last));
    }

    private Optional<Diagnosis> down(List<Segment.Port> way) {
      return way.stream().flatMap(port -> down(port).stream()).findFirst();
    }

    private Optional<Diagnosis> down(Segment.Port port) {
      Spot spot = new Spot(lab, port.netns());
      return Segment.link(lab, port)
          .filter(link -> !link.up())
          .map(
              link ->
                  Diagnosis.of(Cause.DEVICE_DOWN, spot.name(), port.device())
                      .by(maker(spot, port))
                      .or(spot.doing("ip link set " + port.device() + " up")));
    }

    /** What was typed to set a device down, or else to make it. */
    private static Optional<String> maker(Spot spot, Segment.Port port) {
      return spot.since(lab -> is(lab, port, link -> !link.up()), "link", port.device());
    }

    private static boolean is(Lab lab, Segment.Port port, Predicate<LinkView> how) {
      return Segment.link(lab, port).filter(how).isPresent();
    }

    private boolean hasAddress(List<Segment.Port> devices) {
      return devices.stream().anyMatch(port -> !Segment.addresses(lab, port).isEmpty());
    }

    /** It is no port of a bridge, which needs no address. */
    private boolean isEnd(Segment.Port port) {
      return Segment.link(lab, port).filter(link -> link.master().isEmpty()).isPresent();
    }

    private Optional<Diagnosis> bare(Segment.Port port, Segment segment) {
      if (!Segment.addresses(lab, port).isEmpty()) {
        return Optional.empty();
      }
      Optional<Diagnosis> below = BridgeAddress.onPort(lab, port, asked);
      if (below.isPresent()) {
        return below;
      }
      Spot spot = new Spot(lab, port.netns());
      Vacant vacant = new Vacant(lab);
      Diagnosis bare =
          Diagnosis.of(Cause.DEVICE_WITHOUT_ADDRESS, spot.name(), port.device())
              .by(spot.since(lab -> is(lab, port, link -> true), "link add", port.device()));
      Optional<Remedy> back =
          spot.typed("ip ", " addr", " del", " " + port.device())
              .filter(typed -> typed.startsWith(port.netns() + "$ "))
              .map(spot::added);
      return Optional.of(
          vacant
              .nextHop(asker.netns(), asked, segment)
              .or(() -> vacant.on(segment))
              .map(a -> bare.or(back).or(spot.doing("ip addr add " + a + " dev " + port.device())))
              .orElse(bare));
    }

    /** The other end of a cable of the way is no port of the bridge that the way leads to. */
    private Optional<Diagnosis> unplugged(Segment.Port holder, Segment theirs) {
      return Routing.links(lab, asker.netns()).stream()
          .filter(link -> !link.name().equals(LO))
          .map(link -> new Segment.Port(asker.netns(), link.name()))
          .flatMap(
              port -> {
                Segment ours = Segment.of(lab, port);
                return loose(holder, ours).or(() -> loose(port, theirs)).stream();
              })
          .findFirst();
    }

    /** The peer of a device that might be, and is not, in a bridge of a segment. */
    private Optional<Diagnosis> loose(Segment.Port end, Segment segment) {
      Optional<Segment.Port> peer =
          Segment.link(lab, end)
              .flatMap(LinkView::peer)
              .map(other -> new Segment.Port(other.netns(), other.name()));
      boolean free =
          peer.flatMap(p -> Segment.link(lab, p))
              .filter(link -> link.master().isEmpty() && link.addresses().isEmpty())
              .isPresent();
      return peer.filter(p -> free)
          .flatMap(
              p ->
                  segment
                      .in(p.netns())
                      .filter(
                          port -> Segment.link(lab, port).filter(LinkView::isBridge).isPresent())
                      .findFirst()
                      .map(bridge -> plugging(p, end, bridge)));
    }

    private Diagnosis plugging(Segment.Port port, Segment.Port end, Segment.Port bridge) {
      Spot spot = new Spot(lab, port.netns());
      String name = new Spot(lab, end.netns()).name();
      return Diagnosis.of(Cause.BRIDGE_PORT_MISSING, port.device(), name, bridge.device())
          .by(
              spot.since(
                  lab -> is(lab, port, link -> link.master().isEmpty()), "link", port.device()))
          .or(spot.doing("ip link set " + port.device() + " master " + bridge.device()));
    }

    /** Both ends of a cable have addresses, and one of them does not know the other's subnet. */
    private Optional<Diagnosis> subnets(Segment.Port ours, Segment.Port theirs) {
      List<IpInterfaceAddress> own = Segment.addresses(lab, ours);
      Optional<IpInterfaceAddress> other =
          Segment.addresses(lab, theirs).stream()
              .filter(address -> address.address().equals(asked))
              .findFirst();
      if (other.isEmpty()
          || own.isEmpty()
          || own.stream().anyMatch(a -> isMutual(a, other.get()))) {
        return Optional.empty();
      }
      IpInterfaceAddress mine = own.get(0);
      Spot here = new Spot(lab, ours.netns());
      Spot there = new Spot(lab, theirs.netns());
      Diagnosis apart =
          Diagnosis.of(Cause.SUBNETS_DIFFER, here.name(), mine, there.name(), other.get())
              .by(
                  here.since(
                      lab -> Segment.addresses(lab, ours).contains(mine),
                      "addr",
                      mine.address().toString()));
      if (other.get().prefix().contains(mine.address())) {
        String length = "/" + other.get().length();
        return Optional.of(apart.or(changed(here, ours, mine, mine.address() + length)));
      }
      if (mine.prefix().contains(asked)) {
        String length = "/" + mine.length();
        return Optional.of(apart.or(changed(there, theirs, other.get(), asked + length)));
      }
      return Optional.of(
          new Vacant(lab)
              .beside(other.get())
              .map(address -> apart.or(changed(here, ours, mine, address.toString())))
              .orElse(apart));
    }

    private static boolean isMutual(IpInterfaceAddress one, IpInterfaceAddress other) {
      return one.prefix().contains(other.address()) && other.prefix().contains(one.address());
    }

    private static List<Remedy> changed(
        Spot spot, Segment.Port port, IpInterfaceAddress old, String fresh) {
      return spot.doing(
          "ip addr del " + old + " dev " + port.device(),
          "ip addr add " + fresh + " dev " + port.device());
    }
  }
}
