package passerelle.engine.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.driver.NetworkDriver;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.Identities;
import passerelle.engine.NetworkMode;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.kernel.KernelException;
import passerelle.kernel.ResolverPorts;
import passerelle.network.Endpoint;
import passerelle.network.EndpointOptions;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/**
 * Puts containers on networks and takes them off (daemon/container_operations.go,
 * libnetwork/endpoint.go).
 */
public final class ContainerNetworking {
  /** The endpoint's announcement is out before its ports are bound, and so may be refused. */
  private static final long JOINING_MILLIS = 1;

  private final Host host;
  private final EngineSettings settings;
  private final EngineState state;
  private final Networks networks;
  private final Identities identities;
  private final Endpoints endpoints;
  private final Publisher publisher;
  private final ContainerFiles files;
  private final Linker linker;
  private final Announcer announcer;
  private final ConnectCheck checks;
  private final Sandboxes sandboxes;

  public ContainerNetworking(
      Host host,
      EngineSettings settings,
      EngineState state,
      Networks networks,
      Identities identities,
      Publisher publisher,
      ContainerFiles files,
      Sandbox hostSandbox) {
    this.host = host;
    this.settings = settings;
    this.state = state;
    this.networks = networks;
    this.identities = identities;
    this.endpoints = new Endpoints(settings.profile(), identities);
    this.publisher = publisher;
    this.files = files;
    this.linker = new Linker(host, settings.profile().wording(), state, networks, files);
    this.announcer = new Announcer(host, networks);
    this.checks = new ConnectCheck(state, settings.profile().wording());
    this.sandboxes =
        new Sandboxes(
            host, settings.profile().wording(), state, networks.drivers(), identities, hostSandbox);
  }

  /** Gives a container that starts its sandbox, and joins its networks. */
  public void open(Container container) throws EngineException {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    Optional<Sandbox> others =
        mode.isContainer() ? Optional.of(sandboxes.shared(container, mode)) : Optional.empty();
    try {
      List<Attachment> wanted =
          inOrder(container).stream().filter(a -> !isWithoutBridge(a.spec())).toList();
      List<Network> present = new ArrayList<>();
      for (Attachment attachment : wanted) {
        present.add(present(attachment));
      }
      Sandbox sandbox = others.isPresent() ? others.get() : sandboxes.open(mode, present);
      container.sandbox(Optional.of(sandbox));
      Map<Network, String> devices =
          settings.profile().has(Trait.JOINS_BEFORE_TASK)
              ? DeviceNames.ahead(present, sandbox)
              : Map.of();
      for (Attachment attachment : wanted) {
        Network network = present(attachment);
        checks.requireNetworkOf(mode);
        if (settings.profile().has(Trait.CHECKS_NETWORKS_AT_START)) {
          checks.together(container, network.name());
        }
        join(container, attachment, network, Optional.ofNullable(devices.get(network)));
      }
    } catch (EngineException e) {
      close(container);
      throw new EngineException(
          e.kind(), settings.profile().wording().says(Phrase.NETWORKING_FAILED, e.getMessage()));
    }
  }

  /** There is no network bridge ({@code --bridge none}), and who asks for it gets nothing. */
  private boolean isWithoutBridge(EndpointSpec spec) {
    return settings.bridge().isDisabled() && spec.network().equals("bridge");
  }

  /** Takes over a container that has run on while there was no daemon. */
  public void restore(Container container) throws EngineException {
    for (Attachment attachment : container.attachments().values()) {
      Optional<Endpoint> endpoint = attachment.endpoint().filter(e -> e.address().isPresent());
      if (endpoint.isPresent()) {
        NetworkDriver driver = networks.driver(endpoint.get().network());
        host.applyMissing(driver.restore(endpoint.get()));
        publisher.restore(endpoint.get(), driver);
      }
    }
  }

  /**
   * In the order in which it was told of them, which is the likeliest of those that a small map of
   * Go has; Engine 26 joins the default bridge first (daemon/container_operations.go).
   */
  private List<Attachment> inOrder(Container container) {
    List<Attachment> all = new ArrayList<>(container.attachments().values());
    if (settings.profile().has(Trait.JOINS_BEFORE_TASK)) {
      all.sort(Comparator.comparing(a -> !a.spec().network().equals("bridge")));
    }
    return all;
  }

