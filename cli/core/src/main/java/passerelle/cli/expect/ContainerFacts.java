package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.why.question.Engines;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.network.Endpoint;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;

/** What may be expected of a container. */
final class ContainerFacts {
  /** As usage and errors list them. */
  static final String WORDS =
      "running, stopped, paused, image, network, driver, mode, address, listens, serves, published,"
          + " requested, devices, exit, before, since, below, mounts, logged";

  private static final String SHARED = "container:";

  /** Digits of an ID where it is told in short. */
  private static final int SHORT = 12;

  private static final int MOST_DEVICES = 1000;
  private static final int MOST_STATUS = 255;

  /** In nanoseconds. */
  private static final long SECOND = 1_000_000_000;

  private ContainerFacts() {}

  /** Reads one fact. */
  static Fact<Container> read(WordReader words) throws ExpectException {
    if (words.skips("not")) {
      return read(words).not();
    }
    String word = words.next("FACT");
    return read(word, words).because((container, scene) -> scene.whyNotRunning(container));
  }

  private static Fact<Container> read(String word, WordReader words) throws ExpectException {
    return switch (word) {
      case "running", "stopped", "paused" -> state(word);
      case "image" -> image(words.next("IMAGE"));
      case "network" -> network(words.next("NETWORK"));
      case "driver" -> driver(words.next("DRIVER"));
      case "mode" -> mode(words.next("MODE"));
      case "address" -> address(words.prefix());
      case "listens" -> listens(Port.read(words), words.address());
      case "serves" -> serves(Port.read(words), words.address());
      case "published" -> published(words);
      case "requested" -> requested(PortPair.read(words));
      case "devices" -> devices(words.number("N", MOST_DEVICES));
      case "exit" -> exit(words.number("STATUS", MOST_STATUS));
      case "before" -> before(words.next("NAME"));
      case "since" -> since(words.next("NAME"));
      case "below" -> below(words.next("NAME"));
      case "mounts" -> mounts(words.next("SOURCE:TARGET"));
      case "logged" -> logged(words.next("TEXT"));
      default -> throw words.wrong("fact", word, WORDS);
    };
  }

  /** It is the one that was there when another one was started last, and not made anew since. */
  private static Fact<Container> before(String other) {
    return Fact.of(
        scene -> scene.text("container.before", other),
        (container, scene) ->
            scene.container(other).filter(o -> container.created() < o.started()).isPresent(),
        (container, scene) -> scene.text("found.before"));
  }

  /** It has run without a new start since another one was made, if that one is still there. */
  private static Fact<Container> since(String other) {
    return Fact.of(
        scene -> scene.text("container.since", other),
        (container, scene) ->
            scene.container(other).filter(o -> container.started() > o.created()).isEmpty(),
        (container, scene) -> scene.text("found.since"));
  }

  private static Fact<Container> state(String word) {
    return Fact.of(
        scene -> scene.text("container." + word),
        (container, scene) ->
            switch (word) {
              case "running" -> container.status() == Container.Status.RUNNING;
              case "paused" -> container.status() == Container.Status.PAUSED;
              default ->
                  container.status() == Container.Status.EXITED
                      || container.status() == Container.Status.CREATED;
            },
        (container, scene) -> scene.text("state." + container.status().label()));
  }

  private static Fact<Container> image(String image) {
    return plain(
        "container.image",
        image,
        container -> List.of(reference(container.spec().image())),
        reference(image));
  }

  /** With the registry's usual path and the usual tag left out. */
  private static String reference(String image) {
    return image.replaceFirst("^(?:docker\\.io/)?(?:library/)?", "").replaceFirst(":latest$", "");
  }

  /** Who shares a stack is on no network; whose stack that is says more than that. */
  private static Fact<Container> network(String network) {
    return Fact.of(
        scene -> scene.text("container.network", network),
        (container, scene) -> networks(container).contains(network),
        (container, scene) ->
            networks(container).isEmpty()
                ? scene.text("found.mode", modeOf(container, scene))
                : scene.text("found.container.network", scene.list(networks(container))));
  }

  private static List<String> networks(Container container) {
    return List.copyOf(container.attachments().keySet());
  }

  private static Fact<Container> driver(String driver) {
    return Fact.of(
        scene -> scene.text("container.driver", driver),
        (container, scene) -> drivers(container, scene).contains(driver),
        (container, scene) -> scene.text("found.driver", scene.list(drivers(container, scene))));
  }

