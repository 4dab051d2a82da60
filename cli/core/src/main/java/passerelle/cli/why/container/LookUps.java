package passerelle.cli.why.container;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.engine.OtherName;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.route.Neighbours;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.engine.Links;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.text.Nearest;

/** Names that are not found: docker's among containers, and those of the world. */
public final class LookUps implements Finder {
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
    Optional<Container> meant =
        Engines.called(attempt.lab(), attempt.question().host())
            .or(() -> Services.container(attempt.lab(), asking, attempt.question().host()));
    Optional<Diagnosis> cut = EmbeddedNames.cut(attempt, from, asking);
    if (cut.isPresent()) {
      return cut;
    }
    boolean onHost = asking.isEmpty() && from.space().equals(LabTopology.HOST);
    if ((onHost || asking.filter(Engines::isOnHost).isPresent()) && meant.isPresent()) {
      return Optional.of(onHost(attempt, meant.get()));
    }
    Optional<Diagnosis> replaced =
        meant.isPresent() ? new Resolvers(attempt, from, asking).replaced() : Optional.empty();
    if (replaced.isPresent()) {
      return replaced;
    }
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

  /** A name leads to several containers in turn, and one of them does not serve the port. */
  static Optional<Diagnosis> several(Attempt attempt) {
    List<Destination> all =
        attempt.from().isEmpty()
            ? List.of()
            : attempt.lookup().addresses().stream()
                .map(
                    a -> Destination.of(attempt.lab(), attempt.question(), attempt.from().get(), a))
                .filter(to -> to.container().isPresent() && !to.address().isLoopback())
                .toList();
    return all.stream()
        .filter(to -> all.size() > 1 && attempt.question().port() != 0 && !to.isServed())
        .findFirst()
        .map(to -> several(attempt, all, to.endpoint(), to.container().orElseThrow()));
  }

  private static Diagnosis several(
      Attempt attempt, List<Destination> all, Optional<Endpoint> endpoint, Container idle) {
    String others =
        all.stream()
            .map(Destination::name)
            .filter(name -> !name.equals(idle.name()))
            .distinct()
            .collect(Collectors.joining(", "));
    String network = endpoint.map(e -> e.network().name()).orElse("");
    String line = network + " " + idle.name();
    return Diagnosis.of(
            Cause.NAME_OF_SEVERAL,
            attempt.question().host(),
            idle.name(),
            others,
            attempt.question().port() + "/" + attempt.question().transport())
        .by(attempt.makers().of(idle))
        .or(Remedy.onHost("docker network disconnect " + line, "docker network connect " + line));
  }

  /**
   * The name of a container, asked for on a machine, or of a machine, asked for in a container,
   * which does not know it; people mean its address.
   */
  public static Optional<Diagnosis> onMachine(Attempt attempt) {
    Question question = attempt.question();
    boolean machine = attempt.lab().machines().contains(question.from());
    boolean named =
        machine
            ? Engines.called(attempt.lab(), question.host()).isPresent()
            : attempt.lab().machines().contains(question.host());
    Cause cause = machine ? Cause.CONTAINER_NAME_ON_MACHINE : Cause.NAME_UNKNOWN;
    return attempt
        .from()
        .filter(from -> named)
        .filter(from -> attempt.lab().lookup(from, question.host()).addresses().isEmpty())
        .map(
            from ->
                Diagnosis.of(cause, question.host(), from.name())
                    .or(Remedy.ask(question.at(attempt.address(), question.port()))));
  }

