package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.Overlap;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/** Networks on a wire of the host's whose subnet or gateway is not that of the wire. */
public final class Wires {
  private Wires() {}

  /** A container asks the gateway of such a network, and nobody on the wire is it. */
  public static Optional<Diagnosis> withoutGateway(Lab lab, Spot spot, IpAddress gateway) {
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
                        Gateways.of(lab, host)
                            .filter(own.prefix()::contains)
                            .map(right -> of(lab, n, own, right))));
  }

  private static Diagnosis of(Lab lab, Network network, IpInterfaceAddress own, IpAddress gateway) {
    Optional<String> maker = new Makers(lab, Optional.empty()).of(network);
    Remedy again =
        again(
            lab,
            network,
            Overlap.anew(network, maker)
                .replaceFirst(
                    " create ", " create --subnet " + own.prefix() + " --gateway " + gateway + " "),
            false);
    return Diagnosis.of(
            Cause.WIRE_WITHOUT_GATEWAY,
            network.name(),
            network.gateway().orElseThrow(),
            network.parent().orElseThrow(),
            own.prefix(),
            gateway)
        .by(maker)
        .or(again);
  }

  /** A network that stands on no device of the host's is to stand on that of its subnet. */
  static Diagnosis withoutParent(Makers makers, Network network) {
    Lab lab = makers.lab();
    Optional<String> maker = makers.of(network);
    Diagnosis found =
        Diagnosis.of(Cause.WIRE_WITHOUT_PARENT, network.name(), network.parent().orElseThrow())
            .by(maker);
    Optional<String> line =
        maker
            .map(typed -> typed.replaceFirst("^\\S+ ", ""))
            .filter(typed -> typed.startsWith("docker network create "));
    return Routing.links(lab, LabTopology.HOST).stream()
        .filter(
            link ->
                link.addresses().stream()
                    .map(inet -> inet.address().address())
                    .anyMatch(a -> network.subnet().filter(s -> s.contains(a)).isPresent()))
        .findFirst()
        .flatMap(
            link ->
                line.map(l -> l.replaceFirst(" create ", " create -o parent=" + link.name() + " ")))
        .map(l -> found.or(again(lab, network, l, l.contains("--subnet"))))
        .orElse(found);
  }

  /**
   * Makes a network again, with who is on it.
   *
   * @param same whether they keep their addresses
   */
  private static Remedy again(Lab lab, Network network, String line, boolean same) {
    String name = network.name();
    List<Container> there =
        lab.engine().containers().stream().filter(c -> c.attachments().containsKey(name)).toList();
    List<String> lines = new ArrayList<>();
    there.forEach(c -> lines.add("docker network disconnect " + name + " " + c.name()));
    lines.add("docker network rm " + name);
    lines.add(line);
    for (Container c : there) {
      String address =
          Engines.endpoints(c).stream()
              .filter(e -> same && e.network().equals(network))
              .flatMap(e -> e.address().stream())
              .map(a -> "--ip " + a + " ")
              .findFirst()
              .orElse("");
      lines.add("docker network connect " + address + name + " " + c.name());
    }
    return Remedy.onHost(lines.toArray(String[]::new));
  }
}
