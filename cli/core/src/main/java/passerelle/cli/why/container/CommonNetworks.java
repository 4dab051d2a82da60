package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.engine.Daemons;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.cli.why.typed.Typing;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.BridgeOptions;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.PortMapping;
import passerelle.network.WireOptions;
import passerelle.trace.DropReason;

/** Containers that have no network, or none in common with whom they ask. */
public final class CommonNetworks implements Finder {
  private static final String OTHER_SUBNET = "10.99.0.0/24";
  private static final String OTHER_ADDRESS = "10.99.0.2";

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    if (attempt.from().isEmpty() || attempt.target().isEmpty() || isLocal(attempt)) {
      return Optional.empty();
    }
    Optional<Container> asking = Engines.at(attempt.lab(), attempt.from().get());
    Destination destination = attempt.destination();
    Optional<Container> asked = destination.container();
    return isolated(attempt)
        .or(() -> asking.flatMap(c -> asked.flatMap(d -> between(attempt, c, d))))
        .or(() -> asking.flatMap(c -> internal(attempt, c)))
        .or(() -> asked.flatMap(d -> direct(attempt, d)));
  }

  /** Containers without any network: who asks, or who is asked by name. */
  static Optional<Diagnosis> alone(Attempt attempt) {
    Lab lab = attempt.lab();
    Optional<Container> asking =
        attempt.from().flatMap(s -> Engines.at(lab, s)).map(c -> Engines.stack(lab, c));
    Optional<Container> meant =
        Engines.called(lab, attempt.question().host()).map(c -> Engines.stack(lab, c));
    boolean inside = attempt.target().isPresent() && isLocal(attempt);
    return inside
        ? Optional.empty()
        : asking
            .filter(CommonNetworks::isAlone)
            .map(c -> none(attempt, c, meant))
            .or(() -> meant.filter(CommonNetworks::isAlone).map(c -> none(attempt, c, asking)));
  }

  private static boolean isLocal(Attempt attempt) {
    return attempt.destination().netns().equals(attempt.from().map(site -> site.netns()));
  }

  /** It runs, and is on no network; nobody wanted that when it was made. */
  public static boolean hasLostAll(Container container) {
    return isAlone(container) && container.attachments().isEmpty();
  }

  static boolean isAlone(Container container) {
    return container.sandbox().isPresent()
        && !Engines.isOnHost(container)
        && Engines.isOwner(container)
        && Engines.endpoints(container).isEmpty();
  }

  static Diagnosis none(Attempt attempt, Container container, Optional<Container> other) {
    String name = container.name();
    boolean driverNone = container.attachments().containsKey("none");
    Optional<EngineEvent> taken =
        driverNone ? Optional.empty() : attempt.makers().disconnected(container);
    if (taken.isPresent()) {
      return disconnected(attempt, container, taken.get());
    }
    if (hasLostAll(container)) {
      return lost(attempt, container);
    }
    String network =
        other
            .flatMap(c -> Engines.networks(c).stream().findFirst())
            .map(Network::name)
            .orElse("bridge");
    List<String> lines = new ArrayList<>();
    if (driverNone) {
      lines.add("docker network disconnect none " + name);
    }
    lines.add(Engines.connect(attempt.lab(), network, container));
    Diagnosis none =
        Diagnosis.of(Cause.NO_NETWORK, name)
            .by(attempt.makers().of(container))
            .or(Remedy.onHost(lines.toArray(String[]::new)));
    if (other.isPresent()) {
      String fresh = Engines.freeName(attempt.lab());
      lines.set(lines.size() - 1, Engines.connect(attempt.lab(), fresh, container));
      lines.add(0, "docker network create " + fresh);
      lines.add(Engines.connect(attempt.lab(), fresh, other.get()));
      none = none.or(Remedy.onHost(lines.toArray(String[]::new)));
    }
    return none.or(published(attempt, container));
  }

  /** Somebody took it off its last network; it comes back with the aliases that it had there. */
  private static Diagnosis disconnected(Attempt attempt, Container container, EngineEvent taken) {
    String network = taken.attributes().getOrDefault("name", "bridge");
    String aliases =
        container.spec().networks().stream()
            .filter(spec -> spec.network().equals(network))
            .flatMap(spec -> spec.aliases().stream())
            .map(alias -> "--alias " + alias + " ")
            .collect(Collectors.joining());
    return Diagnosis.of(Cause.DISCONNECTED, container.name(), network)
        .by(attempt.makers().at(taken))
        .or(Remedy.onHost("docker network connect " + aliases + network + " " + container.name()));
  }

  /** Its first start failed, and the engine kept nothing of what it was to join. */
  private static Diagnosis lost(Attempt attempt, Container container) {
    String version = attempt.lab().engine().profile().version().label();
    return Diagnosis.of(Cause.NETWORKS_LOST, container.name(), version)
        .by(attempt.makers().of(container))
        .or(RunLine.of(container, attempt.makers()).again());
  }

  /** The container made again on the default bridge, its port published, for other machines. */
  private static Optional<Remedy> published(Attempt attempt, Container container) {
    Question question = attempt.question();
    boolean elsewhere = attempt.lab().machines().contains(question.from()) && question.port() > 0;
    return attempt
        .sites()
        .address(LabTopology.HOST)
        .filter(host -> elsewhere)
        .map(
            host ->
                RunLine.of(container, attempt.makers())
                    .without("--network", "--net")
                    .with("-p", question.port() + ":" + question.port())
                    .again()
                    .thenAsk(question.at(host.toString(), question.port())));
  }

  private static Optional<Diagnosis> between(Attempt attempt, Container asks, Container asked) {
    Destination destination = attempt.destination();
    if (destination.mapping().isPresent() || Engines.isOnHost(asks)) {
      return Optional.empty();
    }
    Makers makers = attempt.makers();
    List<Network> shared = Engines.shared(asks, asked);
    Optional<Network> theirs = destination.endpoint().map(Endpoint::network);
    if (theirs.isPresent() && shared.stream().noneMatch(n -> n.id().equals(theirs.get().id()))) {
      return Optional.of(
          Diagnosis.of(
                  Cause.NO_COMMON_NETWORK,
                  asks.name(),
                  Engines.names(Engines.networks(asks)),
                  asked.name(),
                  theirs.get().name())
              .by(makers.parted(asks, asked).or(() -> makers.of(asks)))
              .or(Remedy.onHost(Engines.connect(attempt.lab(), theirs.get().name(), asks))));
    }
    boolean dropped =
        attempt.lost().filter(d -> d.reason() == DropReason.NETFILTER_DROP).isPresent();
    return theirs
        .filter(network -> dropped && isIccOff(network))
        .map(network -> iccOff(attempt, network, asks, asked));
  }

  private static boolean isIccOff(Network network) {
    return !network.options().icc();
  }

  /** The host has no address on a network whose gateway mode is isolated. */
  private static Optional<Diagnosis> isolated(Attempt attempt) {
    Question question = attempt.question();
    boolean host = question.from().equals(LabTopology.HOST);
    Optional<Container> asked = attempt.destination().container();
    return Routing.network(attempt.lab(), attempt.target().orElseThrow().address())
        .filter(network -> host && asked.isPresent() && isOf(network, "isolated"))
        .map(
            network ->
                Diagnosis.of(Cause.ISOLATED_FROM_HOST, network.name(), attempt.address())
                    .by(attempt.makers().of(network))
                    .or(onOther(attempt, asked.get())));
  }

  /** Whether a network was made with a gateway mode. */
  static boolean isOf(Network network, String mode) {
    return mode.equals(network.spec().options().get(BridgeOptions.GATEWAY_MODE));
  }

  /** To ask it on one more network, at an address that is known before. */
  private static Remedy onOther(Attempt attempt, Container asked) {
    String name = Engines.freeName(attempt.lab());
    return Remedy.onHost(
            "docker network create --subnet " + OTHER_SUBNET + " " + name,
            "docker network connect --ip " + OTHER_ADDRESS + " " + name + " " + asked.name())
        .thenAsk(attempt.question().at(OTHER_ADDRESS, attempt.question().port()));
  }

  private static Diagnosis iccOff(
      Attempt attempt, Network network, Container asks, Container asked) {
    String fresh = Engines.freeName(attempt.lab());
    Remedy apart =
        Remedy.onHost(
            "docker network create " + fresh,
            Engines.connect(attempt.lab(), fresh, asks),
            Engines.connect(attempt.lab(), fresh, asked),
            "docker network disconnect " + network.name() + " " + asks.name());
    Optional<String> daemon =
        network.isPredefined()
            ? new Spot(attempt.lab(), LabTopology.HOST).written(Daemons.FILE, "icc")
            : Optional.empty();
    return Diagnosis.of(Cause.ICC_OFF, asks.name(), asked.name(), network.name())
        .by(attempt.makers().of(network).or(() -> daemon))
        .or(daemon.map(line -> iccOn(asked, asks)))
        .or(apart)
        .or(
            apart.thenAsk(
                attempt.question().at(Services.name(asks, asked), attempt.question().port())));
  }

  /** The default bridge is as the daemon's file says; containers stop with the daemon. */
  private static Remedy iccOn(Container... both) {
    List<String> lines = new ArrayList<>();
    lines.add("sed -i 's/\"icc\": *false/\"icc\": true/' " + Daemons.FILE);
    lines.add("systemctl restart docker");
    for (Container container : both) {
      lines.add("docker start " + container.name());
    }
    return Remedy.onHost(lines.toArray(String[]::new));
  }

  /** Asks from an internal network for what is outside of it. */
  private static Optional<Diagnosis> internal(Attempt attempt, Container asks) {
    List<Network> networks = Engines.networks(asks);
    boolean inside =
        networks.stream()
            .flatMap(n -> n.subnet().stream())
            .anyMatch(s -> s.contains(attempt.target().orElseThrow().address()));
    if (inside || networks.isEmpty() || !networks.stream().allMatch(n -> n.spec().internal())) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnosis.of(
                Cause.INTERNAL_NETWORK,
                asks.name(),
                Engines.names(networks),
                attempt.question().target())
            .by(attempt.makers().of(networks.get(0)))
            .or(Remedy.onHost(Engines.connect(attempt.lab(), "bridge", asks))));
  }

  /** The host is the router of the network, and the machine that asks does not know that. */
  private static Optional<Diagnosis> unrouted(Attempt attempt, Container asked, Network network) {
    Lab lab = attempt.lab();
    Spot spot = new Spot(lab, attempt.question().from());
    Optional<IpAddress> host = attempt.sites().address(LabTopology.HOST);
    boolean bridged = network.options() instanceof WireOptions wire && !wire.isRouted();
    boolean known =
        Routing.find(lab, spot.netns(), attempt.destination().address())
            .flatMap(RouteSpec::gateway)
            .filter(gateway -> host.filter(gateway::equals).isPresent())
            .isPresent();
    if (bridged || known || host.isEmpty() || network.subnet().isEmpty()) {
      return Optional.empty();
    }
    String subnet = network.subnet().get().toString();
    Optional<RouteSpec> wrong =
        Routing.find(lab, spot.netns(), attempt.destination().address())
            .filter(route -> route.destination().equals(network.subnet().get()));
    return Optional.of(
        Diagnosis.of(
                Cause.ROUTED_NETWORK_UNKNOWN,
                asked.name(),
                network.name(),
                spot.name(),
                subnet,
                host.get())
            .by(wrong.flatMap(spot::routed).or(() -> attempt.makers().of(network)))
            .or(
                spot.doing(
                    "ip route "
                        + (wrong.isPresent() ? "replace " : "add ")
                        + subnet
                        + " via "
                        + host.get())));
  }

  /** On another machine, or in a namespace made by hand whose packets come as far as the host. */
  private static boolean isOutside(Attempt attempt) {
    String from = attempt.question().from();
    boolean byHand = attempt.from().filter(Sites.Site::isMadeByHand).isPresent();
    return byHand
        ? Loss.of(attempt)
            .filter(loss -> loss.reason() == DropReason.NETFILTER_DROP && !loss.isAnswer())
            .filter(loss -> loss.netns().equals(LabTopology.HOST))
            .isPresent()
        : attempt.lab().machines().contains(from) && !from.equals(LabTopology.HOST);
  }

  /** Asks outside of the host for a container's own address. */
  private static Optional<Diagnosis> direct(Attempt attempt, Container asked) {
    Destination destination = attempt.destination();
    if (!isOutside(attempt) || destination.mapping().isPresent() || Engines.isOnHost(asked)) {
      return Optional.empty();
    }
    Question question = attempt.question();
    Optional<Network> network = destination.endpoint().map(Endpoint::network);
    if (network.filter(n -> isOf(n, "routed") || n.parent().isPresent()).isPresent()) {
      return unrouted(attempt, asked, network.get());
    }
    String address = attempt.sites().address(LabTopology.HOST).map(Object::toString).orElse("");
    Diagnosis direct =
        Typing.hasFailedWith(attempt.lab(), question.host()) && !question.host().matches("[0-9.]+")
            ? Diagnosis.of(Cause.CONTAINER_NAME_ON_MACHINE, question.host(), question.from())
            : Diagnosis.of(Cause.DIRECT_ACCESS, asked.name(), attempt.address(), question.from());
    Optional<PortMapping> published =
        Engines.endpoints(asked).stream()
            .flatMap(e -> e.published().stream())
            .filter(m -> m.isTranslated() && !m.hostAddress().isLoopback())
            .filter(m -> m.protocol().equals(question.transport()))
            .filter(m -> m.containerPort() == question.port() || m.hostPort() == question.port())
            .min(Comparator.comparing(m -> m.containerPort() != question.port()));
    if (published.isPresent()) {
      return Optional.of(direct.or(Remedy.ask(question.at(address, published.get().hostPort()))));
    }
    if (question.port() == 0) {
      return Optional.of(direct);
    }
    RunLine line = RunLine.of(asked, attempt.makers());
    String binding = question.port() + ":" + question.port();
    String udp = question.transport().equals("udp") ? "/udp" : "";
    return Optional.of(
        direct.or(
            line.with("-p", binding + udp).again().thenAsk(question.at(address, question.port()))));
  }
}
