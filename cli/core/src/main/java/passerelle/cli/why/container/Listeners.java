package passerelle.cli.why.container;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.engine.Bindings;
import passerelle.cli.why.engine.OtherName;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/** Sockets that are not where they are looked for. */
final class Listeners implements Finder {

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.target().isEmpty() || attempt.question().port() == 0) {
      return Optional.empty();
    }
    Destination destination = attempt.destination();
    if (destination.netns().isEmpty() || destination.isServed()) {
      return Optional.empty();
    }
    List<NetnsSnapshot.Socket> onPort = destination.onPort();
    if (!onPort.isEmpty()) {
      return OtherFamily.of(attempt, destination, onPort.get(0))
          .or(() -> Optional.of(otherAddress(attempt, destination, onPort.get(0))));
    }
    return leftBehind(attempt, destination)
        .or(() -> otherMachine(attempt, destination))
        .or(() -> ownLocalhost(attempt, destination))
        .or(() -> otherProtocol(attempt, destination))
        .or(() -> otherPort(attempt, destination))
        .or(() -> Optional.of(nobody(attempt, destination)));
  }

  private static Diagnosis otherAddress(
      Attempt attempt, Destination destination, NetnsSnapshot.Socket socket) {
    boolean loopback = Engines.isLoopback(socket.address());
    String device =
        destination.netns().stream()
            .flatMap(netns -> Routing.links(attempt.lab(), netns).stream())
            .filter(link -> Routing.has(link, destination.address()))
            .map(LinkView::name)
            .findFirst()
            .orElse("eth0");
    Question question = attempt.question();
    Diagnosis bound =
        Diagnosis.of(
                loopback ? Cause.LISTENS_ON_LOOPBACK : Cause.LISTENS_ON_OTHER_ADDRESS,
                destination.name(),
                socket.process(),
                told(socket),
                destination.address(),
                device)
            .by(Servers.maker(attempt.makers(), destination, socket));
    bound = bound.mendedBy(Servers.everywhere(attempt.makers(), destination, socket));
    return loopback ? bound : bound.or(Remedy.ask(question.at(socket.address(), socket.port())));
  }

  private static String told(NetnsSnapshot.Socket socket) {
    return (socket.isIpv4() ? socket.address() : "[" + socket.address() + "]")
        + ":"
        + socket.port();
  }

  /**
   * Who lives in the stack that a container had before it was started again, and serves the port
   * there.
   */
  static Optional<Diagnosis> leftBehind(Attempt attempt, Destination destination) {
    Optional<Container> asked = destination.container();
    return attempt.lab().engine().containers().stream()
        .filter(guest -> guest.isRunning() && asked.isPresent())
        .filter(guest -> Engines.owner(attempt.lab(), guest).equals(asked))
        .filter(guest -> !Engines.shareNamespace(guest, asked.get()))
        .filter(guest -> serves(attempt, guest, destination.port()))
        .findFirst()
        .map(guest -> States.restarted(guest, asked.get(), attempt.makers()));
  }

  /** A machine asks itself for what is served on the one with the engine. */
  private static Optional<Diagnosis> otherMachine(Attempt attempt, Destination destination) {
    Question question = attempt.question();
    String machine = attempt.from().orElseThrow().netns();
    boolean own =
        attempt.lab().machines().contains(machine)
            && !machine.equals(LabTopology.HOST)
            && destination.netns().equals(Optional.of(machine));
    Optional<String> address = attempt.sites().address(LabTopology.HOST).map(IpAddress::toString);
    return address
        .filter(a -> own && Engines.isServedOnHost(attempt.lab(), attempt.question(), a))
        .map(
            a ->
                Diagnosis.of(
                        Cause.LOCALHOST_IS_THE_MACHINE,
                        machine,
                        question.host(),
                        question.port(),
                        LabTopology.HOST)
                    .by(
                        Engines.mapping(attempt.lab(), question, Family.IPV4.parse(a).orElseThrow())
                            .flatMap(m -> Engines.publisher(attempt.lab(), m))
                            .flatMap(attempt.makers()::of))
                    .or(Remedy.ask(question.at(a, question.port()))));
  }

  /** A container asks localhost, and nobody listens in it: somebody else was meant. */
  private static Optional<Diagnosis> ownLocalhost(Attempt attempt, Destination destination) {
    Question question = attempt.question();
    boolean own = attempt.target().orElseThrow().address().isLoopback();
    Optional<Container> asking = Engines.at(attempt.lab(), attempt.from().orElseThrow());
    if (!own || asking.isEmpty() || destination.netns().equals(Optional.of(LabTopology.HOST))) {
      return Optional.empty();
    }
    Container self = asking.get();
    Diagnosis localhost =
        Diagnosis.of(
                Cause.LOCALHOST_IS_THE_CONTAINER, self.name(), question.host(), question.port())
            .by(attempt.makers().of(self));
    int known = localhost.remedies().size();
    localhost =
        localhost.or(
            Engines.published(self).stream()
                .filter(m -> m.hostPort() == question.port())
                .filter(m -> m.protocol().equals(question.transport()))
                .map(m -> Remedy.ask(question.at(question.host(), m.containerPort())))
                .findFirst());
    for (Container other : attempt.lab().engine().containers()) {
      if (other != self && other.isRunning() && serves(attempt, other)) {
        String name = Services.name(attempt.lab(), asking, other.name());
        localhost = localhost.or(OtherName.instead(attempt, asking, other.name()));
        for (Network network : Engines.networks(other)) {
          if (network.isUserDefined()) {
            localhost =
                localhost.or(
                    Remedy.onHost(Engines.connect(attempt.lab(), network.name(), self))
                        .thenAsk(question.at(name, question.port())));
          }
        }
      }
    }
    for (Container other : attempt.lab().engine().containers()) {
      boolean near = other != self && !Engines.shared(self, other).isEmpty();
      if (near && serves(attempt, other)) {
        String address = Engines.shared(self, other).get(0).name();
        localhost =
            localhost.or(
                Engines.endpoints(other).stream()
                    .filter(e -> e.network().name().equals(address))
                    .flatMap(e -> e.address().stream())
                    .map(a -> Remedy.ask(question.at(a.toString(), question.port())))
                    .findFirst());
      }
    }
    Optional<Remedy> host =
        Engines.networks(self).stream()
            .flatMap(n -> n.gateway().stream())
            .map(IpAddress::toString)
            .findFirst()
            .filter(g -> Engines.isServedOnHost(attempt.lab(), attempt.question(), g))
            .map(g -> Remedy.ask(question.at(g, question.port())));
    localhost = localhost.or(host);
    boolean somebody = localhost.remedies().size() > known;
    return somebody || destination.sockets().isEmpty() ? Optional.of(localhost) : Optional.empty();
  }

  private static boolean serves(Attempt attempt, Container container) {
    return serves(attempt, container, attempt.question().port());
  }

  private static boolean serves(Attempt attempt, Container container, int port) {
    return container
        .sandbox()
        .filter(s -> !s.netns().equals(LabTopology.HOST))
        .map(s -> Engines.sockets(attempt.lab(), s.netns()))
        .orElse(List.of())
        .stream()
        .anyMatch(s -> s.port() == port && s.protocol().equals(attempt.question().transport()));
  }

  private static Optional<Diagnosis> otherProtocol(Attempt attempt, Destination destination) {
    Question question = attempt.question();
    return destination.sockets().stream()
        .filter(s -> s.port() == destination.port())
        .filter(s -> !s.protocol().equals(destination.transport()))
        .findFirst()
        .map(
            s ->
                Diagnosis.of(
                        Cause.LISTENS_ON_OTHER_PROTOCOL,
                        destination.name(),
                        s.process(),
                        s.port() + "/" + s.protocol(),
                        question.transport())
                    .by(Servers.maker(attempt.makers(), destination, s))
                    .or(
                        Remedy.ask(
                            question.by(
                                s.protocol().equals("udp") ? Protocol.UDP : Protocol.TCP))));
  }

  private static Optional<Diagnosis> otherPort(Attempt attempt, Destination destination) {
    List<NetnsSnapshot.Socket> others = others(destination);
    if (others.isEmpty() || destination.container().isEmpty() && destination.isHostItself()) {
      return Optional.empty();
    }
    Question question = attempt.question();
    Diagnosis other =
        Diagnosis.of(
                Cause.LISTENS_ON_OTHER_PORT,
                destination.name(),
                others.get(0).process(),
                ports(others),
                question.service())
            .by(Servers.maker(attempt.makers(), destination, others.get(0)));
    if (Family.IPV4.parse(question.host()).isPresent() && destination.mapping().isEmpty()) {
      // Addresses change owners: the one that serves this port may be meant.
      other = other.or(elsewhere(attempt, destination));
    }
    for (NetnsSnapshot.Socket socket : others) {
      other = other.or(Remedy.ask(question.at(question.host(), socket.port())));
    }
    return Optional.of(other);
  }

  /** What else takes what comes to that address, docker-proxy aside. */
  private static List<NetnsSnapshot.Socket> others(Destination destination) {
    return destination.sockets().stream()
        .filter(s -> s.protocol().equals(destination.transport()))
        .filter(s -> s.takes(destination.address()))
        .filter(s -> !s.process().equals(Bindings.PROXY))
        .toList();
  }

  private static Diagnosis nobody(Attempt attempt, Destination destination) {
    Question question = attempt.question();
    String what = destination.container().map(c -> String.join(" ", c.argv())).orElse("");
    String place = destination.name();
    if (destination.container().isEmpty() && !attempt.lab().machines().contains(place)) {
      return Diagnosis.of(
              Cause.NOTHING_LISTENS_IN_NAMESPACE,
              place,
              destination.port() + "/" + question.transport())
          .or(Servers.moved(attempt.makers(), destination, place))
          .or(
              others(destination).stream()
                  .map(s -> Remedy.ask(question.at(question.host(), s.port())))
                  .toList());
    }
    if (destination.container().isEmpty()) {
      return Diagnosis.of(
              Cause.NOTHING_LISTENS_ON_MACHINE,
              destination.name(),
              destination.port() + "/" + question.transport())
          .because(Earlier.of(attempt.lab()).unpublished(destination.port()))
          .or(Servers.again(attempt.makers(), destination))
          .or(
              Engines.mappings(attempt.lab()).stream()
                  .filter(m -> m.protocol().equals(question.transport()))
                  .map(m -> Remedy.ask(question.at(question.host(), m.hostPort())))
                  .toList())
          .or(
              others(destination).stream()
                  .map(s -> Remedy.ask(question.at(question.host(), s.port())))
                  .toList());
    }
    Container asked = destination.container().get();
    Makers makers = attempt.makers();
    Optional<Integer> later = Patience.seconds(attempt, destination);
    if (later.isPresent()) {
      return Diagnosis.of(
              Cause.LISTENS_LATER,
              destination.name(),
              destination.port() + "/" + question.transport(),
              what,
              later.get())
          .by(makers.of(asked))
          .or(Remedy.onHost("sleep " + later.get()));
    }
    return Diagnosis.of(
            Cause.NOTHING_LISTENS,
            destination.name(),
            destination.port() + "/" + question.transport(),
            what)
        .by(makers.of(asked))
        .or(Servers.again(makers, destination))
        .or(
            RunLine.of(asked, makers)
                .withoutCommand()
                .filter(line -> makers.standInFor(asked).isEmpty())
                .map(RunLine::again))
        .or(elsewhere(attempt, destination));
  }

  /** To ask the other containers that serve the port. */
  private static List<Remedy> elsewhere(Attempt attempt, Destination destination) {
    Question question = attempt.question();
    return attempt.lab().engine().containers().stream()
        .filter(c -> !destination.container().equals(Optional.of(c)) && serves(attempt, c))
        .flatMap(c -> Engines.endpoints(c).stream().flatMap(e -> named(c, e)))
        .map(host -> Remedy.ask(question.at(host, question.port())))
        .toList();
  }

  /** How a container is called on a network, where it is called something, and its address. */
  private static Stream<String> named(Container container, Endpoint endpoint) {
    return Stream.concat(
        endpoint.network().isUserDefined() ? Stream.of(container.name()) : Stream.empty(),
        endpoint.address().map(IpAddress::toString).stream());
  }

  /** The ports of sockets, each once: {@code 80, 443}. */
  static String ports(List<NetnsSnapshot.Socket> sockets) {
    Set<String> ports = new LinkedHashSet<>();
    sockets.forEach(s -> ports.add(String.valueOf(s.port())));
    return String.join(", ", ports);
  }
}
