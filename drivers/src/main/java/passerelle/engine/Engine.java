package passerelle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelProcess;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;

/**
 * The engine: what dockerd's API offers. Every method that can be refused throws {@link
 * EngineException} with dockerd's own words, and has then changed nothing that lasts.
 */
public final class Engine {
  private final EngineSettings settings;
  private final ImageCatalogue images;
  private final Host host;
  private final EngineState state = new EngineState();
  private final Networks networks;
  private final ContainerNetworking networking;
  private final Creator creator;
  private final Lifecycle lifecycle;
  private final Starter starter;
  private final String daemonId;

  private Engine(Kernel kernel, EngineSettings settings, ImageCatalogue images, long seed) {
    Identities identities = new Identities(seed);
    this.settings = settings;
    this.images = images;
    this.host = new Host(kernel, settings.host());
    this.networks = new Networks(host, settings, state, identities);
    ContainerFiles files = new ContainerFiles(kernel.spaces(), settings, state);
    this.networking = new ContainerNetworking(host, settings, state, networks, identities, files);
    this.creator = new Creator(host, state, images, identities);
    this.starter = new Starter(host, settings, state);
    this.lifecycle = new Lifecycle(host, state, networking, files, starter);
    this.daemonId = identities.id();
  }

  /**
   * Starts an engine on a machine: the default networks and the first rules.
   *
   * @param seed decides ids, hardware addresses and names
   */
  public static Engine boot(
      Kernel kernel, EngineSettings settings, ImageCatalogue images, long seed)
      throws EngineException {
    Engine engine = new Engine(kernel, settings, images, seed);
    engine.networks.start();
    return engine;
  }

  public EngineSettings settings() {
    return settings;
  }

  public EngineProfile profile() {
    return settings.profile();
  }

  public Kernel kernel() {
    return host.kernel();
  }

  /** The daemon's own id, 64 hexadecimal digits. */
  public String id() {
    return daemonId;
  }

  /** The lab's time in nanoseconds. */
  public long now() {
    return host.now();
  }

  /** The date of a moment given in nanoseconds of the lab's time. */
  public Instant date(long nanos) {
    return settings.boot().plusNanos(nanos);
  }

  public List<Container> containers() {
    return state.containers();
  }

  public List<Network> networks() {
    return state.networks();
  }

  public List<Image> images() {
    return images.images();
  }

  public Optional<Image> image(String wanted) {
    return images.find(wanted);
  }

  /** By name, id or beginning of an id. */
  public Container container(String wanted) throws EngineException {
    return state.container(wanted);
  }

  /** By name, id or beginning of an id. */
  public Network network(String wanted) throws EngineException {
    return state.network(wanted);
  }

  /** The containers by name; for completion and prompts. */
  public Map<String, Container> containersByName() {
    return Map.copyOf(state.containersByName());
  }

  public Network createNetwork(NetworkSpec spec) throws EngineException {
    return networks.create(spec);
  }

  /** Removes a network; the answer is its name. */
  public String removeNetwork(String wanted) throws EngineException {
    return networks.remove(wanted);
  }

  public void connect(EndpointSpec spec, String container) throws EngineException {
    state.network(spec.network());
    networking.connect(state.container(container), spec);
  }

  /**
   * Takes a container off a network.
   *
   * @param force a container that does not exist any more is no mistake
   */
  public void disconnect(String network, String container, boolean force) throws EngineException {
    Network from = state.network(network);
    try {
      networking.disconnect(state.container(container), from);
    } catch (EngineException e) {
      if (!force) {
        throw e;
      }
    }
  }

  public Container create(ContainerSpec spec) throws EngineException {
    return creator.create(spec);
  }

  /** Starts a container that does not run; one that does is left alone. */
  public void start(Container container, int columns) throws EngineException {
    lifecycle.start(container, columns);
  }

  /** Stops a container within {@code seconds}, then by force; -1 waits for ever. */
  public void stop(Container container, int seconds) {
    lifecycle.stop(container, seconds);
  }

  public void restart(Container container, int seconds) throws EngineException {
    lifecycle.restart(container, seconds);
  }

  /** Sends a signal, named without SIG. */
  public void kill(Container container, String signal) throws EngineException {
    lifecycle.kill(container, signal);
  }

  public void pause(Container container) throws EngineException {
    lifecycle.pause(container);
  }

  public void unpause(Container container) throws EngineException {
    lifecycle.unpause(container);
  }

  public void rename(Container container, String name) throws EngineException {
    creator.rename(container, name);
  }

  public void remove(Container container, boolean force) throws EngineException {
    lifecycle.remove(container, force, settings.profile().wording());
  }

  /**
   * Runs one more process in a container.
   *
   * @param output takes what it prints
   */
  public KernelProcess exec(
      Container container,
      List<String> argv,
      List<String> environment,
      boolean terminal,
      int columns,
      Consumer<String> output)
      throws EngineException {
    Lifecycle.requireRunning(container);
    if (container.status() == Container.Status.PAUSED) {
      throw EngineException.conflict(
          "container " + container.name() + " is paused, unpause the container before exec");
    }
    return starter.exec(container, argv, environment, terminal, columns, output);
  }
}
