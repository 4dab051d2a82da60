package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Request;
import passerelle.engine.cli.container.LifeCommands;
import passerelle.engine.cli.container.PortColumn;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoQuote;

/** The commands of {@code docker compose} but for {@code up} (docker/compose cmd/compose). */
public final class ComposeCommands {
  private static final int DEFAULT_TIMEOUT = 10;
  private static final int PORTS = 65_535;

  private ComposeCommands() {}

  static int timeout(Invocation call, Container container) {
    return call.flags()
        .number("timeout")
        .orElse(container.spec().life().stopTimeout().orElse(DEFAULT_TIMEOUT));
  }

  public static int version(Invocation call) {
    String version = call.engine().profile().versions().compose();
    String format = call.flags().text("format").orElse("");
    if (call.flags().on("short")) {
      call.line(version.replaceFirst("^v", ""));
    } else {
      call.line(
          format.equals("json")
              ? "{\"version\":\"" + version + "\"}"
              : "Docker Compose version " + version);
    }
    return 0;
  }

  public static int logs(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    List<Container> containers = project.containers(call.arguments());
    Optional<Integer> index = call.flags().number("index").filter(n -> n > 0);
    if (index.isPresent() && !call.arguments().isEmpty()) {
      String service = call.arguments().get(0);
      Container one = project.ofService(service).get(index.get());
      if (one == null) {
        throw new CliException(
            "service \"" + service + "\" is not running container #" + index.get() + "\n", 1);
      }
      containers = List.of(one);
    }
    ComposeLogs logs = new ComposeLogs(call, project.file().name(), containers);
    if (call.flags().on("follow")) {
      return logs.follow() ? Interruption.STATUS : 0;
    }
    logs.past();
    return 0;
  }

  public static int exec(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    List<String> words = new ArrayList<>(List.of("exec"));
    ParsedFlags flags = call.flags();
    if (flags.on("detach")) {
      words.add("--detach");
    } else {
      words.add("--interactive");
      if (call.io().columns() > 0 && !flags.on("no-tty")) {
        words.add("--tty");
      }
    }
    for (String option : List.of("env", "user", "workdir")) {
      flags.all(option).forEach(value -> words.addAll(List.of("--" + option, value)));
    }
    String service = call.arguments().get(0);
    words.add(running(call, project, service).name());
    words.addAll(call.arguments().subList(1, call.arguments().size()));
    return call.docker().run(words, call.io());
  }

  static Container running(Invocation call, ComposeProject project, String service)
      throws CliException {
    int index = call.flags().number("index").filter(n -> n > 0).orElse(1);
    Container container = project.ofService(service).get(index);
    if (container == null || !container.isRunning()) {
      String which = call.flags().has("index") && index > 1 ? " container #" + index : "";
      throw new CliException("service \"" + service + "\" is not running" + which + "\n", 1);
    }
    return container;
  }

  public static int port(Invocation call) throws CliException {
    String wanted = call.arguments().get(1);
    if (!wanted.matches("\\d{1,5}") || Integer.parseInt(wanted) > PORTS) {
      String why = wanted.matches("\\d+") ? "value out of range" : "invalid syntax";
      throw new CliException(
          "strconv.ParseUint: parsing " + GoQuote.quote(wanted) + ": " + why + "\n", 1);
    }
    ComposeProject project = ComposeProject.named(call);
    Container container = running(call, project, call.arguments().get(0));
    String protocol = call.flags().text("protocol").orElse("tcp");
    String port = call.arguments().get(1) + "/" + protocol;
    List<PortColumn.Port> ports = PortColumn.ports(container, call.engine().profile());
    PortColumn.Port found =
        ports.stream()
            .filter(p -> port.equals(p.inside() + "/" + p.protocol()))
            .findFirst()
            .orElseThrow(() -> noPort(port, container, ports));
    call.line(found.address() + ":" + found.outside());
    return 0;
  }

  private static CliException noPort(
      String port, Container container, List<PortColumn.Port> ports) {
    String others =
        ports.stream().map(p -> p.outside() + "/" + p.protocol()).collect(Collectors.joining(", "));
    return new CliException(
        "no port " + port + " for container " + container.name() + ": " + others + "\n", 1);
  }

