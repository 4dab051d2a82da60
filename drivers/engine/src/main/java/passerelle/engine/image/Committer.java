package passerelle.engine.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.Wording26;
import passerelle.engine.dockerfile.Instruction;
import passerelle.engine.life.Lifecycle;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Roots;
import passerelle.image.Distributions;
import passerelle.image.Image;
import passerelle.image.ImageReference;
import passerelle.image.Invocation;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/** Makes images of containers (daemon/commit.go). */
public record Committer(
    Host host, EngineState state, Images images, Roots roots, Lifecycle lifecycle) {
  private static final long SECOND = 1_000_000_000L;

  /** Makes them of archives of files. */
  public Importer importer() {
    return new Importer(host, state, images, roots);
  }

  /**
   * What is asked of a new image.
   *
   * @param name empty for none
   * @param changes {@code --change}: instructions of a Dockerfile
   * @param pause the container's processes stand still meanwhile
   */
  public record Wish(
      Optional<ImageReference> name,
      String comment,
      String author,
      List<String> changes,
      boolean pause) {}

  /** The image that a container is now: its image with its layer. */
  public Image commit(Container container, Wish wish) throws EngineException {
    boolean pause = wish.pause() && container.status() == Container.Status.RUNNING;
    if (pause) {
      lifecycle.pause(container);
    }
    try {
      return commitAsItIs(container, wish);
    } finally {
      if (pause) {
        lifecycle.unpause(container);
      }
    }
  }

  private Image commitAsItIs(Container container, Wish wish) throws EngineException {
    ImageConfiguration configuration = new ImageConfiguration(container);
    change(configuration, wish.changes());
    String id = Identities.derived("commit " + host.now(), container.id());
    Image image = layered(container, configuration, id);
    String command = String.join(" ", container.argv());
    long written = roots.written(container);
    state
        .commits()
        .put(
            id,
            new Images.Commit(
                container.image(), command, wish.comment(), wish.author(), written, true));
    images.add(image);
    String name = wish.name().map(ImageReference::familiar).orElse("");
    if (!name.isEmpty()) {
      images.name(image, name);
      state.events().image(image.digest(), "tag", name, image.labels());
    }
    String[] what = {"comment", wish.comment(), "imageID", image.digest(), "imageRef", name};
    state.events().container(container, "commit", what);
    host.spend(50);
    return images.get(image.id());
  }

  /** Does what instructions of a Dockerfile say ({@code --change}). */
  static void change(ImageConfiguration configuration, List<String> changes)
      throws EngineException {
    for (String change : changes) {
      String[] words = change.trim().split("\\s+", 2);
      String rest = words.length > 1 ? words[1].trim() : "";
      String keyword = words[0].toUpperCase(Locale.ROOT);
      for (String word : keyword.equals("EXPOSE") ? rest.split("\\s+") : new String[0]) {
        String unread = new ExposedPorts(word).unread();
        if (!unread.isEmpty()) {
          throw EngineException.bad("Invalid " + unread);
        }
      }
      if (!configuration.apply(new Instruction(keyword, Map.of(), rest, Map.of(), 1, 1))) {
        throw EngineException.bad(words[0] + " is not a valid change command");
      }
    }
  }

  /** A container's image with its layer, and with other settings. */
  public Image layered(Container container, ImageConfiguration configuration, String id)
      throws EngineException {
    Image parent = container.image();
    long written = roots.written(container);
    Image.Layers layers =
        new Image.Layers(
            parent.layers().content() + written * 3 / 8,
            parent.layers().unpacked() + written,
            true);
    Set<String> executables = new TreeSet<>();
    Map<String, String> files = files(container, executables);
    return made(parent, configuration, id, parent.size() + written, files, executables, layers);
  }

  /** An image with other settings. */
  public Image configured(Image parent, ImageConfiguration configuration, String id) {
    Image.Layers layers =
        new Image.Layers(parent.layers().content(), parent.layers().unpacked(), true);
    Map<String, String> files = new TreeMap<>(parent.files());
    Distributions.files(parent).forEach(files::putIfAbsent);
    Set<String> executables = parent.made().executables();
    return made(parent, configuration, id, parent.size(), files, executables, layers);
  }

  private Image made(
      Image parent,
      ImageConfiguration configuration,
      String id,
      long size,
      Map<String, String> files,
      Set<String> executables,
      Image.Layers layers) {
    return new Image(
        List.of(),
        id,
        size,
        -(host.now() / SECOND),
        configuration.process(),
        configuration.exposed(),
        configuration.labels(),
        parent.userland(),
        files,
        parent.behaviour().withProgram(Invocation.program(parent)),
        configuration.volumes(),
        layers,
        new Image.Made(Set.copyOf(executables), configuration.health()));
  }

  /**
   * The files of the image with what the container has changed.
   *
   * @param executables takes the paths of those that may be run
   */
  private Map<String, String> files(Container container, Set<String> executables)
      throws EngineException {
    Map<String, String> all = new TreeMap<>(container.image().files());
    all.putAll(Distributions.files(container.image()));
    FileTree files = roots.of(container);
    try {
      for (FileTree.Change change : roots.changes(container)) {
        String path = change.path();
        if (change.kind() == FileTree.Change.Kind.DELETED) {
          all.keySet().removeIf(p -> p.equals(path) || p.startsWith(path + "/"));
        } else if (files.kind(path) == FileTree.Kind.DIRECTORY) {
          all.putIfAbsent(path + "/", "");
        } else {
          all.put(path, ByteText.decode(files.read(path)));
          if (files.isExecutable(path)) {
            executables.add(path);
          }
        }
      }
    } catch (KernelException e) {
      throw EngineException.system("cannot read the container: " + Wording26.lower(e.errno()));
    }
    all.keySet().stream().filter(files::isExecutable).forEach(executables::add);
    return all;
  }
}