  private static List<String> drivers(Container container, Scene scene) {
    return networks(container).stream()
        .flatMap(name -> scene.network(name).stream())
        .map(network -> network.spec().driver())
        .map(name -> name.equals("null") ? "none" : name)
        .distinct()
        .toList();
  }

  private static Fact<Container> mode(String mode) {
    return Fact.of(
        scene -> scene.text("container.mode", mode),
        (container, scene) -> modeOf(container, scene).equals(mode),
        (container, scene) -> scene.text("found.mode", modeOf(container, scene)));
  }

  /** Of a container that shares a stack, whose stack that is, at the end of a chain of guests. */
  private static String modeOf(Container container, Scene scene) {
    String mode = container.spec().networkMode();
    if (!mode.startsWith(SHARED)) {
      return mode.equals("default") ? "bridge" : mode;
    }
    String other = mode.substring(SHARED.length());
    Optional<Container> host = scene.container(other);
    if (host.isEmpty()) {
      return scene.text("found.mode.gone", other.substring(0, Math.min(SHORT, other.length())));
    }
    String further = modeOf(host.get(), scene);
    return further.startsWith(SHARED) ? further : SHARED + host.get().name();
  }

  private static Fact<Container> address(IpPrefix prefix) {
    return Fact.of(
        scene ->
            scene.text(
                prefix.isHost() ? "container.address" : "container.subnet",
                prefix.isHost() ? prefix.network() : prefix),
        (container, scene) -> addresses(container).anyMatch(prefix::contains),
        (container, scene) -> scene.text("found.address", scene.list(told(container))));
  }

  /** On a network that both are on. */
  private static Fact<Container> below(String other) {
    return Fact.of(
        scene -> scene.text("container.below", other),
        (container, scene) ->
            endpoints(container)
                .anyMatch(
                    mine ->
                        scene.container(other).stream()
                            .flatMap(ContainerFacts::endpoints)
                            .filter(theirs -> theirs.network().id().equals(mine.network().id()))
                            .anyMatch(theirs -> isBelow(mine, theirs))),
        (container, scene) ->
            scene.text(
                "found.below",
                scene.list(told(container)),
                other,
                scene.list(scene.container(other).map(ContainerFacts::told).orElse(List.of()))));
  }

  private static boolean isBelow(Endpoint mine, Endpoint theirs) {
    return mine.address().isPresent()
        && theirs.address().isPresent()
        && mine.address().get().compareTo(theirs.address().get()) < 0;
  }

  private static List<String> told(Container container) {
    return addresses(container).map(IpAddress::toString).toList();
  }

  private static Fact<Container> mounts(String pair) {
    return plain(
        "container.mounts",
        pair,
        container ->
            container.mounts().stream().map(m -> m.source() + ":" + m.destination()).toList(),
        pair);
  }

  private static Stream<IpAddress> addresses(Container container) {
    return endpoints(container).flatMap(e -> e.address().stream());
  }

  private static Stream<Endpoint> endpoints(Container container) {
    return container.sandbox().stream().flatMap(s -> s.endpoints().stream());
  }

  private static Fact<Container> listens(Port port, Optional<IpAddress> address) {
    return listens("listens", port, address, ContainerFacts::sockets);
  }

  /** A process of its own does, not one of a container that shares the stack. */
  private static Fact<Container> serves(Port port, Optional<IpAddress> address) {
    return listens("serves", port, address, ContainerFacts::ownSockets);
  }

  private static Fact<Container> listens(
      String word,
      Port port,
      Optional<IpAddress> address,
      BiFunction<Container, Scene, Stream<NetnsSnapshot.Socket>> sockets) {
    String where = address.map(a -> a + ":").orElse("") + port;
    return Fact.of(
        scene -> scene.text("container." + word, where),
        (container, scene) ->
            sockets
                .apply(container, scene)
                .anyMatch(
                    s ->
                        s.protocol().startsWith(port.protocol())
                            && s.port() == port.number()
                            && (address.isEmpty() || isOn(s, address.get()))),
        (container, scene) ->
            scene.text(
                "found." + word,
                scene.list(sockets.apply(container, scene).map(ContainerFacts::told).toList())));
  }

  private static Stream<NetnsSnapshot.Socket> ownSockets(Container container, Scene scene) {
    return Engines.ownSockets(scene.lab(), container).stream();
  }