  /** A container in the host's namespace asks as the host does. */
  private static Diagnosis onHost(Attempt attempt, Container meant) {
    Question question = attempt.question();
    boolean container = !attempt.lab().machines().contains(question.from());
    Cause cause = container ? Cause.NAME_ASKED_IN_HOST_MODE : Cause.CONTAINER_NAME_ON_MACHINE;
    return Diagnosis.of(cause, question.host(), question.from())
        .by(Engines.called(attempt.lab(), question.from()).flatMap(attempt.makers()::of))
        .or(
            Engines.published(meant).stream()
                .filter(m -> m.containerPort() == question.port())
                .filter(m -> m.protocol().equals(question.transport()))
                .map(m -> Remedy.ask(question.at("localhost", m.hostPort())))
                .findFirst())
        .or(
            Engines.endpoints(meant).stream()
                .flatMap(e -> e.address().stream())
                .map(address -> Remedy.ask(question.at(address.toString(), question.port())))
                .toList());
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
    List<Network> theirs =
        userDefined(meant).stream().filter(network -> isKnown(meant, network, name)).toList();
    List<Network> ours = userDefined(asking);
    if (!theirs.isEmpty()) {
      Diagnosis other =
          Diagnosis.of(
                  Cause.NAME_ON_OTHER_NETWORK,
                  name,
                  Engines.names(theirs),
                  asks,
                  Engines.names(Engines.networks(asking)))
              .by(makers.parted(asking, meant).or(() -> makers.of(asking)));
      if (!Engines.shared(asking, meant).isEmpty()) {
        other = other.or(OtherName.instead(attempt, Optional.of(asking), meant.name()));
      }
      for (Network network : theirs) {
        other = other.or(Remedy.onHost(Engines.connect(attempt.lab(), network.name(), asking)));
      }
      return other;
    }
    Optional<Network> common =
        Engines.shared(asking, meant).stream().filter(Network::isUserDefined).findFirst();
    if (common.isPresent()) {
      return aliasLost(attempt, asking, meant, common.get());
    }
    Diagnosis bridge =
        Diagnosis.of(Cause.DEFAULT_BRIDGE_HAS_NO_NAMES, name, asks).by(makers.of(meant));
    for (Network network : ours) {
      bridge = bridge.or(Remedy.onHost(Engines.connect(attempt.lab(), network.name(), meant)));
    }
    bridge = bridge.or(Services.offDefaultBridge(attempt.lab(), asking, meant));
    String fresh = Engines.freeName(attempt.lab());
    return bridge.or(
        Remedy.onHost(
            "docker network create " + fresh,
            Engines.connect(attempt.lab(), fresh, asking),
            Engines.connect(attempt.lab(), fresh, meant)));
  }

  /** An alias is that of one connection to a network, and gone with it. */
  private static Diagnosis aliasLost(
      Attempt attempt, Container asking, Container meant, Network network) {
    String name = attempt.question().host();
    String there = network.name() + " " + meant.name();
    return Diagnosis.of(Cause.ALIAS_LOST, name, meant.name(), asking.name(), network.name())
        .by(new Spot(attempt.lab(), LabTopology.HOST).typed("docker network connect", meant.name()))
        .or(
            Remedy.onHost(
                "docker network disconnect " + there,
                "docker network connect --alias " + name + " " + there))
        .or(OtherName.instead(attempt, Optional.of(asking), meant.name()));
  }

