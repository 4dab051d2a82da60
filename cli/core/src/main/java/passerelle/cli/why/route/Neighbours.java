package passerelle.cli.why.route;

import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.engine.OtherName;
import passerelle.cli.why.link.Gateways;
import passerelle.cli.why.link.Wires;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.Network;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Next hops that nobody is, that are somebody else, or of which a wrong address is known. */
public final class Neighbours implements Finder {
  private static final String PERMANENT = "PERMANENT";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return mistaken(attempt).or(() -> absent(attempt)).or(() -> forgotten(attempt));
  }

  /** A hardware address that was set by hand, and is not that of whoever has the address. */
  private static Optional<Diagnosis> mistaken(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt
        .nextHops()
        .filter(step -> step.state().equals(PERMANENT) && !isOwn(lab, step.nextHop(), step.mac()))
        .map(
            step -> {
              Spot spot = new Spot(lab, step.hop().netns());
              String address = step.nextHop().toString();
              String device = step.hop().device();
              return Diagnosis.of(
                      Cause.STATIC_NEIGHBOUR,
                      spot.name(),
                      address,
                      step.mac(),
                      holder(lab, address))
                  .by(spot.since(l -> isPermanent(l, step), "neigh", address))
                  .or(spot.doing("ip neigh del " + address + " dev " + device));
            })
        .findFirst();
  }

  private static boolean isPermanent(Lab lab, HopEvent.NeighbourFound step) {
    return lab.kernel().view().snapshot(step.hop().netns()).neighbours().stream()
        .filter(known -> known.address().equals(step.nextHop()))
        .anyMatch(known -> known.mac().equals(step.mac()) && known.state().equals(PERMANENT));
  }

  private static boolean isOwn(Lab lab, IpAddress address, MacAddress mac) {
    return Routing.holders(lab, address).stream()
        .flatMap(netns -> Routing.links(lab, netns).stream())
        .anyMatch(link -> link.mac().equals(mac));
  }

  private static String holder(Lab lab, String address) {
    return Routing.holders(lab, IpAddress.of(address)).stream()
        .findFirst()
        .flatMap(
            netns ->
                Routing.links(lab, netns).stream()
                    .filter(
                        link ->
                            link.addresses().stream()
                                .anyMatch(a -> a.address().address().toString().equals(address)))
                    .map(link -> link.mac().toString())
                    .findFirst())
        .orElse("?");
  }

  /** Nobody answers for the next hop. */
  private static Optional<Diagnosis> absent(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.NEIGH_FAILED && !loss.isAnswer())
        .flatMap(
            loss ->
                loss.packet()
                    .flatMap(
                        packet ->
                            Routing.find(attempt.lab(), loss.netns(), packet.destination())
                                .map(route -> absent(attempt, loss, packet, route))));
  }

  private static Diagnosis absent(Attempt attempt, Loss loss, IpPacket packet, RouteSpec route) {
    Lab lab = attempt.lab();
    Spot spot = new Spot(lab, loss.netns());
    if (route.gateway().isPresent()) {
      return gateway(lab, spot, route, packet);
    }
    if (!Routing.holders(lab, packet.destination()).isEmpty()) {
      String device = route.device().orElse("");
      Optional<Diagnosis> filtered = Forwarding.unanswered(attempt, packet, spot, device);
      Optional<Diagnosis> elsewhere =
          filtered
              .or(() -> onTwoDevices(lab, spot, device, packet.destination()))
              .or(() -> tooWide(lab, spot, device, packet));
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    boolean byHand = route.protocol() != RouteSpec.Protocol.KERNEL;
    Diagnosis nobody = nobody(attempt, packet.destination(), spot, route.device().orElse("?"));
    return byHand
        ? nobody.by(spot.routed(route)).or(spot.doing("ip route del " + Routing.words(route)))
        : nobody;
  }

  /** Who is asked for is behind another device, whose subnet is that of the first one, too. */
  private static Optional<Diagnosis> onTwoDevices(Lab lab, Spot spot, String device, IpAddress to) {
    Optional<IpInterfaceAddress> first = near(lab, spot, to, device).findFirst();
    return Routing.links(lab, spot.netns()).stream()
        .map(LinkView::name)
        .filter(other -> !other.equals(device))
        .filter(other -> near(lab, spot, to, other).findFirst().isPresent())
        .findFirst()
        .flatMap(other -> first.map(own -> onTwoDevices(spot, own, device, other, to)));
  }

  /** The addresses of a device of whose subnet another one is. */
  private static Stream<IpInterfaceAddress> near(Lab lab, Spot spot, IpAddress to, String device) {
    return Routing.links(lab, spot.netns()).stream()
        .filter(link -> link.name().equals(device))
        .flatMap(link -> link.addresses().stream())
        .map(LinkView.Inet::address)
        .filter(own -> own.prefix().contains(to));
  }

  private static Diagnosis onTwoDevices(
      Spot spot, IpInterfaceAddress own, String device, String other, IpAddress to) {
    return Diagnosis.of(Cause.SUBNET_ON_TWO_DEVICES, spot.name(), own.prefix(), device, other, to)
        .by(
            spot.since(
                l ->
                    near(l, spot, to, device).findFirst().isPresent()
                        && near(l, spot, to, other).findFirst().isPresent(),
                "addr",
                own.toString()))
        .or(spot.doing("ip addr del " + own + " dev " + device));
  }

  /** Who is asked for is elsewhere, and the netmask of an address makes a neighbour of it. */
  private static Optional<Diagnosis> tooWide(Lab lab, Spot spot, String device, IpPacket packet) {
    IpAddress to = packet.destination();
    return near(lab, spot, to, device)
        .findFirst()
        .flatMap(
            wide ->
                lab.namespaces().stream()
                    .filter(netns -> !netns.equals(spot.netns()))
                    .flatMap(netns -> Routing.links(lab, netns).stream())
                    .flatMap(link -> link.addresses().stream())
                    .map(inet -> inet.address())
                    .filter(other -> other.prefix().contains(wide.address()))
                    .filter(other -> other.length() > wide.length())
                    .findFirst()
                    .map(other -> tooWide(spot, device, wide, other.length(), to)));
  }

  private static Diagnosis tooWide(
      Spot spot, String device, IpInterfaceAddress wide, int length, IpAddress to) {
    String there = " dev " + device;
    return Diagnosis.of(Cause.NETMASK_TOO_WIDE, spot.name(), wide, device, to, length)
        .by(
            spot.since(
                l ->
                    Routing.links(l, spot.netns()).stream()
                        .flatMap(link -> link.addresses().stream())
                        .anyMatch(inet -> inet.address().equals(wide)),
                "addr",
                wide.toString()))
        .or(
            spot.doing(
                "ip addr add " + wide.address() + "/" + length + there,
                "ip addr del " + wide + there));
  }

  private static Diagnosis nobody(Attempt attempt, IpAddress address, Spot asker, String device) {
    Diagnosis found =
        Diagnosis.of(
            Cause.NOBODY_HAS_ADDRESS,
            address,
            Routing.network(attempt.lab(), address).map(Network::name).orElse(device),
            asker.name());
    Optional<Container> asking = attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
    Optional<String> taken = taken(attempt.lab(), address);
    if (taken.isPresent()) {
      return found.by(taken).or(new Spot(attempt.lab(), LabTopology.HOST).added(taken.get()));
    }
    return found
        .by(asking.flatMap(self -> OtherName.naming(attempt, self)))
        .or(
            candidates(attempt)
                .flatMap(c -> Stream.concat(Stream.of(c.name()), addresses(c)))
                .flatMap(host -> OtherName.instead(attempt, asking, host).stream())
                .toList());
  }

  /**
   * What took it from the host: then it is to be given back, and none else meant. With the last
   * address of a subnet routes go, too.
   */
  private static Optional<String> taken(Lab lab, IpAddress address) {
    return new Spot(lab, LabTopology.HOST)
        .typed("ip ", " addr", " del", " " + address + "/")
        .filter(typed -> Routing.find(lab, LabTopology.HOST, address).isPresent());
  }

  /** Who had the address is gone, and the neighbour entry is not yet. */
  private static Optional<Diagnosis> forgotten(Attempt attempt) {
    Lab lab = attempt.lab();
    return attempt.delivered().isPresent() || Loss.of(attempt).isPresent()
        ? Optional.empty()
        : attempt
            .nextHops()
            .filter(step -> Routing.holders(lab, step.nextHop()).isEmpty())
            .findFirst()
            .map(step -> nobody(attempt, step.nextHop(), new Spot(lab, step.hop().netns()), "?"));
  }

  /** The containers that may have been meant: those that serve this port. */
  public static Stream<Container> candidates(Attempt attempt) {
    int port = attempt.question().port();
    return attempt.lab().engine().containers().stream()
        .filter(Container::isRunning)
        .filter(c -> !c.name().equals(attempt.question().from()))
        .filter(
            c ->
                c.sandbox()
                    .filter(
                        s ->
                            Engines.sockets(attempt.lab(), s.netns()).stream()
                                .anyMatch(socket -> socket.port() == port))
                    .isPresent());
  }

  public static Stream<String> addresses(Container container) {
    return Engines.endpoints(container).stream()
        .flatMap(endpoint -> endpoint.address().stream())
        .map(IpAddress::toString);
  }

  /**
   * Who asks and who is asked have one hardware address: a bridge sends nothing back to its port.
   */
  public static Optional<Diagnosis> sameMac(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<Container> asking = attempt.from().flatMap(site -> Engines.at(lab, site));
    Optional<Container> asked = attempt.destination().container();
    Optional<String> mac =
        Loss.of(attempt)
            .filter(loss -> loss.reason() == DropReason.BRIDGE_NO_EGRESS_PORT)
            .flatMap(
                loss ->
                    asking.stream()
                        .flatMap(c -> macs(lab, c))
                        .filter(
                            own -> asked.stream().anyMatch(c -> macs(lab, c).anyMatch(own::equals)))
                        .findFirst());
    return mac.map(
        own ->
            Diagnosis.of(Cause.DUPLICATE_MAC, asking.get().name(), asked.get().name(), own)
                .by(attempt.makers().of(asked.get()))
                .or(otherMac(asked.get(), attempt.makers()))
                .or(otherMac(asking.get(), attempt.makers())));
  }

  private static Stream<String> macs(Lab lab, Container container) {
    return container.sandbox().stream()
        .flatMap(sandbox -> Routing.links(lab, sandbox.netns()).stream())
        .map(link -> link.mac().toString())
        .filter(mac -> !mac.equals("00:00:00:00:00:00"));
  }

  private static Remedy otherMac(Container container, Makers makers) {
    return RunLine.of(container, makers).without("--mac-address").again();
  }

  private static Diagnosis gateway(Lab lab, Spot spot, RouteSpec route, IpPacket packet) {
    IpAddress gateway = route.gateway().orElseThrow();
    Optional<Diagnosis> wire = Wires.withoutGateway(lab, spot, gateway);
    if (wire.isPresent()) {
      return wire.get();
    }
    Diagnosis found =
        Diagnosis.of(Cause.GATEWAY_MISSING, spot.name(), packet.destination(), route, gateway)
            .by(spot.routed(route));
    return found.or(Gateways.otherwise(lab, spot, route));
  }
}
