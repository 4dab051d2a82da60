package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Health;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.image.Image;
import passerelle.image.ImageReference;

/**
 * {@code docker compose up}: makes what there is equal to what the file says (docker/compose
 * pkg/compose/create.go, convergence.go, start.go).
 */
final class ComposeUp {
  private static final String HASH = "com.docker.compose.config-hash";
  private static final String VERSION = "com.docker.compose.version";
  private static final String IMAGE = "com.docker.compose.image";

  private final Invocation call;
  private final DockerCommand docker;
  private final ComposeProject project;
  private final List<Service> services;

  ComposeUp(Invocation call, DockerCommand docker) throws CliException {
    this(call, docker, ComposeProject.of(call), call.arguments());
  }

  /** For these services and all that they depend on; for all of them when none is named. */
  ComposeUp(Invocation call, DockerCommand docker, ComposeProject project, List<String> named)
      throws CliException {
    this.call = call;
    this.docker = docker;
    this.project = project;
    this.services = scaled(project.services(named));
    for (String option : List.of("exit-code-from", "watch")) {
      if (call.flags().has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    if (services.isEmpty()) {
      throw new CliException("no service selected\n", 1);
    }
  }

  private List<Service> scaled(List<Service> wanted) throws CliException {
    Map<String, Integer> numbers = new TreeMap<>();
    for (String scale : call.flags().all("scale")) {
      if (!scale.matches("[\\w.-]+=\\d{1,3}")) {
        throw new CliException("invalid --scale option \"" + scale + "\"\n", 1);
      }
      numbers.put(scale.split("=")[0], Integer.parseInt(scale.split("=")[1]));
    }
    return wanted.stream()
        .map(s -> s.scaled(numbers.getOrDefault(s.name(), s.replicas())))
        .toList();
  }

  int run() throws CliException, EngineException {
    images();
    try (ComposeProgress progress = new ComposeProgress(call)) {
      networks(progress);
      volumes(progress);
      orphans(progress);
      for (Service service : services) {
        converge(service, progress);
      }
      if (!call.flags().on("no-start")) {
        for (Service service : services) {
          start(service, progress);
        }
      }
      if (call.flags().on("wait")) {
        for (Service service : services) {
          await(service, Service.Condition.HEALTHY, progress);
        }
      }
    }
    boolean detached =
        call.flags().on("detach") || call.flags().on("wait") || call.flags().on("no-start");
    return detached ? 0 : attached();
  }

  /** Makes all ready for one more container of a service; what it depends on is started. */
  void prepare(Service service, boolean alone) throws CliException, EngineException {
    images();
    try (ComposeProgress progress = new ComposeProgress(call)) {
      networks(progress);
      volumes(progress);
      for (Service other : services) {
        if (!alone && !other.name().equals(service.name())) {
          converge(other, progress);
          start(other, progress);
        }
      }
      for (Map.Entry<String, Service.Condition> other : service.dependencies().entrySet()) {
        if (!alone) {
          await(project.file().services().get(other.getKey()), other.getValue(), progress);
        }
      }
    }
  }

  /** Pulls and builds what is not there. */
  private void images() throws CliException, EngineException {
    try (ComposeProgress progress = new ComposeProgress(call)) {
      for (Service service : services) {
        if (service.build().isEmpty()) {
          pull(call, service, false, progress);
        }
      }
    }
    for (Service service : services) {
      boolean missing = call.engine().image(service.image()).isEmpty();
      if (service.build().isPresent() && (missing || call.flags().on("build"))) {
        ComposeBuild.build(call, docker, service, List.of());
      }
    }
  }

  /** Pulls the image of a service; one that is there already only when asked for. */
  static void pull(Invocation call, Service service, boolean always, ComposeProgress progress)
      throws EngineException {
    if (!always && call.engine().image(service.image()).isPresent()) {
      return;
    }
    progress.tell(service.name(), "Pulling");
    try {
      PullCommand.pull(call, ImageReference.parse(service.image()).withDefaultTag(), line -> {});
    } catch (ImageReference.Problem e) {
      throw new EngineException(EngineException.Kind.BAD_REQUEST, e.getMessage());
    }
    progress.tell(service.name(), "Pulled");
  }

  private void networks(ComposeProgress progress) throws CliException, EngineException {
    Map<String, Project.Resource> all = project.file().networks();
    for (String key : all.keySet()) {
      if (services.stream().noneMatch(s -> s.networks().containsKey(key))) {
        continue;
      }
      Project.Resource network = all.get(key);
      boolean there =
          call.engine().networks().stream().anyMatch(n -> n.name().equals(network.name()));
      if (!there && network.external()) {
        throw new CliException(
            "network " + network.name() + " declared as external, but could not be found\n", 1);
      } else if (!there) {
        progress.tell("Network " + network.name(), "Creating");
        docker("network", labelled(network.create(), ComposeRelease.of(call).hashesResources()));
        progress.tell("Network " + network.name(), "Created");
      }
    }
  }

  private void volumes(ComposeProgress progress) throws CliException {
    for (Project.Resource volume : project.file().volumesOf(services)) {
      boolean there =
          call.engine().volumes().all().stream().anyMatch(v -> v.name().equals(volume.name()));
      if (!there && volume.external()) {
        throw new CliException("external volume \"" + volume.name() + "\" not found\n", 1);
      } else if (!there) {
        String id = "Volume \"" + volume.name() + "\"";
        progress.tell(id, "Creating");
        docker("volume", labelled(volume.create(), ComposeRelease.of(call).hashesResources()));
        progress.tell(id, "Created");
      }
    }
  }

  /** A network or volume says which release has made it. */
  private List<String> labelled(List<String> create, boolean hashed) {
    List<String> words = new ArrayList<>(create);
    words.addAll(1, List.of("--label", VERSION + "=" + ComposeRelease.of(call).number()));
    if (hashed) {
      words.addAll(1, List.of("--label", HASH + "=" + Service.hash(String.join("\n", create))));
    }
    return words;
  }

  /** So does a container, and what it was made of. */
  private List<String> create(Service service, int number) throws EngineException {
    List<String> words = new ArrayList<>(project.file().create(service, number));
    String image = call.engine().image(service.image()).map(Image::digest).orElse("");
    for (String label :
        List.of(VERSION + "=" + ComposeRelease.of(call).number(), IMAGE + "=" + image)) {
      words.addAll(3, List.of("--label", label));
    }
    return words;
  }

  /** Containers of services that the file does not know any more. */
  private void orphans(ComposeProgress progress) throws EngineException {
    List<Container> orphans =
        project.containers().stream()
            .filter(c -> !project.file().services().containsKey(ComposeProject.service(c)))
            .toList();
    if (orphans.isEmpty()) {
      return;
    }
    if (call.flags().on("remove-orphans")) {
      for (Container orphan : orphans) {
        remove(orphan, progress);
      }
      return;
    }
    ComposeProject.warn(
        call,
        "Found orphan containers (["
            + String.join(" ", orphans.stream().map(Container::name).toList())
            + "]) for this project. If you removed or renamed this service in your compose file,"
            + " you can run this command with the --remove-orphans flag to clean it up.");
  }

  private void remove(Container container, ComposeProgress progress) throws EngineException {
    String id = "Container " + container.name();
    progress.tell(id, "Stopping");
    call.engine().stop(container, ComposeCommands.timeout(call, container));
    progress.tell(id, "Stopped");
    progress.tell(id, "Removing");
    call.engine().remove(container, true, false);
    progress.tell(id, "Removed");
  }

  private void converge(Service service, ComposeProgress progress)
      throws CliException, EngineException {
    Map<Integer, Container> there = project.ofService(service.name());
    for (int number = 1; number <= service.replicas(); number++) {
      Optional<Container> container = Optional.ofNullable(there.remove(number));
      List<String> words = create(service, number);
      String id = "Container " + service.container(project.file(), number);
      if (container.isEmpty()) {
        progress.tell(id, "Creating");
        docker("", words);
        progress.tell(id, "Created");
      } else if (call.flags().on("force-recreate")
          || !words.contains(HASH + "=" + container.get().spec().labels().get(HASH))
              && !call.flags().on("no-recreate")) {
        progress.tell(id, "Recreate");
        call.engine().remove(container.get(), true, false);
        docker("", words);
        progress.tell(id, "Recreated");
      } else if (container.get().isRunning()) {
        progress.tell(id, "Running");
      }
    }
    for (Container surplus : there.values()) {
      remove(surplus, progress);
    }
  }

  private void start(Service service, ComposeProgress progress)
      throws CliException, EngineException {
    List<Container> stopped =
        project.ofService(service.name()).values().stream().filter(c -> !c.isRunning()).toList();
    if (stopped.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Service.Condition> other : service.dependencies().entrySet()) {
      await(project.file().services().get(other.getKey()), other.getValue(), progress);
    }
    for (Container container : stopped) {
      String id = "Container " + container.name();
      progress.tell(id, "Starting");
      call.engine().start(container, call.io().columns());
      progress.tell(id, "Started");
    }
  }

  /** Waits until the containers of a service have come to something. */
  private void await(Service service, Service.Condition condition, ComposeProgress progress)
      throws CliException {
    if (condition == Service.Condition.STARTED) {
      return;
    }
    for (Container container : project.ofService(service.name()).values()) {
      boolean health = condition == Service.Condition.HEALTHY;
      if (health && container.health().isEmpty() && call.flags().on("wait")) {
        continue;
      }
      String id = "Container " + container.name();
      progress.tell(id, "Waiting");
      BooleanSupplier done =
          health
              ? () ->
                  !container.isRunning()
                      || container.health().isEmpty()
                      || container.health().get().status() != Health.Status.STARTING
              : () -> !container.isRunning();
      call.engine()
          .kernel()
          .clock()
          .advanceUntil(
              () -> done.getAsBoolean() || call.io().interrupted(), AttachedStreams.FOREVER);
      if (call.io().interrupted()) {
        throw new CliException("", Interruption.STATUS);
      }
      checkCondition(service, container, health, progress);
      progress.tell(id, health ? "Healthy" : "Exited");
    }
  }

  private void checkCondition(
      Service service, Container container, boolean health, ComposeProgress progress)
      throws CliException {
    String problem = "";
    if (health && container.health().isEmpty()) {
      problem = "container " + container.name() + " has no healthcheck configured";
    } else if (health && !container.isRunning()) {
      problem = "container " + container.name() + " exited (" + container.exitCode() + ")";
    } else if (health && container.health().get().status() == Health.Status.UNHEALTHY) {
      problem = "container " + container.name() + " is unhealthy";
    } else if (!health && container.exitCode() != 0) {
      problem =
          ("service \"" + service.name() + "\" didn't complete successfully: exit ")
              + container.exitCode();
    }
    if (!problem.isEmpty()) {
      progress.tell("Container " + container.name(), "Error");
      progress.close();
      throw new CliException("dependency failed to start: " + problem + "\n", 1);
    }
  }

  private void docker(String group, List<String> words) throws CliException {
    List<String> argv = new ArrayList<>(group.isEmpty() ? List.of() : List.of(group));
    argv.addAll(words);
    StringBuilder problem = new StringBuilder();
    int status = docker.run(argv, new QuietIo(call.io(), problem));
    if (status != 0) {
      throw new CliException(problem.toString(), 1);
    }
  }

  /** Shows what the containers print, until they end or Ctrl-C stops them. */
  private int attached() throws CliException, EngineException {
    List<Container> shown =
        project.containers().stream()
            .filter(
                c -> services.stream().anyMatch(s -> s.name().equals(ComposeProject.service(c))))
            .toList();
    ComposeLogs logs = new ComposeLogs(call, project.file().name(), shown);
    call.line("Attaching to " + String.join(", ", logs.names()));
    boolean cut = logs.follow(true);
    if (!cut) {
      return 0;
    }
    call.errorLine("Gracefully stopping... (press Ctrl+C again to force)");
    try (ComposeProgress progress = new ComposeProgress(call)) {
      for (Container container : project.backwards(shown)) {
        progress.tell("Container " + container.name(), "Stopping");
        call.engine().stop(container, ComposeCommands.timeout(call, container));
        progress.tell("Container " + container.name(), "Stopped");
      }
    }
    return Interruption.STATUS;
  }
}