  private Network present(Attachment attachment) throws EngineException {
    String known = attachment.networkId();
    boolean byName = known.isEmpty() || attachment.spec().network().equals("bridge");
    return state.network(byName ? attachment.spec().network() : known);
  }

  /** {@code docker network connect}. */
  public void connect(Container container, EndpointSpec spec) throws EngineException {
    Network network = state.network(spec.network());
    checks.connect(container, spec, network);
    if (container.attachments().containsKey(network.name())) {
      return;
    }
    Attachment attachment = new Attachment(spec.withNetwork(network.name()), "").spelledOut();
    if (network.isUserDefined()) {
      attachment.named(Endpoints.dnsNames(container, spec));
    }
    if (container.isRunning()) {
      join(container, attachment, network, Optional.empty());
      attachment.endpoint().ifPresent(e -> files.joined(container, e));
      startNames(container);
      tell(network, "connect", container);
    }
    container.attachments().put(network.name(), attachment);
    host.spend(60);
  }

  /** By names; by force also what is not there any more. */
  public void disconnect(String network, String name, boolean force) throws EngineException {
    Container container;
    try {
      container = state.container(name);
    } catch (EngineException missing) {
      if (!force) {
        throw missing;
      }
      state.network(network);
      throw EngineException.notFound("endpoint " + name + " not found");
    }
    String known = network;
    boolean gone = false;
    try {
      known = state.network(network).name();
    } catch (EngineException missing) {
      if (!force && container.isRunning()) {
        throw missing;
      }
      gone = true;
    }
    disconnect(container, known, gone);
  }

  /**
   * {@code docker network disconnect}; the engine tells of a container that runs, and 26.1 once
   * more of any (daemon/container_operations.go:disconnectFromNetwork, DisconnectFromNetwork).
   *
   * @param name of the network
   * @param gone there is no such network any more
   */
  private void disconnect(Container container, String name, boolean gone) throws EngineException {
    checks.disconnect(container, name, gone);
    Attachment attachment = container.attachments().get(name);
    container.attachments().remove(name);
    Optional<Network> network = state.networkNamed(name);
    if (container.isRunning()) {
      Optional<Endpoint> endpoint = attachment.endpoint();
      leave(container, attachment);
      endpoint.ifPresent(e -> files.left(container, e));
      network.ifPresent(n -> tell(n, "disconnect", container));
    }
    if (settings.profile().has(Trait.TELLS_DISCONNECTING)) {
      network.ifPresent(n -> tell(n, "disconnect", container));
    }
    host.spend(60);
  }

  private void join(
      Container container, Attachment attachment, Network network, Optional<String> device)
      throws EngineException {
    if (network.spec().extras().configOnly()) {
      throw EngineException.forbidden("cannot create endpoint on configuration-only network");
    }
    if (network.pool().isEmpty()) {
      plainEndpoint(container, attachment, network);
      return;
    }
    Sandbox sandbox = container.sandbox().orElseThrow();
    Endpoint endpoint = endpoints.make(container, attachment.spec(), network);
    NetworkDriver driver = networks.driver(network);
    Optional<Endpoint> before = sandbox.gatewayEndpoint();
    try {
      if (sandbox.netns().equals(host.netns())) {
        DeviceNames.checkRoutes(endpoint, host.netns(), host.kernel().view());
      }
      DeviceNames.give(endpoint, sandbox, settings.profile(), device);
      host.apply(driver.join(endpoint, sandbox));
    } catch (EngineException e) {
      Endpoints.release(endpoint);
      EngineException told = DeviceNames.told(e, endpoint, sandbox);
      throw container.isRunning() || sandbox.netns().equals(host.netns())
          ? told
          : DeviceNames.atStart(told, endpoint, settings.profile().wording());
    }
    sandbox.endpoints().add(endpoint);
    network.endpoints().put(container.id(), endpoint);
    attachment.connected(endpoint);
    announcer.announceAgain(endpoint, sandbox);
    host.spend(JOINING_MILLIS);
    try {
      if (network.name().equals("bridge")) {
        linker.allow(container, endpoint);
        linker.tell(container, endpoint);
      }
      moveGateway(container, before);
    } catch (EngineException e) {
      leave(container, attachment);
      if (settings.profile().has(Trait.DISCONNECTS_ON_FAILURE)) {
        container.attachments().remove(network.name());
      }
      throw e;
    }
  }

