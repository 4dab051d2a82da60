package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.engine.Bindings;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.WireOptions;

/**
 * Containers on the wire of one of the host's devices, by driver macvlan or ipvlan: their own host
 * is not on the way, and publishes nothing for them.
 */
public final class WireGuests implements Finder {
  private static final String SHIM = "shim";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return withoutParent(attempt).or(() -> apart(attempt)).or(() -> unpublished(attempt));
  }

  /** A network that names no parent has a wire of its own, on which nobody else is. */
  private static Optional<Diagnosis> withoutParent(Attempt attempt) {
    Optional<Container> asking = attempt.from().flatMap(f -> Engines.at(attempt.lab(), f));
    Optional<Container> asked = attempt.destination().container();
    boolean common =
        asking.isPresent()
            && asked.isPresent()
            && Engines.networks(asking.get()).stream()
                .anyMatch(Engines.networks(asked.get())::contains);
    return common || attempt.succeeds()
        ? Optional.empty()
        : Stream.concat(asked.stream(), asking.stream())
            .filter(Container::isRunning)
            .filter(c -> isOnWiresOnly(Engines.networks(c)))
            .flatMap(c -> Engines.endpoints(c).stream())
            .map(Endpoint::network)
            .filter(n -> n.options() instanceof WireOptions wire && wire.parent().isEmpty())
            .filter(n -> !n.spec().internal())
            .findFirst()
            .map(n -> Wires.withoutParent(attempt.makers(), n));
  }

  /** What a guest and the device below it send each other leaves by the wire, for nobody. */
  private static Optional<Diagnosis> apart(Attempt attempt) {
    Destination destination = attempt.destination();
    boolean fromHost = attempt.question().from().equals(LabTopology.HOST);
    boolean toHost = destination.netns().filter(LabTopology.HOST::equals).isPresent();
    Optional<Container> guest =
        fromHost
            ? destination.container()
            : attempt.from().filter(f -> toHost).flatMap(f -> Engines.at(attempt.lab(), f));
    return guest.stream()
        .flatMap(c -> Engines.endpoints(c).stream())
        .filter(
            e -> e.network().subnet().filter(s -> s.contains(destination.address())).isPresent())
        .filter(e -> e.network().options() instanceof WireOptions wire && !wire.isRouted())
        .findFirst()
        .map(
            e ->
                Diagnosis.of(
                        Cause.HOST_APART_FROM_GUESTS,
                        guest.get().name(),
                        e.network().name(),
                        e.network().parent().orElseThrow(),
                        e.network().spec().driver())
                    .by(attempt.makers().of(e.network()))
                    .or(shim(attempt.lab(), e)));
  }

  /** The host gets a guest of its own on the wire; ipvlan knows its guests by their addresses. */
  private static Remedy shim(Lab lab, Endpoint endpoint) {
    Network network = endpoint.network();
    String parent = network.parent().orElseThrow();
    boolean addressed = network.spec().driver().equals("ipvlan");
    List<String> commands = new ArrayList<>();
    commands.add(
        "ip link add link "
            + (parent + " name " + SHIM)
            + (" type " + network.spec().driver() + " mode " + (addressed ? "l2" : "bridge")));
    Segment.addresses(lab, new Segment.Port(LabTopology.HOST, parent)).stream()
        .filter(own -> addressed)
        .flatMap(own -> new Vacant(lab).beside(own).stream())
        .findFirst()
        .ifPresent(free -> commands.add("ip addr add " + free.address() + "/32 dev " + SHIM));
    commands.add("ip link set " + SHIM + " up");
    commands.add("ip route add " + endpoint.address().orElseThrow() + "/32 dev " + SHIM);
    return Remedy.onHost(commands.toArray(String[]::new));
  }

  /** A port is asked for by a container that is on such networks only. */
  private static Optional<Diagnosis> unpublished(Attempt attempt) {
    Question question = attempt.question();
    return Bindings.wanting(attempt)
        .filter(Container::isRunning)
        .filter(c -> isOnWiresOnly(Engines.networks(c)))
        .findFirst()
        .map(
            c -> {
              Network network = Engines.networks(c).get(0);
              int port =
                  Bindings.of(c, question.port(), question.transport())
                      .orElseThrow()
                      .containerPort();
              String address = Engines.endpoints(c).get(0).address().orElseThrow().toString();
              String connect = "docker network connect --gw-priority 1 bridge " + c.name();
              return Diagnosis.of(
                      Cause.GUESTS_PUBLISH_NOTHING,
                      c.name(),
                      network.name(),
                      question.port(),
                      network.spec().driver())
                  .by(attempt.makers().of(network))
                  .or(Remedy.ask(question.at(address, port)))
                  .or(Remedy.onHost(connect))
                  .or(Remedy.onHost(Engines.connect(attempt.lab(), "bridge", c)));
            });
  }

  private static boolean isOnWiresOnly(List<Network> networks) {
    return !networks.isEmpty() && networks.stream().allMatch(n -> n.parent().isPresent());
  }
}
