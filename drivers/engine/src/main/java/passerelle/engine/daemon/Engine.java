package passerelle.engine.daemon;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.ExecSpec;
import passerelle.engine.build.Builder;
import passerelle.engine.image.Committer;
import passerelle.engine.image.ImageRemoval;
import passerelle.engine.image.Registry;
import passerelle.engine.life.Updates;
import passerelle.engine.life.Usage;
import passerelle.engine.network.DefaultNetworks;
import passerelle.engine.process.LogOptions;
import passerelle.engine.state.DryKernel;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Events;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Roots;
import passerelle.engine.volume.Volumes;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.op.Plan;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;

/**
 * The engine: what dockerd's API offers. Every method that can be refused throws {@link
 * EngineException} with dockerd's own words, and has then changed nothing that lasts.
 */
public final class Engine {
  private final ImageCatalogue offered;
  private final Host host;
  private final EngineState state;
  private EngineSettings settings;
  private Books books;
  private Parts parts;
  private final Images images;
  private final Daemon daemon;

  private Engine(
      Kernel kernel,
      EngineSettings settings,
      ImageCatalogue images,
      EngineState state,
      Books books) {
    this.offered = images;
    this.images = new Images(state, offered);
    this.state = state;
    this.host = new Host(kernel, settings.host());
    this.daemon = new Daemon(this, host, state);
    assemble(settings, books);
  }

  /** A daemon that knows what is in the books takes the place of the one before. */
  void assemble(EngineSettings settings, Books books) {
    this.settings = settings;
    this.books = books;
    parts = Parts.of(host, state, offered, images, settings, books);
  }

  /**
   * Starts an engine on a machine: the default networks and the first rules.
   *
   * @param seed decides ids, hardware addresses and names
   */
  public static Engine boot(
      Kernel kernel, EngineSettings settings, ImageCatalogue images, long seed)
      throws EngineException {
    Books books = Books.fresh(settings, seed);
    EngineState state =
        new EngineState(
            new Events(kernel.clock()::now),
            settings.emptyStore()
                ? EngineState.FirstImages.NONE
                : new EngineState.FirstImages(images::images, images::named),
            !settings.emptyStore());
    Engine engine = new Engine(kernel, settings, images, state, books);
    engine.defaultNetworks(settings).start();
    return engine;
  }

  /** The host forwarded packets, or the engine made it, when the engine started. */
  public boolean isForwarding() {
    return state.isForwarding();
  }

  /** Stops and starts the daemon of this engine. */
  public Daemon daemon() {
    return daemon;
  }

  void use(EngineSettings other) {
    settings = other;
  }

  DefaultNetworks defaultNetworks(EngineSettings other) {
    return new DefaultNetworks(host, other, state, parts.networks());
  }

  Books books() {
    return books;
  }

  Parts parts() {
    return parts;
  }

  /**
   * What an action would do to the kernel. The action gets an engine that knows what this one knows
   * and does as this one would; but neither the kernel nor this engine changes.
   *
   * @param action may call anything but what waits for packets
   */
  public Plan rehearse(Consumer<Engine> action) {
    Set<String> unpacked =
        state.containers().stream()
            .filter(Container::isUnpacked)
            .map(Container::id)
            .collect(Collectors.toSet());
    DryKernel dry = new DryKernel(host.kernel(), host.netns(), unpacked);
    StateCopy copy = new StateCopy(state);
    Books noted = books.copy(copy.of(books.hostSandbox()));
    Engine understudy = new Engine(dry, settings, offered, copy.state(), noted);
    copy.publishedEndpoints()
        .forEach(e -> understudy.parts.publisher().adopt(e, new DryKernel.Process()));
    copy.state().containers().stream()
        .filter(Container::isRunning)
        .forEach(c -> understudy.parts.lifecycle().adopt(c, new DryKernel.Process()));
    action.accept(understudy);
    return dry.plan();
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
    return books.daemonId();
  }

  /** The images that it has, by names. */
  public Images imageStore() {
    return images;
  }

  /** Pulls images. */
  public Registry registry() {
    return parts.registry();
  }

  /** Removes images and their names. */
  public ImageRemoval imageRemoval() {
    return parts.imageRemoval();
  }

  public Volumes volumes() {
    return parts.volumes();
  }