  /** Whether a container is called so on a network of its: an alias is that of one network. */
  private static boolean isKnown(Container meant, Network network, String name) {
    return Optional.ofNullable(meant.attachments().get(network.name()))
        .filter(a -> !a.dnsNames().contains(name))
        .isEmpty();
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

  /** The host, as the container sees it. */
  private static Optional<Remedy> gateway(Attempt attempt, Container asking) {
    return Engines.endpoints(asking).stream()
        .flatMap(e -> e.network().gateway().stream())
        .map(IpAddress::toString)
        .findFirst()
        .map(address -> Remedy.ask(attempt.question().at(address, attempt.question().port())));
  }

  private static List<Network> userDefined(Container container) {
    return Engines.networks(container).stream().filter(Network::isUserDefined).toList();
  }

  /** Nobody answers who could know. */
  private static Diagnosis unreachable(
      Attempt attempt, Sites.Site from, Optional<Container> asking) {
    Resolvers resolvers = new Resolvers(attempt, from, asking);
    String servers = String.join(", ", resolvers.servers());
    Diagnosis silent =
        Diagnosis.of(Cause.RESOLVER_UNREACHABLE, attempt.question().host(), from.name(), servers);
    Optional<Diagnosis> behind =
        resolvers.servers().stream()
            .flatMap(
                server ->
                    // On an internal network Docker's server asks nobody, though the host could.
                    Stream.of(Protocol.UDP, Protocol.TCP)
                        .flatMap(
                            by ->
                                Stream.of(resolvers.asker(server), from.name())
                                    .map(asker -> new Question(asker, server, DNS, by)))
                        .map(attempt::of))
            .filter(other -> !other.succeeds())
            .flatMap(other -> Finders.of(other).stream())
            .findFirst();
    return resolvers.behind(silent, behind);
  }

  private static Diagnosis unknown(Attempt attempt, Sites.Site from) {
    String host = attempt.question().host();
    Diagnosis nobody = Diagnosis.of(Cause.NAME_UNKNOWN, host, from.name());
    Optional<Container> asking = Engines.at(attempt.lab(), from);
    Set<String> names = new LinkedHashSet<>(attempt.sites().names());
    names.addAll(LabTopology.publicNames());
    asking.ifPresent(self -> names.addAll(aliases(attempt.lab(), self)));
    Set<String> meant = new LinkedHashSet<>(Nearest.of(host, names));
    Optional<Diagnosis> service =
        asking.flatMap(self -> Services.notStarted(attempt.lab(), self, host));
    Optional<Diagnosis> known =
        service.or(() -> asking.flatMap(self -> linked(attempt, self, host)));
    if (known.isPresent()) {
      return known.get();
    }
    asking.ifPresent(self -> meant.addAll(servers(attempt, self)));
    for (String other : meant) {
      nobody = nobody.or(OtherName.instead(attempt, asking, other));
    }
    return asking
        .map(self -> Earlier.of(attempt.lab()).unmade(host))
        .filter(Optional::isPresent)
        .map(nobody::because)
        .orElse(asking.isPresent() ? nobody.by(OtherName.naming(attempt, asking.get())) : nobody);
  }

  /** By what names a container may ask for those on its networks. */
  private static List<String> aliases(Lab lab, Container self) {
    return lab.engine().containers().stream()
        .flatMap(other -> Engines.endpoints(other).stream())
        .filter(endpoint -> Engines.networks(self).contains(endpoint.network()))
        .flatMap(endpoint -> endpoint.dnsNames().stream())
        .toList();
  }

  /** A name that another container has for one, by its own link. */
  private static Optional<Diagnosis> linked(Attempt attempt, Container self, String name) {
    for (Container parent : attempt.lab().engine().containers()) {
      Optional<Container> child = linked(attempt.lab(), parent, name);
      if (parent != self && child.isPresent()) {
        return child.map(
            c ->
                Diagnosis.of(Cause.LINK_OF_ANOTHER, name, c.name(), parent.name())
                    .by(attempt.makers().of(parent))
                    .or(
                        Stream.concat(Stream.of(c.name()), Neighbours.addresses(c))
                            .flatMap(h -> OtherName.instead(attempt, Optional.of(self), h).stream())
                            .toList()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Container> linked(Lab lab, Container parent, String name) {
    return Optional.ofNullable(lab.engine().links(parent).get(name))
        .or(
            () ->
                Engines.endpoints(parent).stream()
                    .flatMap(endpoint -> endpoint.spec().links().stream())
                    .filter(link -> Links.alias(link).equals(name))
                    .flatMap(link -> Engines.called(lab, Links.target(link)).stream())
                    .findFirst());
  }

  /** The containers on a network with one that serve the port; of one other any. */
  private static List<String> servers(Attempt attempt, Container self) {
    int port = attempt.question().port();
    List<Container> others =
        attempt.lab().engine().containers().stream()
            .filter(c -> c != self && c.isRunning() && !Engines.shared(self, c).isEmpty())
            .toList();
    return others.stream()
        .filter(
            c ->
                port == 0 && others.size() == 1
                    || Engines.sockets(attempt.lab(), c.sandbox().orElseThrow().netns()).stream()
                        .anyMatch(socket -> socket.port() == port))
        .map(Container::name)
        .toList();
  }
}