  /** The networks host and none have endpoints without anything in the kernel. */
  private void plainEndpoint(Container container, Attachment attachment, Network network) {
    Endpoint endpoint =
        new Endpoint(
            identities.id(),
            network,
            attachment.spec(),
            EndpointOptions.NONE,
            Optional.empty(),
            Optional.empty(),
            "");
    endpoint.containerName(container.name());
    network.endpoints().put(container.id(), endpoint);
    attachment.connected(endpoint);
  }

  /**
   * Default route and published ports follow the endpoint that is the gateway now
   * (libnetwork/endpoint.go:sbJoin, sbLeave).
   */
  private void moveGateway(Container container, Optional<Endpoint> before) throws EngineException {
    Sandbox sandbox = container.sandbox().orElseThrow();
    Optional<Endpoint> after = sandbox.gatewayEndpoint();
    if (before.equals(after)) {
      return;
    }
    if (before.isPresent() && sandbox.endpoints().contains(before.get())) {
      NetworkDriver driver = networks.driver(before.get().network());
      publisher.withdraw(before.get(), driver);
      host.tearDown(driver.defaultRoute(before.get(), sandbox).inverse());
    }
    if (after.isPresent()) {
      NetworkDriver driver = networks.driver(after.get().network());
      host.apply(driver.defaultRoute(after.get(), sandbox));
      publisher.publish(container, after.get(), driver);
    }
  }

  private void leave(Container container, Attachment attachment) throws EngineException {
    if (attachment.endpoint().isEmpty()) {
      return;
    }
    Optional<Endpoint> before = container.sandbox().flatMap(Sandbox::gatewayEndpoint);
    detach(container, attachment, attachment.endpoint().get());
    moveGateway(container, before);
  }

  private void detach(Container container, Attachment attachment, Endpoint endpoint) {
    attachment.disconnected();
    endpoint.network().endpoints().remove(container.id());
    if (endpoint.network().pool().isPresent()) {
      Sandbox sandbox = container.sandbox().orElseThrow();
      NetworkDriver driver = networks.driver(endpoint.network());
      publisher.withdraw(endpoint, driver);
      linker.disallow(endpoint);
      host.tearDown(driver.leave(endpoint, sandbox));
      sandbox.endpoints().remove(endpoint);
      Endpoints.release(endpoint);
    }
  }

  private void tell(Network network, String action, Container container) {
    if (state.has(container)) {
      state.events().network(network, action, "container", container.id());
    }
  }

  /** Tells which networks a container has joined that starts. */
  public void tellJoined(Container container) {
    for (Attachment attachment : inOrder(container)) {
      attachment.endpoint().ifPresent(e -> tell(e.network(), "connect", container));
    }
  }

  /** Takes a container that has ended off its networks, and gives its sandbox up. */
  public void close(Container container) {
    for (Attachment attachment : container.attachments().values()) {
      Optional<Endpoint> endpoint = attachment.endpoint();
      if (endpoint.isPresent()) {
        detach(container, attachment, endpoint.get());
        tell(endpoint.get().network(), "disconnect", container);
      }
    }
    sandboxes.leave(container);
  }

  /**
   * Starts the embedded DNS server of a container that needs it and has none yet. One in another's
   * network asks the other's.
   */
  public void startNames(Container container) throws EngineException {
    if (NetworkMode.of(container.spec().networkMode()).isContainer()
        || !ContainerFiles.hasEmbeddedDns(container)
        || !container.helpers().isEmpty()) {
      return;
    }
    ResolverPorts ports = identities.resolverPorts();
    ContainerNames names = new ContainerNames(container, files, settings.profile().wording());
    host.apply(EmbeddedDns.rules(container.sandbox().orElseThrow().netns(), ports));
    try {
      container.helpers().add(host.kernel().spaces().startNames(container.id(), ports, names));
    } catch (KernelException e) {
      throw EngineException.system("cannot start the embedded DNS server: " + e.getMessage());
    }
  }

  /** The legacy links of containers. */
  public Linker linker() {
    return linker;
  }
}