  public static int pull(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.of(call);
    try (ComposeProgress progress = new ComposeProgress(call, "Pulling")) {
      for (Service service : project.services(call.arguments())) {
        ComposeUp.pull(call, service, true, progress);
      }
    }
    return 0;
  }

  public static int start(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    if (project.file().file().isEmpty() && project.containers().isEmpty()) {
      throw new CliException(
          "no container found for project \"" + project.file().name() + "\": not found\n", 1);
    }
    for (String service : call.arguments()) {
      if (project.file().file().isEmpty() && !project.file().services().containsKey(service)) {
        throw new CliException("no such service: \"" + service + "\": not found\n", 1);
      }
    }
    List<Container> ordered = project.forwards(project.containers(call.arguments()));
    if (ordered.isEmpty() && !project.file().services().isEmpty()) {
      String first = project.services(call.arguments()).get(0).name();
      throw new CliException("service \"" + first + "\" has no container to start\n", 1);
    }
    try (ComposeProgress progress = new ComposeProgress(call)) {
      ComposeWaiting waiting = new ComposeWaiting(call, project, progress);
      for (Container container : ordered) {
        if (!container.isRunning()) {
          waiting.forDependencies(project.file().services().get(ComposeProject.service(container)));
          start(call, project, container, progress);
        }
      }
    }
    return 0;
  }

  static void start(
      Invocation call, ComposeProject project, Container container, ComposeProgress progress)
      throws CliException, EngineException {
    String id = "Container " + container.name();
    ComposeHooks hooks = new ComposeHooks(call, project);
    hooks.copy(container);
    progress.tell(id, "Starting");
    call.engine().start(container, call.io().columns());
    hooks.started(container);
    progress.tell(id, "Started");
  }

  public static int stop(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    try (ComposeProgress progress = new ComposeProgress(call, "Stopping")) {
      for (List<Container> some : project.levels(project.containers(call.arguments()))) {
        stop(call, project, some, progress, stopped -> {});
      }
    }
    return 0;
  }

  /** What follows as soon as a container has been stopped. */
  @FunctionalInterface
  interface Then {
    void stopped(Container container) throws CliException, EngineException;
  }

  /** Stops all of them at the same time. */
  static void stop(
      Invocation call,
      ComposeProject project,
      List<Container> containers,
      ComposeProgress progress,
      Then then)
      throws CliException, EngineException {
    Map<Container, Request> asked = new LinkedHashMap<>();
    for (Container container : containers) {
      new ComposeHooks(call, project).stopping(container);
      asked.put(
          container,
          new Request(call, () -> call.engine().stop(container, timeout(call, container))));
      progress.tell("Container " + container.name(), "Stopping");
    }
    for (Container container : containers) {
      asked.get(container).await();
      progress.tell("Container " + container.name(), "Stopped");
      then.stopped(container);
    }
  }

  public static int restart(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    try (ComposeProgress progress = new ComposeProgress(call, "Restarting")) {
      project.services(call.arguments());
      List<Container> some = project.containers(restarted(project, call.arguments()));
      for (Container container : project.forwards(some)) {
        progress.tell("Container " + container.name(), "Restarting");
        int seconds = timeout(call, container);
        ComposeHooks hooks = new ComposeHooks(call, project);
        hooks.stopping(container);
        new Request(call, () -> call.engine().restart(container.name(), Optional.empty(), seconds))
            .await();
        hooks.started(container);
        progress.tell("Container " + container.name(), "Started");
      }
    }
    return 0;
  }

  /** These services, and those that are to be restarted with one of them. */
  private static List<String> restarted(ComposeProject project, List<String> named) {
    List<String> all = new ArrayList<>(named);
    for (int i = 0; i < all.size(); i++) {
      String service = all.get(i);
      project.file().services().values().stream()
          .filter(
              other ->
                  Optional.ofNullable(other.dependencies().get(service))
                      .filter(Service.Dependency::restart)
                      .isPresent())
          .map(Service::name)
          .filter(other -> !all.contains(other))
          .forEach(all::add);
    }
    return all;
  }

