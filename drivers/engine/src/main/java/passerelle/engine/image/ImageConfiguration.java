package passerelle.engine.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.Paths;
import passerelle.engine.dockerfile.Instruction;
import passerelle.engine.network.ContainerPorts;
import passerelle.image.Image;

/**
 * The settings of an image to be, which instructions of a Dockerfile change (builder/dockerfile
 * dispatchers.go).
 */
public final class ImageConfiguration {
  private List<String> entrypoint;
  private List<String> command;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final List<String> exposed = new ArrayList<>();
  private final List<String> volumes = new ArrayList<>();
  private final Map<String, List<String>> health = new TreeMap<>();
  private List<String> shell = List.of("/bin/sh", "-c");
  private String directory;
  private String user;
  private String stopSignal;
  private boolean hasCommand;

  /** An image's. */
  public ImageConfiguration(Image image) {
    entrypoint = image.process().entrypoint();
    command = image.process().command();
    image.process().environment().forEach(this::variable);
    labels.putAll(image.labels());
    exposed.addAll(image.exposed());
    volumes.addAll(image.volumes());
    health.putAll(image.made().health());
    directory = image.process().directory();
    user = image.process().user();
    stopSignal = image.process().stopSignal();
  }

  /** A container's: those of its image, changed by what it was created with. */
  ImageConfiguration(Container container) {
    this(container.image());
    ContainerSpec.Process own = container.spec().process();
    entrypoint = own.entrypoint().orElse(entrypoint);
    command = container.command();
    own.environment().forEach(this::variable);
    labels.putAll(container.spec().labels());
    exposed.clear();
    exposed.addAll(ContainerPorts.exposed(container));
    directory = own.directory().isEmpty() ? directory : own.directory();
    user = own.user().isEmpty() ? user : own.user();
  }

  private void variable(String text) {
    int equals = text.indexOf('=');
    environment.put(text.substring(0, equals), text.substring(equals + 1));
  }

  public String directory() {
    return directory.isEmpty() ? "/" : directory;
  }

  List<String> exposed() {
    return List.copyOf(exposed);
  }

  List<String> volumes() {
    return List.copyOf(volumes);
  }

  Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  Map<String, List<String>> health() {
    return Map.copyOf(health);
  }

  /** What {@code RUN} runs a text with. */
  public List<String> shell() {
    return shell;
  }

  public void label(String name, String value) {
    labels.put(name, value);
  }

  /**
   * One instruction.
   *
   * @return false when it is none that changes settings
   */
  public boolean apply(Instruction instruction) {
    String rest = instruction.arguments();
    switch (instruction.keyword()) {
      case "CMD" -> {
        command = list(instruction);
        hasCommand = true;
      }
      case "ENTRYPOINT" -> {
        entrypoint = list(instruction);
        command = hasCommand ? command : List.of();
      }
      case "ENV" -> instruction.pairs().forEach(p -> environment.put(p.getKey(), p.getValue()));
      case "LABEL" -> instruction.pairs().forEach(p -> labels.put(p.getKey(), p.getValue()));
      case "EXPOSE" -> instruction.words().forEach(this::expose);
      case "USER" -> user = rest;
      case "VOLUME" -> volumes.addAll(instruction.list().orElse(instruction.words()));
      case "WORKDIR" ->
          directory = Paths.clean(rest.startsWith("/") ? rest : directory() + "/" + rest);
      case "STOPSIGNAL" -> stopSignal = rest;
      case "SHELL" -> shell = instruction.list().orElse(shell);
      case "HEALTHCHECK" -> check(instruction);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void expose(String word) {
    for (String port : new ExposedPorts(word).all()) {
      if (!exposed.contains(port)) {
        exposed.add(port);
      }
    }
  }

  private void check(Instruction instruction) {
    health.clear();
    String rest = instruction.arguments();
    if (rest.toUpperCase(java.util.Locale.ROOT).startsWith("CMD")) {
      String command = rest.substring("CMD".length()).strip();
      String run = Instruction.list(command).map(words -> String.join(" ", words)).orElse(command);
      health.put("health-cmd", List.of(run));
      instruction.flags().forEach((name, value) -> health.put("health-" + name, List.of(value)));
    }
  }

  /** {@code ["a", "b"]}, or a command for the shell. */
  private List<String> list(Instruction instruction) {
    return instruction.list().orElseGet(() -> shelled(instruction.arguments()));
  }

  /** A text as the shell is given it. */
  public List<String> shelled(String text) {
    List<String> words = new ArrayList<>(shell);
    words.add(text);
    return words;
  }

  public Image.Process process() {
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    return new Image.Process(entrypoint, command, variables, directory, user, stopSignal);
  }
}
