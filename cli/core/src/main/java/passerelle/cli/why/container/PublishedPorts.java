package passerelle.cli.why.container;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.engine.Bindings;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.network.Network;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;
import passerelle.sim.shell.Outline;

/** Ports of the host that lead to no container, or not to where it listens. */
final class PublishedPorts implements Finder {

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.target().isEmpty() || attempt.question().port() == 0) {
      return Optional.empty();
    }
    Destination destination = attempt.destination();
    if (destination.mapping().isPresent()) {
      return Listeners.leftBehind(attempt, destination)
          .or(() -> leadsElsewhere(attempt, destination));
    }
    boolean ownServer =
        destination.onPort().stream().anyMatch(socket -> !socket.process().equals(Bindings.PROXY));
    return destination.isHostItself() && !destination.isServed() && !ownServer
        ? notLeading(attempt)
        : Optional.empty();
  }

  /** A published port that leads to a port on which nobody listens, while another is served. */
  private static Optional<Diagnosis> leadsElsewhere(Attempt attempt, Destination destination) {
    // What listens on loopback comes last: it needs a second change.
    List<NetnsSnapshot.Socket> served =
        destination.sockets().stream()
            .filter(s -> s.protocol().equals(destination.transport()))
            .sorted(Comparator.comparing(s -> !s.takes(destination.address())))
            .toList();
    if (!destination.onPort().isEmpty() || served.isEmpty()) {
      return Optional.empty();
    }
    Container container = destination.container().orElseThrow();
    PortMapping mapping = destination.mapping().orElseThrow();
    Makers makers = attempt.makers();
    Diagnosis elsewhere =
        Diagnosis.of(
                Cause.PUBLISHED_PORT_LEADS_ELSEWHERE,
                mapping.hostPort(),
                container.name(),
                mapping.containerPort(),
                Listeners.ports(served))
            .by(makers.of(container));
    for (NetnsSnapshot.Socket socket : served) {
      elsewhere =
          elsewhere.or(
              again(
                  RunLine.of(container, makers),
                  mapping,
                  old -> Bindings.text(old, old.hostAddress(), old.hostPort(), socket.port())));
    }
    Question question = attempt.question();
    String one = mapping.hostPort() + ":" + served.get(0).port();
    return Optional.of(
        elsewhere
            .or(
                Engines.published(container).stream()
                    .filter(m -> served.stream().anyMatch(s -> s.port() == m.containerPort()))
                    .map(m -> Remedy.ask(question.at(question.host(), m.hostPort())))
                    .toList())
            .or(
                RunLine.of(container, makers)
                    .publishingOne(mapping.containerPort(), one)
                    .map(RunLine::again)));
  }

  /** Nothing on the host leads from that port to a container. */
  private static Optional<Diagnosis> notLeading(Attempt attempt) {
    return Stream.<Finder>of(
            PublishedPorts::routed,
            PublishedPorts::elsewherePublished,
            PublishedPorts::behindImage,
            PublishedPorts::notRunning,
            PublishedPorts::alone,
            PublishedPorts::inHostMode,
            PublishedPorts::onInternalNetwork,
            PublishedPorts::otherProtocol,
            new ComposeAhead(),
            PublishedPorts::otherPort,
            Unpublished::found,
            PublishedPorts::otherNotRunning,
            PublishedPorts::removed)
        .flatMap(finder -> finder.of(attempt).stream())
        .findFirst();
  }

  /** It is published on another address of the host: on loopback, most often. */
  private static Optional<Diagnosis> elsewherePublished(Attempt attempt) {
    Question question = attempt.question();
    return Engines.mappings(attempt.lab()).stream()
        .filter(m -> m.hostPort() == question.port() && m.protocol().equals(question.transport()))
        .min(Comparator.comparing(m -> m.hostAddress().family()))
        .map(m -> elsewherePublished(attempt, m));
  }

  private static Diagnosis elsewherePublished(Attempt attempt, PortMapping mapping) {
    Container container = Engines.publisher(attempt.lab(), mapping).orElseThrow();
    Makers makers = attempt.makers();
    Cause cause =
        mapping.hostAddress().isLoopback()
            ? Cause.PUBLISHED_ON_LOOPBACK
            : Cause.PUBLISHED_ON_OTHER_ADDRESS;
    Diagnosis elsewhere =
        Diagnosis.of(
                cause,
                container.name(),
                mapping.hostText(),
                attempt.question().from(),
                attempt.address())
            .by(Daemons.addressing(makers, container, mapping).or(() -> makers.of(container)))
            .or(otherLoopback(attempt, mapping));
    // Where the engine or the network has another address for who names none, it is named.
    for (String address : List.of("", "0.0.0.0")) {
      elsewhere =
          elsewhere.or(
              again(
                  RunLine.of(container, makers),
                  mapping,
                  old -> Bindings.text(old, address, old.hostPort(), old.containerPort())));
    }
    return elsewhere;
  }

  /** A container made again with a published port changed, where its line tells that. */
  private static Optional<Remedy> again(
      RunLine line, PortMapping mapping, Function<PortBinding, String> changed) {
    return Bindings.of(line.container(), mapping.hostPort(), mapping.protocol())
        .flatMap(old -> line.publishing(old, changed.apply(old)))
        .map(RunLine::again);
  }

  /** The host itself reaches it, by the loopback address of the other family. */
  private static Optional<Remedy> otherLoopback(Attempt attempt, PortMapping mapping) {
    Question question = attempt.question();
    return attempt
        .target()
        .filter(t -> t.address().isLoopback() && mapping.hostAddress().isLoopback())
        .map(t -> mapping.hostText().replaceFirst(":\\d+$", ""))
        .map(address -> Remedy.ask(question.at(address, mapping.hostPort())));
  }

  /** The options that publish it stand where the container's program gets them. */
  private static Optional<Diagnosis> behindImage(Attempt attempt) {
    String port = String.valueOf(attempt.question().port());
    return attempt.lab().engine().containers().stream()
        .filter(c -> c.spec().process().command().stream().anyMatch(w -> w.contains(port)))
        .flatMap(c -> States.misplaced(c, attempt.makers()).stream())
        .findFirst();
  }

  /** It would be published if its container ran. */
  private static Optional<Diagnosis> notRunning(Attempt attempt) {
    return notRunning(attempt, Bindings.wanting(attempt));
  }

  /** Its own port is asked for, and it would be published on another one if it ran. */
  private static Optional<Diagnosis> otherNotRunning(Attempt attempt) {
    int port = attempt.question().port();
    return notRunning(
        attempt,
        attempt.lab().engine().containers().stream()
            .filter(
                c ->
                    c.spec().ports().bindings().stream()
                        .anyMatch(b -> b.containerPort() == port && b.firstHostPort() > 0)));
  }

  private static Optional<Diagnosis> notRunning(Attempt attempt, Stream<Container> wanting) {
    return wanting
        .filter(c -> !c.isRunning())
        .findFirst()
        .flatMap(c -> States.of(c, attempt.makers()));
  }

  /** It would be published if its container were on a network. */
  private static Optional<Diagnosis> alone(Attempt attempt) {
    return Bindings.wanting(attempt)
        .filter(CommonNetworks::isAlone)
        .findFirst()
        .map(c -> CommonNetworks.none(attempt, c, Optional.empty()));
  }

  /** A network whose gateway mode is routed translates nothing: the container itself is asked. */
  private static Optional<Diagnosis> routed(Attempt attempt) {
    Question question = attempt.question();
    return Bindings.wanting(attempt)
        .filter(c -> c.isRunning() && !Engines.networks(c).isEmpty())
        .filter(c -> Engines.networks(c).stream().allMatch(n -> CommonNetworks.isOf(n, "routed")))
        .findFirst()
        .map(
            c -> {
              Network network = Engines.networks(c).get(0);
              PortBinding binding =
                  Bindings.of(c, question.port(), question.transport()).orElseThrow();
              String address = Engines.endpoints(c).get(0).address().orElseThrow().toString();
              Remedy connect =
                  Remedy.onHost("docker network connect --gw-priority 1 bridge " + c.name());
              return Diagnosis.of(
                      Cause.ROUTED_PUBLISHES_NOTHING,
                      c.name(),
                      network.name(),
                      question.port(),
                      address + ":" + binding.containerPort())
                  .by(attempt.makers().of(network))
                  .or(Remedy.onHost(Engines.connect(attempt.lab(), "bridge", c)))
                  .or(connect)
                  .or(RunLine.of(c, attempt.makers()).without("--network", "--net").again());
            });
  }

  /** It was published by a container that is no more: one of {@code --rm} that has ended, say. */
  private static Optional<Diagnosis> removed(Attempt attempt) {
    Pattern published =
        Pattern.compile(
            "docker run (?=.*--name[ =](\\S+)).*(?:-p|--publish)[ =]?(?:\\S+:)?"
                + attempt.question().port()
                + ":\\d+\\b.*");
    return attempt.lab().history().stream()
        .flatMap(deed -> Makers.commands(deed).stream())
        .map(Outline.Simple::text)
        .map(published::matcher)
        .filter(Matcher::matches)
        .filter(run -> Engines.called(attempt.lab(), run.group(1)).isEmpty())
        .reduce((first, last) -> last)
        .flatMap(run -> removed(attempt.makers(), run.group(1), run.group()));
  }

  private static Optional<Diagnosis> removed(Makers makers, String name, String line) {
    return makers
        .of("destroy", name)
        .map(
            typed ->
                Diagnosis.of(Cause.CONTAINER_MISSING, name)
                    .by(Optional.of(typed))
                    .or(Remedy.onHost(line.replaceFirst(" --rm\\b", ""))));
  }

  private static Optional<Diagnosis> inHostMode(Attempt attempt) {
    Question question = attempt.question();
    return Bindings.wanting(attempt)
        .filter(Engines::isOnHost)
        .findFirst()
        .map(
            c -> {
              int wanted =
                  Bindings.of(c, question.port(), question.transport())
                      .orElseThrow()
                      .containerPort();
              List<Integer> ports =
                  Engines.ownSockets(attempt.lab(), c).stream()
                      .filter(s -> s.protocol().equals(question.transport()))
                      .map(NetnsSnapshot.Socket::port)
                      .toList();
              int port = ports.isEmpty() || ports.contains(wanted) ? wanted : ports.get(0);
              return Diagnosis.of(
                      Cause.HOST_MODE_PUBLISHES_NOTHING, c.name(), question.port(), port)
                  .by(attempt.makers().of(c))
                  .or(Remedy.ask(question.at(question.host(), port)));
            });
  }

  /** Of a container whose networks are all internal Docker publishes nothing. */
  private static Optional<Diagnosis> onInternalNetwork(Attempt attempt) {
    return Bindings.wanting(attempt)
        .filter(Container::isRunning)
        .filter(
            c ->
                !Engines.networks(c).isEmpty()
                    && Engines.networks(c).stream().allMatch(n -> n.spec().internal()))
        .findFirst()
        .map(
            c -> {
              Remedy connect = Remedy.onHost(Engines.connect(attempt.lab(), "bridge", c));
              return Diagnosis.of(
                      Cause.INTERNAL_NETWORK_PUBLISHES_NOTHING,
                      c.name(),
                      Engines.names(Engines.networks(c)),
                      attempt.question().port())
                  .by(attempt.makers().of(Engines.networks(c).get(0)))
                  .or(connect)
                  .or(connect.then(new Remedy.Step("host", "docker restart " + c.name())));
            });
  }

  private static Optional<Diagnosis> otherProtocol(Attempt attempt) {
    Question question = attempt.question();
    return Engines.mappings(attempt.lab()).stream()
        .filter(m -> m.hostPort() == question.port())
        .filter(m -> !m.protocol().equals(question.transport()))
        .findFirst()
        .flatMap(m -> Engines.publisher(attempt.lab(), m).map(c -> otherProtocol(attempt, m, c)));
  }

  private static Diagnosis otherProtocol(
      Attempt attempt, PortMapping mapping, Container container) {
    String wanted = attempt.question().transport();
    String port =
        mapping.hostPort() + ":" + mapping.containerPort() + (wanted.equals("udp") ? "/udp" : "");
    return Diagnosis.of(
            Cause.PUBLISHED_OTHER_PROTOCOL,
            container.name(),
            mapping.hostPort(),
            mapping.protocol(),
            wanted)
        .by(attempt.makers().of(container))
        .or(RunLine.of(container, attempt.makers()).with("-p", port).again());
  }

  /**
   * Published ports, one of which may be meant: of a container whose own port is asked for first.
   */
  private static Optional<Diagnosis> otherPort(Attempt attempt) {
    Question question = attempt.question();
    List<PortMapping> all =
        Engines.mappings(attempt.lab()).stream()
            .filter(m -> m.protocol().equals(question.transport()))
            .filter(m -> m.hostAddress().toString().indexOf(':') < 0)
            .toList();
    List<PortMapping> own = all.stream().filter(m -> m.containerPort() == question.port()).toList();
    boolean single = all.size() == 1 && Unpublished.of(attempt).isEmpty();
    return (own.isEmpty() && single ? all : own)
        .stream().findFirst().map(m -> otherPort(attempt, m));
  }

  private static Diagnosis otherPort(Attempt attempt, PortMapping mapping) {
    Container container = Engines.publisher(attempt.lab(), mapping).orElseThrow();
    Question question = attempt.question();
    return Diagnosis.of(
            Cause.PUBLISHED_ON_OTHER_PORT,
            container.name(),
            mapping.containerPort(),
            mapping.hostPort(),
            question.port())
        .by(attempt.makers().of(container))
        .or(Remedy.ask(question.at(question.host(), mapping.hostPort())))
        .or(Republished.leading(attempt, container, mapping));
  }
}
