package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.QuietIo;
import passerelle.engine.cli.container.PortColumn;
import passerelle.engine.compose.Project;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;

/** Commands of {@code docker compose} that are docker's own, for the containers of a project. */
public final class ComposeDelegates {
  private static final GoType INTEGER = GoValue.integer(0).type();
  private static final GoType.Struct PUBLISHER =
      new GoType.Struct(
          "api.PortPublisher",
          List.of(
              field("URL", GoType.STRING),
              field("TargetPort", INTEGER),
              field("PublishedPort", INTEGER),
              field("Protocol", GoType.STRING)),
          Map.of());

  private ComposeDelegates() {}

  /** {@code compose attach}: to one container of a service. */
  public static int attach(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    String name = ComposeCommands.running(call, project, call.arguments().get(0)).name();
    List<String> words = new ArrayList<>(List.of("attach"));
    if (call.flags().on("no-stdin")) {
      words.add("--no-stdin");
    }
    words.add(name);
    return call.docker().run(words, call.io());
  }

  /** {@code compose stats}: what was made last comes first. */
  public static int stats(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    List<Container> containers = new ArrayList<>(project.present(call.arguments()));
    containers.removeIf(c -> !call.flags().on("all") && !c.isRunning());
    containers.sort(Comparator.comparing(Container::created).reversed());
    List<String> words = options(call, "stats", List.of("no-stream", "no-trunc"));
    containers.forEach(c -> words.add(c.name()));
    return containers.isEmpty() ? 0 : call.docker().run(words, call.io());
  }

  /** {@code compose volumes}: those that Compose has made for the project. */
  public static int volumes(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    project.services(call.arguments());
    List<String> words = options(call, "volume ls", List.of("quiet"));
    words.add("--filter=label=" + Project.LABEL + "=" + project.file().name());
    return call.docker().run(words, call.io());
  }

  private static List<String> options(Invocation call, String command, List<String> switches) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    switches.stream().filter(call.flags()::on).forEach(option -> words.add("--" + option));
    call.flags().text("format").ifPresent(format -> words.add("--format=" + format));
    return words;
  }

  /** {@code compose wait}: the status of the last that ends is its own. */
  public static int waitFor(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    List<Container> containers =
        project.containers().stream()
            .filter(c -> c.isRunning() && call.arguments().contains(ComposeProject.service(c)))
            .toList();
    if (containers.isEmpty()) {
      throw new CliException("no containers for project \"" + project.file().name() + "\"\n", 1);
    }
    List<Container> ended = new ArrayList<>();
    for (Container container : containers) {
      StringBuilder complaints = new StringBuilder();
      int status =
          call.docker().run(List.of("wait", container.name()), new QuietIo(call.io(), complaints));
      if (status != 0) {
        throw new CliException(complaints.toString(), status);
      }
      ended.add(container);
    }
    for (Container container : ended) {
      call.line(
          "container \"" + container.id() + "\" exited with status code " + container.exitCode());
    }
    return ended.get(ended.size() - 1).exitCode();
  }

  /** {@code compose scale SERVICE=NUMBER...}. */
  public static int scale(Invocation call) throws CliException, EngineException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String argument : call.arguments()) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2) {
        throw new CliException("invalid scale specifier: " + argument + "\n", 1);
      }
      if (!parts[1].matches("\\d{1,3}")) {
        throw new CliException(
            "invalid scale specifier: can't parse replica value as int: " + argument + "\n", 1);
      }
      numbers.put(parts[0], Integer.parseInt(parts[1]));
    }
    return new ComposeUp(call, ComposeProject.of(call), List.copyOf(numbers.keySet()), numbers)
        .scale();
  }

  /** The ports of a container in {@code compose ps --format} (pkg/api PortPublisher). */
  static GoValue publishers(Invocation call, Container container) {
    List<GoValue> publishers = new ArrayList<>();
    for (PortColumn.Port port : PortColumn.ports(container, call.engine().profile())) {
      publishers.add(
          new GoValue.StructValue(
              PUBLISHER,
              List.of(
                  GoValue.string(port.address()),
                  GoValue.integer(port.inside()),
                  GoValue.integer(port.outside()),
                  GoValue.string(port.protocol()))));
    }
    return new GoValue.Slice(
        new GoType.SliceOf("api.PortPublishers", PUBLISHER), publishers, false);
  }

  private static GoType.Field field(String name, GoType type) {
    return new GoType.Field(name, type, name, false, false);
  }
}
