package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.Volume;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.container.ContainerDocument;
import passerelle.engine.cli.image.ImageDocument;
import passerelle.engine.cli.network.NetworkDocument;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.DockerTypes;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.InspectFormatter;
import passerelle.gotemplate.InspectFormatter.Found;
import passerelle.gotemplate.InspectFormatter.Missing;
import passerelle.gotemplate.InspectFormatter.Outcome;
import passerelle.gotemplate.InspectFormatter.Reference;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.network.Network;

/** inspect, and network, container and image inspect (docker/cli system/inspect.go). */
public final class InspectCommand {
  private final Invocation call;
  private final Engine engine;

  /** Types of which only a swarm has any. */
  private static final Set<String> SWARMS = Set.of("node", "service", "task", "secret", "config");

  /** What the client reads answers into, and what it is answered. */
  private final DockerTypes types;

  private final DockerTypes answered;

  public InspectCommand(Invocation call) {
    this.call = call;
    this.engine = call.engine();
    this.types = DockerTypes.of(call.engine().profile().version().lineage());
    this.answered = DockerTypes.of(call.api().answers().lineage());
  }

  /** Any object of the kinds given; the first kind that has the name wins. */
  public int any() throws CliException {
    String type = call.flags().text("type").orElse("");
    if (type.isEmpty() && call.flags().has("type") && call.style().has(Trait.NEEDS_TYPE)) {
      throw new CliException(call.style().says(Phrase.WRONG_TYPE, type, "type is empty") + "\n", 1);
    } else if (SWARMS.contains(type)) {
      String none = "Error response from daemon: " + EngineException.inNoSwarm().getMessage();
      return print(type, name -> new Missing(none));
    } else if (type.equals("plugin")) {
      return print(
          type,
          name -> new Missing("Error response from daemon: plugin \"" + name + "\" not found"));
    } else if (!List.of("", "container", "network", "image", "volume").contains(type)) {
      throw new CliException(
          call.style().says(Phrase.WRONG_TYPE, type, "unknown type: " + GoQuote.quote(type)) + "\n",
          1);
    }
    return print(type.isEmpty() ? "object" : type, name -> anyReference(type, name));
  }

  private Reference anyReference(String type, String name) {
    Optional<Reference> found = Optional.empty();
    if (type.isEmpty() || type.equals("container")) {
      found = container(name);
    }
    if (found.isEmpty() && (type.isEmpty() || type.equals("image"))) {
      found = unsized("image", image(name));
    }
    if (found.isEmpty() && (type.isEmpty() || type.equals("network"))) {
      found = unsized("network", network(name));
    }
    if (found.isEmpty() && (type.isEmpty() || type.equals("volume"))) {
      found = unsized("volume", volume(name, true));
    }
    if (found.isPresent()) {
      return found.get();
    }
    return new Missing(
        switch (type) {
          case "container" -> "Error response from daemon: No such container: " + name;
          case "image" -> missingImage(name);
          case "network" -> missingNetwork(name);
          case "volume" -> missingVolume(name);
          default -> call.style().says(Phrase.NO_SUCH_OBJECT, name);
        });
  }

  /** What has no size that {@code --size} asks for. */
  private Optional<Reference> unsized(String type, Optional<Reference> found) {
    if (found.isPresent() && call.flags().on("size")) {
      call.errorLine("WARNING: --size ignored for " + type);
    }
    return found;
  }

  public int networks() {
    return print(
        "network", name -> network(name).orElseGet(() -> new Missing(missingNetwork(name))));
  }

  public int containers() {
    return print(
        "container",
        name ->
            container(name)
                .orElseGet(
                    () -> new Missing("Error response from daemon: No such container: " + name)));
  }

  public int images() {
    return print("image", name -> image(name).orElseGet(() -> new Missing(missingImage(name))));
  }

  public int volumes() {
    return print(
        "volume", name -> volume(name, false).orElseGet(() -> new Missing(missingVolume(name))));
  }

  private static String missingVolume(String name) {
    return "Error response from daemon: get " + name + ": no such volume";
  }

  private static String missingNetwork(String name) {
    return "Error response from daemon: network " + name + " not found";
  }

  private static String missingImage(String name) {
    return "Error response from daemon: No such image: " + ImageCatalogue.normalize(name);
  }

  private interface Lookup {
    Reference of(String name);
  }

  private int print(String kind, Lookup lookup) {
    List<Reference> references = new ArrayList<>();
    for (String name : call.arguments()) {
      references.add(name.isEmpty() ? new Missing(call.style().unnamed(kind)) : lookup.of(name));
    }
    Outcome outcome = InspectFormatter.format(call.flags().text("format").orElse(""), references);
    call.io().out(outcome.output());
    call.io().err(outcome.error());
    return outcome.status();
  }

  private Optional<Reference> container(String name) {
    try {
      Container container = engine.container(name);
      return Optional.of(
          new Found(
              types.container(),
              new ContainerDocument(engine, container, call.flags().on("size"))
                  .build(answered.container())));
    } catch (EngineException missing) {
      return Optional.empty();
    }
  }

  private Optional<Reference> network(String name) {
    try {
      Network network = engine.network(name);
      return Optional.of(
          new Found(types.network(), NetworkDocument.build(engine, network, answered.network())));
    } catch (EngineException missing) {
      return Optional.empty();
    }
  }

  /** By {@code docker inspect}, or by {@code docker volume inspect}, which keeps no raw answer. */
  private Optional<Reference> volume(String name, boolean raw) {
    try {
      Volume volume = engine.volumes().get(name);
      return Optional.of(
          new Found(
              types.volume(), VolumeCommands.document(engine, volume, answered.volume()), raw));
    } catch (EngineException missing) {
      return Optional.empty();
    }
  }

  private Optional<Reference> image(String name) {
    Optional<Image> image = engine.image(name);
    return image.map(
        i -> new Found(types.image(), ImageDocument.build(engine, i, answered.image())));
  }
}
