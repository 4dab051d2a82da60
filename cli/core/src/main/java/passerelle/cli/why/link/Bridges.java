package passerelle.cli.why.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/** Bridges of networks that are no longer as Docker made them. */
public final class Bridges implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    // Whoever has an address by the engine's books may have it no more.
    Stream<Endpoint> asked =
        lab.engine().containers().stream()
            .flatMap(container -> concerned(container).stream())
            .filter(e -> e.address().equals(attempt.target().map(ProbeTarget::address)));
    List<Endpoint> concerned =
        Stream.concat(
                Stream.of(
                        attempt.from().flatMap(site -> Engines.at(lab, site)),
                        attempt.destination().container())
                    .flatMap(Optional::stream)
                    .flatMap(container -> concerned(container).stream()),
                asked.filter(e -> attempt.target().isPresent()))
            .toList();
    Optional<Diagnosis> gone =
        concerned.stream().flatMap(endpoint -> gone(lab, endpoint).stream()).findFirst();
    if (gone.isPresent()) {
      return gone;
    }
    return concerned.stream()
        .flatMap(endpoint -> port(lab, endpoint).or(() -> own(lab, endpoint)).stream())
        .findFirst()
        .or(
            () ->
                concerned.stream()
                    .flatMap(endpoint -> address(lab, endpoint.network()).stream())
                    .findFirst());
  }

  private static List<Endpoint> concerned(Container container) {
    return Engines.endpoints(container).stream()
        .filter(endpoint -> endpoint.network().device().isPresent())
        .toList();
  }

  /** The bridge of a network was deleted; the engine makes it again when it starts. */
  private static Optional<Diagnosis> gone(Lab lab, Endpoint endpoint) {
    String bridge = endpoint.network().device().orElseThrow();
    Spot host = new Spot(lab, LabTopology.HOST);
    Remedy restart = Remedy.onHost("systemctl restart docker");
    String start = "docker start " + endpoint.containerName();
    return link(lab, bridge).isPresent()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(Cause.BRIDGE_MISSING, bridge, endpoint.network().name())
                .by(host.until(l -> link(l, bridge).isPresent(), "link", bridge))
                .or(restart.then(Remedy.onHost(start)))
                .or(restart));
  }

  private static Optional<LinkView> link(Lab lab, String device) {
    return Routing.links(lab, LabTopology.HOST).stream()
        .filter(link -> link.name().equals(device))
        .findFirst();
  }

  /** The host's end of a container's cable is down, or plugged in nowhere. */
  private static Optional<Diagnosis> port(Lab lab, Endpoint endpoint) {
    Spot host = new Spot(lab, LabTopology.HOST);
    String port = endpoint.hostDevice();
    String bridge = endpoint.network().device().orElseThrow();
    Optional<LinkView> link = link(lab, port);
    if (link.isEmpty() || link(lab, bridge).isEmpty()) {
      return Optional.empty();
    }
    if (!link.get().up()) {
      return Optional.of(
          Diagnosis.of(Cause.DEVICE_DOWN, host.name(), port)
              .by(host.since(l -> is(l, port, other -> !other.up()), "link", "down"))
              .or(host.doing("ip link set " + port + " up")));
    }
    return isIn(link.get(), bridge)
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(Cause.BRIDGE_PORT_MISSING, port, endpoint.containerName(), bridge)
                .by(host.since(l -> is(l, port, o -> !isIn(o, bridge)), "master"))
                .or(host.doing("ip link set " + port + " master " + bridge))
                .or(Remedy.onHost("docker restart " + endpoint.containerName())));
  }

  private static boolean is(Lab lab, String device, Predicate<LinkView> how) {
    return link(lab, device).filter(how).isPresent();
  }

  private static boolean isIn(LinkView link, String bridge) {
    return link.master().filter(bridge::equals).isPresent();
  }

  /** The container's own end has not the address with the length that it should have. */
  private static Optional<Diagnosis> own(Lab lab, Endpoint endpoint) {
    String name = endpoint.containerName();
    Optional<Spot> spot =
        Engines.called(lab, name)
            .flatMap(Container::sandbox)
            .map(sandbox -> new Spot(lab, sandbox.netns()));
    return spot.isEmpty() || hasOwn(lab, spot.get(), endpoint)
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(
                    Cause.CONTAINER_ADDRESS_MISSING,
                    name,
                    endpoint.interfaceAddress().orElseThrow())
                .by(spot.get().since(l -> !hasOwn(l, spot.get(), endpoint), "addr"))
                .or(Remedy.onHost("docker restart " + name)));
  }

  private static boolean hasOwn(Lab lab, Spot spot, Endpoint endpoint) {
    return Routing.links(lab, spot.netns()).stream()
        .flatMap(link -> link.addresses().stream())
        .anyMatch(inet -> endpoint.interfaceAddress().filter(inet.address()::equals).isPresent());
  }

  /** The bridge has not the address that is its network's gateway. */
  private static Optional<Diagnosis> address(Lab lab, Network network) {
    Spot host = new Spot(lab, LabTopology.HOST);
    String bridge = network.device().orElseThrow();
    Optional<IpAddress> gateway = network.gateway();
    Optional<LinkView> link = link(lab, bridge);
    if (gateway.isEmpty() || link.isEmpty() || Routing.has(link.get(), gateway.get())) {
      return Optional.empty();
    }
    String address = gateway.get() + "/" + network.subnet().orElseThrow().length();
    return Optional.of(
        Diagnosis.of(Cause.BRIDGE_ADDRESS_MISSING, bridge, network.name(), address)
            .by(host.since(l -> is(l, bridge, b -> !Routing.has(b, gateway.get())), "addr"))
            .or(host.doing("ip addr add " + address + " dev " + bridge)));
  }
}
