package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.text.Nearest;

/** Names that are not found: docker's among containers, and those of the world. */
final class LookUps implements Finder {
  private static final String EMBEDDED = "127.0.0.11";
  private static final int DNS = 53;

  /** The host's name in the containers of Docker Desktop. */
  private static final String HOST_NAME = "host.docker.internal";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.from().isEmpty() || attempt.target().isPresent()) {
      return Optional.empty();
    }
    Sites.Site from = attempt.from().get();
    Optional<Container> asking = Engines.at(attempt.lab(), from);
    Optional<Container> meant = Engines.called(attempt.lab(), attempt.question().host());
    if (asking.isPresent() && meant.isPresent()) {
      return Optional.of(amongContainers(attempt, asking.get(), meant.get()));
    }
    if (asking.isPresent() && attempt.question().host().equals(HOST_NAME)) {
      return Optional.of(hostName(attempt, asking.get()));
    }
    return Optional.of(
        attempt.lookup().outcome() == Lookup.Outcome.SILENT
            ? unreachable(attempt, from, asking)
            : unknown(attempt, from));
  }

  private static Diagnosis amongContainers(Attempt attempt, Container asking, Container meant) {
    String asks = asking.name();
    String name = attempt.question().host();
    Makers makers = attempt.makers();
    if (Engines.isOnHost(meant)) {
      return Diagnosis.of(Cause.NAME_OF_HOST_NAMESPACE, name, asks)
          .by(makers.of(meant))
          .or(gateway(attempt, asking));
    }
    Optional<Container> owner = Engines.owner(attempt.lab(), meant);
    if (owner.isPresent()) {
      return Diagnosis.of(Cause.NAME_OF_SHARED_NAMESPACE, name, owner.get().name())
          .by(makers.of(meant))
          .or(Remedy.ask(attempt.question().at(owner.get().name(), attempt.question().port())));
    }
    List<Network> theirs = userDefined(meant);
    List<Network> ours = userDefined(asking);
    if (!theirs.isEmpty()) {
      Diagnosis other =
          Diagnosis.of(
                  Cause.NAME_ON_OTHER_NETWORK, name, names(theirs), asks, names(networks(asking)))
              .by(makers.of(asking));
      for (Network network : theirs) {
        other = other.or(Remedy.onHost(connect(network.name(), asks)));
      }
      return other;
    }
    Diagnosis bridge =
        Diagnosis.of(Cause.DEFAULT_BRIDGE_HAS_NO_NAMES, name, asks).by(makers.of(meant));
    for (Network network : ours) {
      bridge = bridge.or(Remedy.onHost(connect(network.name(), meant.name())));
    }
    String fresh = freeName(attempt);
    return bridge.or(
        Remedy.onHost(
            "docker network create " + fresh, connect(fresh, asks), connect(fresh, meant.name())));
  }

  private static Diagnosis hostName(Attempt attempt, Container asking) {
    return Diagnosis.of(Cause.HOST_NAME_OF_DESKTOP, HOST_NAME, asking.name())
        .by(attempt.makers().of(asking))
        .or(
            RunLine.of(asking, attempt.makers())
                .with("--add-host", HOST_NAME + ":host-gateway")
                .again())
        .or(gateway(attempt, asking));
  }

  /** A network's name that is still free. */
  static String freeName(Attempt attempt) {
    List<String> taken = attempt.lab().engine().networks().stream().map(Network::name).toList();
    String name = "net";
    for (int i = 2; taken.contains(name); i++) {
      name = "net" + i;
    }
    return name;
  }

  static String connect(String network, String container) {
    return "docker network connect " + network + " " + container;
  }

  /** The host, as the container sees it. */
  private static Optional<Remedy> gateway(Attempt attempt, Container asking) {
    return Engines.endpoints(asking).stream()
        .flatMap(e -> e.network().gateway().stream())
        .map(Ipv4Address::toString)
        .findFirst()
        .map(address -> Remedy.ask(attempt.question().at(address, attempt.question().port())));
  }

  static List<Network> networks(Container container) {
    return Engines.endpoints(container).stream().map(Endpoint::network).toList();
  }

  private static List<Network> userDefined(Container container) {
    return networks(container).stream().filter(Network::isUserDefined).toList();
  }

  static String names(List<Network> networks) {
    return String.join(", ", networks.stream().map(Network::name).toList());
  }

  /** Nobody answers who could know. */
  private static Diagnosis unreachable(
      Attempt attempt, Sites.Site from, Optional<Container> asking) {
    String servers = String.join(", ", servers(attempt, from, asking));
    Diagnosis silent =
        Diagnosis.of(Cause.RESOLVER_UNREACHABLE, attempt.question().host(), from.name(), servers);
    Optional<Diagnosis> behind =
        servers(attempt, from, asking).stream()
            .map(server -> attempt.of(new Question(from.name(), server, DNS, Protocol.UDP)))
            .filter(other -> !other.succeeds())
            .flatMap(other -> Finders.of(other).stream())
            .findFirst();
    boolean given = asking.filter(c -> !c.spec().naming().dns().isEmpty()).isPresent();
    return given
        ? silent
            .by(asking.flatMap(attempt.makers()::of))
            .or(RunLine.of(asking.get(), attempt.makers()).without("--dns").again())
            .because(behind)
        : silent.because(behind);
  }

  private static Diagnosis unknown(Attempt attempt, Sites.Site from) {
    String host = attempt.question().host();
    Diagnosis nobody = Diagnosis.of(Cause.NAME_UNKNOWN, host, from.name());
    for (String near : Nearest.of(host, attempt.sites().names())) {
      nobody = nobody.or(Remedy.ask(attempt.question().at(near, attempt.question().port())));
    }
    return nobody;
  }

  /** Whom the place asks in the end: behind Docker's own server the servers that this one asks. */
  private static List<String> servers(
      Attempt attempt, Sites.Site from, Optional<Container> asking) {
    List<String> own = nameservers(attempt, from.space());
    if (!own.equals(List.of(EMBEDDED))) {
      return own;
    }
    List<String> given = asking.map(c -> c.spec().naming().dns()).orElse(List.of());
    return given.isEmpty() ? nameservers(attempt, "host") : given;
  }

  private static List<String> nameservers(Attempt attempt, String space) {
    String text = attempt.lab().kernel().spaces().readFile(space, "/etc/resolv.conf").orElse("");
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .map(words -> words[1])
        .toList();
  }
}
