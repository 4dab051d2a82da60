package passerelle.engine.life;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.Links;
import passerelle.engine.NetworkMode;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.network.EndpointCheck;
import passerelle.engine.network.Endpoints;
import passerelle.engine.process.JoinedNamespaces;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Mounts;
import passerelle.image.Image;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;

/** Checks what a container is asked to be, and makes it (daemon/create.go, runconfig). */
public record Creator(
    Host host,
    EngineState state,
    Images images,
    Identities identities,
    Wording wording,
    Mounts mounts) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  private static final String UNDEFINED = ". This would result in undefined behavior";

  private static final Set<String> RUNTIMES = Set.of("", "runc", "io.containerd.runc.v2");

  public Container create(ContainerSpec spec) throws EngineException {
    NetworkMode mode = NetworkMode.of(spec.networkMode());
    RestartPolicy.check(spec.life().restart(), spec.life().restarts());
    checkMode(spec, mode);
    checkRuntime(spec);
    checkSysctls(spec, mode);
    new HostConfigCheck(spec, wording).check();
    mounts.check(spec.storage());
    checkDirectory(spec.process().directory());
    Image image = image(spec.image());
    if (argv(spec, image).isEmpty()) {
      throw EngineException.bad("no command specified");
    }
    for (EndpointSpec endpoint : spec.networks()) {
      Optional<Network> network = find(endpoint.network());
      if (network.isPresent()) {
        checkEndpoint(endpoint, network.get());
      } else if (mode.isContainer() && endpoint.address().isPresent()) {
        throw badEndpoint(mode.text(), EndpointCheck.addressElsewhere().getMessage());
      }
    }
    String id = identities.id();
    String name = name(spec.name());
    Optional<String> refused =
        wording.storageRefused(spec.shown().getOrDefault("storage-opt", List.of()));
    if (refused.isPresent()) {
      throw EngineException.system(refused.get());
    }
    ContainerSpec settled =
        new JoinedNamespaces(state)
            .settle(settleMode(spec, mode))
            .withHealth(image.made().health());
    Map<String, Container> children = children(spec, mode);
    Container container = new Container(id, name, settled, image, host.now());
    for (EndpointSpec endpoint : attachments(spec, mode)) {
      String network = find(endpoint.network()).map(Network::name).orElse(endpoint.network());
      container.attachments().put(network, new Attachment(endpoint.withNetwork(network), ""));
    }
    mount(container);
    state.add(container);
    state.events().container(container, "create");
    children.forEach((alias, child) -> state.links().add(container, alias, child));
    host.spend(20);
    return container;
  }

  /** A container that cannot have its mounts is taken back. */
  private void mount(Container container) throws EngineException {
    try {
      mounts.register(container);
    } catch (EngineException e) {
      host.kernel().spaces().remove(container.id());
      state.events().container(container, "destroy");
      throw e;
    }
  }

  private static void checkDirectory(String directory) throws EngineException {
    if (!directory.isEmpty() && !directory.startsWith("/")) {
      throw EngineException.bad(
          "the working directory '" + directory + "' is invalid, it needs to be an absolute path");
    }
  }

  private static void checkRuntime(ContainerSpec spec) throws EngineException {
    for (String runtime : spec.shown().getOrDefault("runtime", List.of())) {
      if (!RUNTIMES.contains(runtime)) {
        throw EngineException.bad("unknown or invalid runtime name: " + runtime);
      }
    }
  }

  private void checkSysctls(ContainerSpec spec, NetworkMode mode) throws EngineException {
    if (mode.isHost() || mode.isContainer()) {
      return;
    }
    for (String key : spec.privileges().sysctls().keySet()) {
      Optional<String> refusal = wording.sysctlRefused(key);
      if (refusal.isPresent()) {
        throw EngineException.bad(refusal.get());
      }
    }
  }

  private static List<String> argv(ContainerSpec spec, Image image) {
    List<String> argv = new ArrayList<>(spec.process().entrypoint().orElse(image.process().argv()));
    argv.addAll(spec.process().command());
    return argv;
  }

  private Image image(String wanted) throws EngineException {
    return images.get(wanted);
  }

  private Optional<Network> find(String wanted) {
    try {
      return Optional.of(state.network(wanted));
    } catch (EngineException missing) {
      return Optional.empty();
    }
  }

  private void checkEndpoint(EndpointSpec spec, Network network) throws EngineException {
    try {
      EndpointCheck.check(spec, network, wording);
    } catch (EngineException e) {
      throw badEndpoint(network.name(), e.getMessage());
    }
  }

  private static EngineException badEndpoint(String network, String why) {
    return EngineException.bad("invalid config for network " + network + ": " + why);
  }

  /** What cannot go with a namespace that is not the container's own (validateNetContainerMode). */
  private void checkMode(ContainerSpec spec, NetworkMode mode) throws EngineException {
    boolean links = !spec.naming().links().isEmpty();
    if (mode.text().equals("container")) {
      throw EngineException.bad(wording.says(Phrase.BAD_CONTAINER_MODE));
    }
    boolean hostsUts = spec.shown("uts").equals("host");
    refuse(hostsUts && !spec.naming().hostname().isEmpty(), "hostname and the UTS mode");
    checkNamespace(spec, "pid", "PID", "host|private");
    checkNamespace(spec, "ipc", "IPC", "host|private|none|shareable");
    if (mode.isHost()) {
      refuse(links, "host type networking can't be used with links" + UNDEFINED);
    }
    if (!mode.isContainer()) {
      return;
    }
    if (mode.container().isEmpty()) {
      throw EngineException.bad(wording.says(Phrase.BAD_CONTAINER_MODE));
    }
    ContainerSpec.Ports ports = spec.ports();
    refuse(!spec.naming().hostname().isEmpty(), "hostname and the network mode");
    refuse(links, "container type network can't be used with links" + UNDEFINED);
    refuse(!spec.naming().dns().isEmpty(), "dns and the network mode");
    refuse(!spec.naming().extraHosts().isEmpty(), "custom host-to-IP mapping and the network mode");
    refuse(
        !ports.bindings().isEmpty() || ports.publishAll(),
        "port publishing and the container type network mode");
    refuse(!ports.exposed().isEmpty(), "port exposing and the container type network mode");
  }

  /** {@code --pid}, {@code --ipc}: a mode that there is, or a container's. */
  private static void checkNamespace(ContainerSpec spec, String option, String name, String modes)
      throws EngineException {
    String mode = spec.shown(option);
    if (!mode.startsWith("container:") && !mode.isEmpty() && !mode.matches(modes)) {
      throw EngineException.bad("invalid " + name + " mode: " + mode);
    }
  }

  private static void refuse(boolean conflict, String options) throws EngineException {
    if (conflict) {
      throw EngineException.bad("conflicting options: " + options);
    }
  }

  private String name(String wanted) throws EngineException {
    if (wanted.isEmpty()) {
      return identities.containerName(state.containersByName().keySet());
    }
    String name = wanted.startsWith("/") ? wanted.substring(1) : wanted;
    if (!NAME.matcher(name).matches()) {
      throw EngineException.bad(
          "Invalid container name (" + wanted + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }
    refuseTaken(name);
    return name;
  }

  private void refuseTaken(String name) throws EngineException {
    Container other = state.containersByName().get(name);
    if (other != null) {
      throw EngineException.conflict(
          "Conflict. The container name \"/"
              + (name + "\" is already in use by container \"" + other.id())
              + "\". You have to remove (or rename) that container to be able to reuse that name.");
    }
  }

  private String nameToAllocate(String wanted) throws EngineException {
    try {
      return name(wanted);
    } catch (EngineException e) {
      throw new EngineException(e.kind(), "Error when allocating new name: " + e.getMessage());
    }
  }

  /** {@code docker rename}. */
  public void rename(Container container, String wanted) throws EngineException {
    String name = wanted.startsWith("/") ? wanted.substring(1) : wanted;
    if (name.equals(container.name())) {
      throw EngineException.bad("Renaming a container with the same name as its current name");
    }
    String before = container.name();
    state.rename(container, nameToAllocate("/" + name));
    for (Attachment attachment : container.attachments().values()) {
      attachment.endpoint().ifPresent(e -> Endpoints.rename(e, container));
    }
    state.events().container(container, "rename", "oldName", "/" + before);
  }

  /** A container to be joined is remembered by its id. */
  private ContainerSpec settleMode(ContainerSpec spec, NetworkMode mode) {
    String text = mode.text();
    if (mode.isContainer()) {
      try {
        text = "container:" + state.container(mode.container()).id();
      } catch (EngineException missing) {
        text = mode.text();
      }
    }
    return spec.withNetworkMode(text);
  }

  /** The containers that a container is to be linked to, by alias (daemon:registerLinks). */
  private Map<String, Container> children(ContainerSpec spec, NetworkMode mode)
      throws EngineException {
    Map<String, Container> children = new LinkedHashMap<>();
    if (mode.isUserDefined()) {
      return children;
    }
    for (String link : spec.naming().links()) {
      Container child = linkable(Links.target(link));
      NetworkMode its = NetworkMode.of(child.spec().networkMode());
      while (its.isContainer()) {
        child = linkable(its.container());
        its = NetworkMode.of(child.spec().networkMode());
      }
      refuse(its.isHost(), "host type networking can't be used with links" + UNDEFINED);
      // Without an alias the further name would be the container's own: the link is ignored.
      if (!Links.alias(link).isEmpty()) {
        children.putIfAbsent(Links.alias(link), child);
      }
    }
    return children;
  }

  private Container linkable(String name) throws EngineException {
    try {
      return state.container(name);
    } catch (EngineException e) {
      throw EngineException.bad("could not get container for " + name + ": " + e.getMessage());
    }
  }

  private static List<EndpointSpec> attachments(ContainerSpec spec, NetworkMode mode) {
    if (mode.isContainer()) {
      return List.of();
    }
    if (spec.networks().isEmpty()) {
      return List.of(EndpointSpec.of(mode.text()));
    }
    // The client sends them as an object of JSON, sorted by name.
    return spec.networks().stream().sorted(Comparator.comparing(EndpointSpec::network)).toList();
  }
}