  /** What containers use of processes and network. */
  public Usage usage() {
    return new Usage(host);
  }

  /** Makes images of containers. */
  public Committer committer() {
    return parts.committer();
  }

  /** Builds images. */
  public Builder builder() {
    return parts.builder();
  }

  /** The files of containers. */
  public Roots roots() {
    return parts.roots();
  }

  /** What it does, told step by step. */
  public Events events() {
    return state.events();
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
    return images.all();
  }

  public Optional<Image> image(String wanted) {
    return images.find(wanted);
  }

  /** By name, id or beginning of an id. */
  public Container container(String wanted) throws EngineException {
    return state.container(wanted);
  }

  /** All names of a container, sorted: its own, and {@code PARENT/ALIAS} for each link to it. */
  public List<String> names(Container container) {
    return state.links().names(container);
  }

  /** The containers that a container is linked to, by alias. */
  public Map<String, Container> links(Container parent) {
    return state.links().of(parent);
  }

  /** Removes a link, by the name PARENT/ALIAS that it gives a container. */
  public void removeLink(String name) throws EngineException {
    parts.networking().linker().remove(name.startsWith("/") ? name.substring(1) : name);
  }

  /** By name, id or beginning of an id. */
  public Network network(String wanted) throws EngineException {
    return state.network(wanted);
  }

  /** The containers by name; for completion and prompts. */
  public Map<String, Container> containersByName() {
    return Collections.unmodifiableMap(state.containersByName());
  }

  public Network createNetwork(NetworkSpec spec) throws EngineException {
    return parts.networks().create(spec);
  }

  /** Removes a network; the answer is its name. */
  public String removeNetwork(String wanted) throws EngineException {
    return parts.networks().remove(wanted);
  }

  public void connect(EndpointSpec spec, String container) throws EngineException {
    parts.networking().connect(state.container(container), spec);
  }

  /**
   * Takes a container off a network.
   *
   * @param force a network that does not exist any more is no mistake
   */
  public void disconnect(String network, String container, boolean force) throws EngineException {
    parts.networking().disconnect(network, container, force);
  }

  public Container create(ContainerSpec spec) throws EngineException {
    return parts.creator().create(LogOptions.merged(spec, settings));
  }

  /** Starts a container that does not run; one that does is left alone. */
  public void start(Container container, int columns) throws EngineException {
    parts.lifecycle().start(container, columns);
  }

  /** Stops a container within {@code seconds}, then by force; -1 waits for ever. */
  public void stop(Container container, int seconds) {
    stop(container, Optional.empty(), seconds);
  }

  /** The same by a signal of the user's choice, named without SIG. */
  public void stop(Container container, Optional<String> signal, int seconds) {
    parts.lifecycle().stop(container, signal, seconds);
  }

  /** Stops and starts a container, by name, id or beginning of an id. */
  public void restart(String name, Optional<String> signal, int seconds) throws EngineException {
    parts.lifecycle().restart(state.container(name), name, signal, seconds);
  }

  /** Sends a signal, named without SIG. */
  public void kill(Container container, String signal) throws EngineException {
    parts.lifecycle().kill(container, signal);
  }

  /** Changes settings of containers. */
  public Updates updates() {
    return new Updates(state, settings.profile().wording());
  }

  /** Tells that something was done to a container that the engine itself has not done. */
  public void tell(Container container, String action) {
    state.events().container(container, action);
  }

  public void pause(Container container) throws EngineException {
    parts.lifecycle().pause(container);
  }

  public void unpause(Container container) throws EngineException {
    parts.lifecycle().unpause(container);
  }

  public void rename(Container container, String name) throws EngineException {
    parts.creator().rename(container, name);
  }

  /**
   * Removes a container.
   *
   * @param force kills it if it runs
   * @param withVolumes those that were given no name go with it
   */
  public void remove(Container container, boolean force, boolean withVolumes)
      throws EngineException {
    parts.lifecycle().remove(container, force, withVolumes, settings.profile().wording());
  }

  /**
   * Runs one more process in a container.
   *
   * @param output takes what it prints
   */
  public KernelProcess exec(Container container, ExecSpec spec, ProcessOutput output)
      throws EngineException {
    return parts.execs().start(container, spec, output);
  }
}
