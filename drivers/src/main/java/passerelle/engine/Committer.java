package passerelle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.image.Distributions;
import passerelle.image.Image;
import passerelle.image.ImageBehaviour;
import passerelle.image.ImageReference;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/** Makes images of containers (daemon/commit.go). */
public final class Committer {
  private static final long SECOND = 1_000_000_000L;

  private final Host host;
  private final EngineState state;
  private final Images images;
  private final Roots roots;
  private final Lifecycle lifecycle;

  Committer(Host host, EngineState state, Images images, Roots roots, Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
    this.host = host;
    this.state = state;
    this.images = images;
    this.roots = roots;
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
    Image parent = container.image();
    Configuration configuration = new Configuration(container);
    for (String change : wish.changes()) {
      configuration.apply(change);
    }
    long written = roots.written(container);
    Image.Process process = configuration.process();
    Image image =
        new Image(
            List.of(),
            Identities.derived("commit " + host.now(), container.id()),
            parent.size() + written,
            -(host.now() / SECOND),
            process,
            List.copyOf(configuration.exposed),
            Map.copyOf(configuration.labels),
            parent.userland(),
            files(container),
            process.argv().equals(parent.process().argv())
                ? parent.behaviour()
                : ImageBehaviour.NONE,
            List.copyOf(configuration.volumes),
            new Image.Layers(
                parent.layers().content() + written * 3 / 8,
                parent.layers().unpacked() + written,
                true));
    String command = String.join(" ", container.argv());
    state
        .commits()
        .put(
            image.id(), new Images.Commit(parent, command, wish.comment(), wish.author(), written));
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

  /** The files of the image with what the container has changed. */
  private Map<String, String> files(Container container) throws EngineException {
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
        }
      }
    } catch (KernelException e) {
      throw EngineException.system("cannot read the container: " + Wording26.lower(e.errno()));
    }
    return all;
  }

  /** The configuration of the image to be: the container's, changed by instructions. */
  private static final class Configuration {
    private List<String> entrypoint;
    private List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final List<String> exposed = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();
    private String directory;
    private String user;
    private final String stopSignal;

    Configuration(Container container) {
      ContainerSpec.Process own = container.spec().process();
      Image.Process image = container.image().process();
      entrypoint = own.entrypoint().orElse(image.entrypoint());
      command = container.command();
      image.environment().forEach(this::variable);
      own.environment().forEach(this::variable);
      labels.putAll(container.image().labels());
      labels.putAll(container.spec().labels());
      exposed.addAll(ContainerPorts.exposed(container));
      volumes.addAll(container.image().volumes());
      directory = own.directory().isEmpty() ? image.directory() : own.directory();
      user = own.user().isEmpty() ? image.user() : own.user();
      stopSignal = image.stopSignal();
    }

    private void variable(String text) {
      int equals = text.indexOf('=');
      environment.put(text.substring(0, equals), text.substring(equals + 1));
    }

    /** One instruction (builder/dockerfile: BuildFromConfig). */
    void apply(String change) throws EngineException {
      String[] words = change.trim().split("\\s+", 2);
      String rest = words.length > 1 ? words[1].trim() : "";
      switch (words[0].toUpperCase(Locale.ROOT)) {
        case "CMD" -> command = list(rest);
        case "ENTRYPOINT" -> entrypoint = list(rest);
        case "ENV" -> pair(rest, environment);
        case "LABEL" -> pair(rest, labels);
        case "EXPOSE" -> exposed.add(rest.contains("/") ? rest : rest + "/tcp");
        case "USER" -> user = rest;
        case "VOLUME" -> volumes.addAll(list(rest));
        case "WORKDIR" -> directory = rest.startsWith("/") ? rest : directory + "/" + rest;
        default -> throw EngineException.bad(words[0] + " is not a valid change command");
      }
    }

    private static void pair(String text, Map<String, String> pairs) {
      int equals = text.indexOf('=') < 0 ? text.indexOf(' ') : text.indexOf('=');
      String value = equals < 0 ? "" : text.substring(equals + 1);
      pairs.put(
          equals < 0 ? text : text.substring(0, equals), value.replaceFirst("^\"(.*)\"$", "$1"));
    }

    /** {@code ["a", "b"]}, or a command for the shell. */
    private static List<String> list(String text) {
      if (!text.startsWith("[") || !text.endsWith("]")) {
        return List.of("/bin/sh", "-c", text);
      }
      List<String> words = new ArrayList<>();
      Matcher word = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(text);
      while (word.find()) {
        words.add(word.group(1).replaceAll("\\\\(.)", "$1"));
      }
      return words;
    }

    Image.Process process() {
      List<String> variables = new ArrayList<>();
      environment.forEach((name, value) -> variables.add(name + "=" + value));
      return new Image.Process(entrypoint, command, variables, directory, user, stopSignal);
    }
  }
}