  /** A socket of both families listens on all addresses of either. */
  private static boolean isOn(NetnsSnapshot.Socket socket, IpAddress address) {
    return socket.address().equals(address.toString())
        || address.isUnspecified() && socket.isAny() && socket.takes(address);
  }

  private static String told(NetnsSnapshot.Socket socket) {
    String address = socket.address();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return host + ":" + socket.port() + "/" + socket.protocol();
  }

  private static Stream<NetnsSnapshot.Socket> sockets(Container container, Scene scene) {
    return snapshot(container, scene).stream().flatMap(s -> s.sockets().stream());
  }

  private static Optional<NetnsSnapshot> snapshot(Container container, Scene scene) {
    return container.sandbox().map(s -> scene.lab().kernel().view().snapshot(s.netns()));
  }

  private static Fact<Container> published(WordReader words) throws ExpectException {
    PortPair pair = PortPair.read(words);
    Optional<IpAddress> address = words.address();
    String where = address.map(a -> a + ":").orElse("") + pair.word();
    return Fact.of(
        scene ->
            pair.host().isEmpty() && pair.container().isPresent()
                ? scene.text("container.published.any", pair.container().get())
                : scene.text("container.published", where),
        (container, scene) ->
            mappings(container)
                .anyMatch(
                    m ->
                        pair.fits(m.hostPort(), m.containerPort(), m.protocol())
                            && (address.isEmpty()
                                || m.hostAddress().toString().equals(address.get().toString()))),
        (container, scene) ->
            scene.text(
                "found.published",
                scene.list(
                    mappings(container)
                        .filter(m -> m.hostAddress().family() == Family.IPV4)
                        .map(m -> m.hostText() + " -> " + m.containerPortText())
                        .toList())));
  }

  /** Whether it is published is another thing; where the engine is to choose there is no port. */
  private static Fact<Container> requested(PortPair pair) {
    return Fact.of(
        scene ->
            pair.host().isEmpty()
                ? scene.text(
                    "container.requested.any", pair.container().map(Port::number).orElse(0))
                : scene.text("container.requested", pair.word()),
        (container, scene) ->
            bindings(container)
                .anyMatch(b -> pair.fits(b.firstHostPort(), b.containerPort(), b.protocol())),
        (container, scene) ->
            scene.text(
                "found.requested",
                scene.list(
                    bindings(container)
                        .map(b -> b.hostPort() + ":" + b.containerPort())
                        .toList())));
  }

  private static Stream<PortBinding> bindings(Container container) {
    return container.spec().ports().bindings().stream().filter(b -> b.firstHostPort() != 0);
  }

  /** What has just happened is given a second to be written down. */
  private static Fact<Container> logged(String text) {
    return Fact.of(
        scene -> scene.text("container.logged", text),
        (container, scene) -> {
          scene.trial().kernel().clock().advance(SECOND);
          return scene.trial().engines().find(container.name()).stream()
              .flatMap(there -> there.log().entries().stream())
              .anyMatch(line -> line.text().contains(text));
        },
        (container, scene) -> scene.text("found.logged"));
  }

  private static Stream<PortMapping> mappings(Container container) {
    return endpoints(container).flatMap(e -> e.published().stream());
  }

  /** Loopback does not count. */
  private static Fact<Container> devices(int number) {
    return plain(
        "container.devices",
        number,
        (container, scene) ->
            (int)
                snapshot(container, scene).stream()
                    .flatMap(s -> s.links().stream())
                    .filter(link -> !link.isLoopback())
                    .count());
  }

  private static Fact<Container> exit(int status) {
    return plain("container.exit", status, (container, scene) -> container.exitCode());
  }

  private static Fact<Container> plain(
      String key, int wanted, BiFunction<Container, Scene, Integer> actual) {
    return Fact.of(
        scene -> scene.text(key, wanted),
        (container, scene) -> actual.apply(container, scene) == wanted,
        (container, scene) -> scene.text("found." + key, actual.apply(container, scene)));
  }

  private static Fact<Container> plain(
      String key, String told, Function<Container, List<String>> actual, String wanted) {
    return Fact.of(
        scene -> scene.text(key, told),
        (container, scene) -> actual.apply(container).contains(wanted),
        (container, scene) -> scene.text("found." + key, scene.list(actual.apply(container))));
  }
}
