package passerelle.engine.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Links;
import passerelle.engine.Volume;
import passerelle.image.Image;
import passerelle.network.Network;

/** What an engine knows: its containers and networks, oldest first. */
public final class EngineState {
  private final Events events;
  private final Map<String, Container> containers = new LinkedHashMap<>();
  private final FirstImages firstImages;
  private final boolean all;
  private final Set<String> removedImages = new HashSet<>();
  private Optional<List<Image>> images = Optional.empty();
  private final Map<String, Images.Commit> commits = new LinkedHashMap<>();
  private final Map<String, Image> archived = new LinkedHashMap<>();
  private final Map<String, String> messages = new LinkedHashMap<>();
  private final Map<String, Image> buildCache = new LinkedHashMap<>();
  private final Map<String, Volume> volumes = new TreeMap<>();
  private final Links links = new Links();
  private final Map<String, Network> networks = new LinkedHashMap<>();
  private final Map<String, Container> containersByName = new LinkedHashMap<>();
  private boolean forwarding = true;

  /**
   * The images that are there already, asked for when they are needed.
   *
   * @param all all of them
   * @param named one, by one of its names with its tag
   */
  public record FirstImages(Supplier<List<Image>> all, Function<String, Optional<Image>> named) {
    public static final FirstImages NONE = new FirstImages(List::of, name -> Optional.empty());
  }

  /**
   * An engine's state at first.
   *
   * @param all whether these are all that a registry has
   */
  public EngineState(Events events, FirstImages firstImages, boolean all) {
    this.all = all;
    this.events = events;
    this.firstImages = firstImages;
  }

  /** Who is told what is done. */
  public Events events() {
    return events;
  }

  /** The host forwarded packets, or the engine made it, when the engine started. */
  public boolean isForwarding() {
    return forwarding;
  }

  public void setForwarding(boolean on) {
    forwarding = on;
  }

  public List<Container> containers() {
    return List.copyOf(containers.values());
  }

  /** The same without a copy: for looking, not for changing anything meanwhile. */
  public Collection<Container> containersInPlace() {
    return Collections.unmodifiableCollection(containers.values());
  }

  public List<Network> networks() {
    return List.copyOf(networks.values());
  }

  /** The images, in the order in which they came. */
  public List<Image> images() {
    if (images.isEmpty()) {
      images = Optional.of(new ArrayList<>(firstImages.all().get()));
    }
    return images.get();
  }

  /** The image of a name with its tag. */
  public Optional<Image> image(String reference) {
    return images
        .map(known -> known.stream().filter(i -> i.references().contains(reference)).findFirst())
        .orElseGet(() -> firstImages.named().apply(reference));
  }

  /** Whether the images are those that were there at first; nobody has to read them for that. */
  boolean hasFirstImages() {
    return images.isEmpty() || ids(images.get()).equals(ids(firstImages.all().get()));
  }

  private static List<String> ids(List<Image> images) {
    return images.stream().map(Image::id).toList();
  }

  /** Whether whatever a registry has is there from the start. */
  public boolean hasAll() {
    return all;
  }

  /** Names that were taken from images, so that they are not there from the start any more. */
  public Set<String> removedImages() {
    return removedImages;
  }

  /** How images were made here, by their ids. */
  public Map<String, Images.Commit> commits() {
    return commits;
  }

  /** The images that archives hold, by an image's id or by the archive's digest. */
  public Map<String, Image> archived() {
    return archived;
  }

  /** What was said of images when they were imported, by their ids. */
  public Map<String, String> messages() {
    return messages;
  }

  /** What steps of builds have made, by what they did to what. */
  public Map<String, Image> buildCache() {
    return buildCache;
  }

  /** The volumes by name. */
  public Map<String, Volume> volumes() {
    return volumes;
  }

  /** The legacy links between containers. */
  public Links links() {
    return links;
  }

  public void add(Container container) {
    containers.put(container.id(), container);
    containersByName.put(container.name(), container);
  }

  public void remove(Container container) {
    containers.remove(container.id());
    links.forget(container);
    containersByName.remove(container.name());
  }

  public boolean has(Container container) {
    return containers.containsKey(container.id());
  }

  public void rename(Container container, String name) {
    containersByName.remove(container.name());
    container.rename(name);
    containersByName.put(name, container);
  }

  public Map<String, Container> containersByName() {
    return containersByName;
  }

  public void add(Network network) {
    networks.put(network.id(), network);
  }

  public void remove(Network network) {
    networks.remove(network.id());
  }

  public Optional<Network> networkNamed(String name) {
    return networks.values().stream().filter(n -> n.name().equals(name)).findFirst();
  }

  /** By full id, by name, or by the beginning of an id (daemon/container.go:GetContainer). */
  public Container container(String wanted) throws EngineException {
    if (wanted.isEmpty()) {
      throw EngineException.unnamedContainer();
    }
    String name = wanted.startsWith("/") ? wanted.substring(1) : wanted;
    Container exact = containers.getOrDefault(wanted, containersByName.get(name));
    if (exact != null) {
      return exact;
    }
    Optional<Container> linked = links.named(name).filter(this::has);
    if (linked.isPresent()) {
      return linked.get();
    }
    List<Container> found = new ArrayList<>();
    if (wanted.matches("[0-9a-f]+")) {
      containers.forEach(
          (id, c) -> {
            if (id.startsWith(wanted)) {
              found.add(c);
            }
          });
    }
    if (found.size() > 1) {
      throw EngineException.bad("Multiple IDs found with provided prefix: " + wanted);
    }
    return found.stream()
        .findFirst()
        .orElseThrow(() -> EngineException.notFound("No such container: " + wanted));
  }

  /** By full id, by name, or by the beginning of an id (daemon/network.go:FindNetwork). */
  public Network network(String wanted) throws EngineException {
    if (wanted.isEmpty()) {
      throw EngineException.unnamedNetwork();
    }
    if (networks.containsKey(wanted)) {
      return networks.get(wanted);
    }
    Optional<Network> named = networkNamed(wanted);
    if (named.isPresent()) {
      return named.get();
    }
    List<Network> found =
        networks.values().stream().filter(n -> n.id().startsWith(wanted)).toList();
    if (found.size() > 1) {
      throw EngineException.bad(
          "network %s is ambiguous (%s matches found based on ID prefix)"
              .formatted(wanted, found.size()));
    }
    return found.stream()
        .findFirst()
        .orElseThrow(() -> EngineException.notFound("network " + wanted + " not found"));
  }
}