  public static int pause(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    try (ComposeProgress progress = new ComposeProgress(call, "Pausing")) {
      for (Container container : project.present(call.arguments())) {
        if (container.isRunning() && !ComposeProject.isOneOff(container)) {
          call.engine().pause(container);
          progress.tell("Container " + container.name(), "Paused");
        }
      }
    }
    return 0;
  }

  public static int unpause(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    try (ComposeProgress progress = new ComposeProgress(call)) {
      for (Container container : project.present(call.arguments())) {
        if (container.isRunning() && !ComposeProject.isOneOff(container)) {
          call.engine().unpause(container);
          progress.tell("Container " + container.name(), "Unpaused");
        }
      }
    }
    return 0;
  }

  /** {@code SERVICE:PATH} stands for the service's container in {@code docker cp}. */
  public static int copy(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    List<String> sides = new ArrayList<>();
    String id = "";
    for (String side : call.arguments()) {
      int colon = side.indexOf(':');
      boolean local = colon <= 0 || side.startsWith("/") || side.startsWith(".");
      if (local) {
        sides.add(side);
      } else {
        String service = side.substring(0, colon);
        int index = call.flags().number("index").filter(n -> n > 0).orElse(1);
        Container container = project.ofService(service).get(index);
        if (container == null) {
          throw new CliException("no container found for service \"" + service + "\"\n", 1);
        }
        id = container.name();
        sides.add(id + side.substring(colon));
      }
    }
    String text = "copy " + String.join(" to ", sides);
    try (ComposeProgress progress = new ComposeProgress(call, "Copying")) {
      progress.tell(id, text, "Copying");
      int status =
          call.docker()
              .run(Stream.concat(Stream.of("cp", "--quiet"), sides.stream()).toList(), call.io());
      if (status == 0) {
        progress.tell(id, text, "Copied");
      }
      return status;
    }
  }

  public static int kill(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    if (project.present(call.arguments()).stream().noneMatch(Container::isRunning)) {
      call.io().err("no container to kill");
      return 0;
    }
    String signal = call.flags().text("signal").orElse("KILL");
    try (ComposeProgress progress = new ComposeProgress(call, "Killing")) {
      List<Container> running =
          project.present(call.arguments()).stream().filter(Container::isRunning).toList();
      running.forEach(c -> progress.tell("Container " + c.name(), "Killing"));
      for (Container container : running) {
        try {
          call.engine().kill(container, LifeCommands.signal(signal));
        } catch (EngineException e) {
          progress.fail("Container " + container.name(), "Error while Killing");
          throw new CliException(
              "Error response from daemon: cannot kill container: "
                  + (container.id() + ": " + e.getMessage() + "\n"),
              1);
        }
        progress.tell("Container " + container.name(), "Killed");
      }
    }
    return 0;
  }

  public static int remove(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    List<Container> containers = new ArrayList<>(project.containers(call.arguments()));
    containers.sort(Comparator.comparing(Container::created).reversed());
    try (ComposeProgress progress = new ComposeProgress(call, "Removing")) {
      if (call.flags().on("stop")) {
        stop(call, project, containers, progress, stopped -> {});
      }
      containers.removeIf(Container::isRunning);
      if (containers.isEmpty()) {
        call.errorLine("No stopped containers");
        return 0;
      }
      String names = String.join(", ", containers.stream().map(Container::name).toList());
      if (call.flags().on("force")) {
        call.line("Going to remove " + names);
      } else {
        call.io().out("? Going to remove " + names + " (y/N) ");
        if (!call.io().inputLine().strip().matches("(?i)y|yes")) {
          return 0;
        }
      }
      for (Container container : containers) {
        remove(call, container, progress);
      }
    }
    return 0;
  }

  static void remove(Invocation call, Container container, ComposeProgress progress)
      throws EngineException {
    progress.tell("Container " + container.name(), "Removing");
    call.engine().remove(container, true, call.flags().on("volumes"));
    progress.tell("Container " + container.name(), "Removed");
  }
}
