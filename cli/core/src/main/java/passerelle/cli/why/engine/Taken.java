package passerelle.cli.why.engine;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/** A container that could not start, because somebody else has the port that it publishes. */
public final class Taken {
  private static final Pattern REFUSAL =
      Pattern.compile("(?s).*(port is already allocated|address already in use).*");

  /** What programs say of an address that they cannot bind: port and reason. */
  private static final Pattern BIND =
      Pattern.compile(
          "(?is).*[:\\s](?<before>\\d{1,5})\\b.*address already in use.*"
              + "|.*address already in use.*:(?<behind>\\d{1,5})\\b.*");

  private static final Pattern IN_USE = Pattern.compile("(?i)address already in use");

  private static final int HIGHEST_PORT = 65535;

  private Taken() {}

  /** The next port of a namespace that nobody there has, and nobody publishes. */
  static int free(Lab lab, String netns, int taken) {
    int port = taken + 1;
    while (port < HIGHEST_PORT && isTaken(lab, netns, port)) {
      port++;
    }
    return port;
  }

  private static boolean isTaken(Lab lab, String netns, int port) {
    return Engines.sockets(lab, netns).stream().anyMatch(s -> s.port() == port)
        || Engines.mappings(lab).stream().anyMatch(m -> m.hostPort() == port);
  }

  /** Whether a program ended because a port that it wanted was another's, as it said itself. */
  public static Optional<Diagnosis> at(Makers makers, Container container) {
    Optional<String> netns = container.formerSandbox().map(Sandbox::netns);
    if (netns.isEmpty() || !makers.lab().namespaces().contains(netns.get())) {
      return Optional.empty();
    }
    return said(container)
        .flatMap(said -> wanted(makers.lab(), container, said, netns.get()))
        .flatMap(port -> at(makers, container, netns.get(), port));
  }

  /**
   * What it said of that since it was started, last of all or before other words: nginx insists.
   */
  private static Optional<String> said(Container container) {
    return container.log().entries().stream()
        .filter(entry -> entry.time() >= container.started())
        .map(ContainerLog.Entry::text)
        .filter(text -> IN_USE.matcher(text).find())
        .reduce((first, last) -> last);
  }

  /** The port that it names, else the one that its image says and somebody has. */
  private static Optional<Integer> wanted(Lab lab, Container container, String said, String netns) {
    Matcher port = BIND.matcher(said);
    if (port.matches()) {
      String named = port.group("before") == null ? port.group("behind") : port.group("before");
      return Optional.of(Integer.parseInt(named));
    }
    return ports(container)
        .filter(p -> Engines.sockets(lab, netns).stream().anyMatch(s -> s.port() == p))
        .findFirst();
  }

  private static Optional<Diagnosis> at(
      Makers makers, Container container, String netns, int number) {
    boolean shared = !Engines.isOwner(container);
    Optional<Container> owner =
        makers.lab().engine().containers().stream()
            .filter(
                c -> c != container && c.sandbox().map(Sandbox::netns).equals(Optional.of(netns)))
            .min(Comparator.comparing(c -> !serves(c, number)));
    if (owner.isEmpty()) {
      return byProcess(makers.lab(), container, netns, number, "tcp");
    }
    Diagnosis taken =
        Diagnosis.of(
                shared ? Cause.PORT_TAKEN_IN_SHARED_NAMESPACE : Cause.PORT_TAKEN,
                container.name(),
                number,
                owner.get().name())
            .by(makers.of(owner.get()));
    return Optional.of(
        shared
            ? taken.or(RunLine.of(container, makers).without("--network", "--net").again())
            : taken.or(
                Remedy.onHost(
                    "docker stop " + owner.get().name(), "docker start " + container.name())));
  }

  private static boolean serves(Container container, int port) {
    return ports(container).anyMatch(p -> p == port);
  }

  /** What its image says that it listens to. */
  private static Stream<Integer> ports(Container container) {
    return container.image().exposed().stream()
        .filter(exposed -> exposed.endsWith("/tcp"))
        .map(exposed -> Integer.parseInt(exposed.replace("/tcp", "")));
  }

  /** A program that no container runs has the port. */
  private static Optional<Diagnosis> byProcess(
      Lab lab, Container container, String netns, int port, String protocol) {
    return Engines.sockets(lab, netns).stream()
        .filter(s -> s.port() == port && s.protocol().equals(protocol))
        .map(NetnsSnapshot.Socket::process)
        .findFirst()
        .map(
            process ->
                Diagnosis.of(Cause.PORT_TAKEN, container.name(), port, process)
                    .by(started(lab, process, port))
                    .or(Remedy.onHost("pkill " + process, "docker start " + container.name())));
  }

  static Optional<String> started(Lab lab, String process, int port) {
    return lab.history().stream()
        .filter(deed -> deed.typed().line().contains(process))
        .filter(deed -> deed.typed().line().contains(String.valueOf(port)))
        .map(Deed::told)
        .reduce((a, b) -> b);
  }

  /** Whether that is why a container does not run. */
  public static Optional<Diagnosis> by(Makers makers, Container container) {
    Lab lab = makers.lab();
    if (!REFUSAL.matcher(container.error()).matches()) {
      return Optional.empty();
    }
    for (PortBinding binding : container.spec().ports().bindings()) {
      Optional<PortMapping> mapping =
          Engines.mappings(lab).stream()
              .filter(m -> m.protocol().equals(binding.protocol()))
              .filter(m -> binding.firstHostPort() == m.hostPort())
              .findFirst();
      if (mapping.isPresent()) {
        Container owner = Engines.publisher(lab, mapping.get()).orElseThrow();
        return Optional.of(
            Diagnosis.of(Cause.PORT_TAKEN, container.name(), binding.firstHostPort(), owner.name())
                .by(makers.of(owner))
                .or(
                    Remedy.onHost(
                        "docker stop " + owner.name(), "docker start " + container.name())));
      }
      Optional<Diagnosis> process =
          byProcess(lab, container, LabTopology.HOST, binding.firstHostPort(), binding.protocol());
      if (process.isPresent()) {
        return process;
      }
    }
    return Optional.empty();
  }
}
