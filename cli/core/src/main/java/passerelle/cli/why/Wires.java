package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/** Networks on a wire of the host's whose subnet or gateway is not that of the wire. */
final class Wires {
  private Wires() {}

  /** A container asks the gateway of such a network, and nobody on the wire is it. */
  static Optional<Diagnosis> withoutGateway(Lab lab, Spot spot, IpAddress gateway) {
    Spot host = new Spot(lab, LabTopology.HOST);
    Optional<Network> network =
        spot.container().stream()
            .flatMap(c -> Engines.endpoints(c).stream())
            .map(Endpoint::network)
            .filter(n -> n.parent().isPresent())
            .filter(n -> n.gateway().filter(gateway::equals).isPresent())
            .findFirst();
    return network.flatMap(
        n ->
            Segment.addresses(lab, new Segment.Port(LabTopology.HOST, n.parent().get())).stream()
                .findFirst()
                .flatMap(
                    own ->
                        Routes.gateway(lab, host)
                            .filter(own.prefix()::contains)
                            .map(right -> of(lab, n, own, right))));
  }

  private static Diagnosis of(Lab lab, Network network, IpInterfaceAddress own, IpAddress gateway) {
    Makers makers = new Makers(lab, Optional.empty());
    Optional<String> maker = makers.of(network);
    List<String> there =
        lab.engine().containers().stream()
            .filter(c -> c.attachments().containsKey(network.name()))
            .map(Container::name)
            .toList();
    List<String> lines = new ArrayList<>();
    there.forEach(c -> lines.add("docker network disconnect " + network.name() + " " + c));
    lines.add("docker network rm " + network.name());
    lines.add(
        Overlap.anew(network, maker)
            .replaceFirst(
                " create ", " create --subnet " + own.prefix() + " --gateway " + gateway + " "));
    there.forEach(c -> lines.add("docker network connect " + network.name() + " " + c));
    return Diagnosis.of(
            Cause.WIRE_WITHOUT_GATEWAY,
            network.name(),
            network.gateway().orElseThrow(),
            network.parent().orElseThrow(),
            own.prefix(),
            gateway)
        .by(maker)
        .or(Remedy.onHost(lines.toArray(String[]::new)));
  }
}
