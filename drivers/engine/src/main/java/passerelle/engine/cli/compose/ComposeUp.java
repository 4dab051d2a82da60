package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.cli.image.PullCommand;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoQuote;
import passerelle.image.Image;
import passerelle.image.ImageReference;

/**
 * {@code docker compose up}: makes what there is equal to what the file says (docker/compose
 * pkg/compose/create.go, convergence.go, start.go).
 */
public final class ComposeUp {
  private static final String WARNING = "WARNING: ";
  private static final String IMAGE = "com.docker.compose.image";

  private final Invocation call;
  private final ComposeProject project;
  private final List<Service> services;
  private final ComposeAttached attached;
  private final ComposeResources resources;

  public ComposeUp(Invocation call) throws CliException {
    this(call, ComposeProject.of(call), call.arguments(), numbers(call));
  }

  /**
   * For these services and all that they depend on; for all of them when none is named.
   *
   * @param numbers how many containers, of services for which the file does not say it
   */
  ComposeUp(
      Invocation call, ComposeProject project, List<String> named, Map<String, Integer> numbers)
      throws CliException {
    this.call = call;
    this.project = project;
    boolean alone = call.flags().on("no-deps") && !named.isEmpty();
    List<Service> wanted = new ArrayList<>();
    for (Service service : project.services(named)) {
      if (!alone || named.contains(service.name())) {
        wanted.add(service.scaled(numbers.getOrDefault(service.name(), service.replicas())));
      }
    }
    for (String service : numbers.keySet()) {
      if (!project.file().services().containsKey(service)) {
        throw new CliException("no such service: " + service + ": not found\n", 1);
      }
    }
    this.services = List.copyOf(wanted);
    this.resources = new ComposeResources(call, project, services);
    this.attached = new ComposeAttached(call, project, services, named);
    attached.check();
    for (List<String> pair :
        List.of(List.of("build", "no-build"), List.of("force-recreate", "no-recreate"))) {
      if (pair.stream().allMatch(call.flags()::on)) {
        throw new CliException(
            "--%s and --%s are incompatible\n".formatted(pair.get(0), pair.get(1)), 1);
      }
    }
    if (call.flags().has("watch")) {
      throw Unmodelled.refuse("option --watch");
    }
    checkNames();
    if (services.isEmpty()) {
      throw new CliException("no service selected\n", 1);
    }
  }

  /** Two containers cannot have one name. */
  private void checkNames() throws CliException {
    Set<String> names = new HashSet<>();
    for (Service service : services) {
      String name = service.containerName();
      if (ComposeRelease.of(call).checksContainers() && !name.isEmpty() && !names.add(name)) {
        throw new CliException(
            "services.%s: container name \"%s\" is already in use by service {}\"\n"
                .formatted(service.name(), name),
            1);
      }
    }
  }

  private static Map<String, Integer> numbers(Invocation call) throws CliException {
    Map<String, Integer> numbers = new TreeMap<>();
    for (String scale : call.flags().all("scale")) {
      if (!scale.contains("=")) {
        throw new CliException(
            "invalid --scale option \"" + scale + "\". Should be SERVICE=NUM\n", 1);
      } else if (!scale.matches("[^=]+=\\d{1,3}")) {
        String number = scale.substring(scale.indexOf('=') + 1);
        throw new CliException(
            "strconv.Atoi: parsing " + GoQuote.quote(number) + ": invalid syntax\n", 1);
      }
      numbers.put(scale.split("=")[0], Integer.parseInt(scale.split("=")[1]));
    }
    return numbers;
  }

  public int run() throws CliException, EngineException {
    boolean starts = !call.flags().on("no-start");
    boolean detached = call.flags().on("detach") || call.flags().on("wait") || !starts;
    make(starts && detached, "Running");
    return detached ? 0 : attached.run(() -> start(ComposeProgress.silent(call)));
  }

  /** {@code compose create}. */
  public int create() throws CliException, EngineException {
    make(false, "Creating");
    return 0;
  }

  /** {@code compose scale}: some services have another number of containers. */
  int scale() throws CliException, EngineException {
    make(true, "Running");
    return 0;
  }

  private void make(boolean starts, String title) throws CliException, EngineException {
    images();
    try (ComposeProgress progress = new ComposeProgress(call, title)) {
      resources.make(progress);
      orphans(progress);
      for (Service service : services) {
        converge(service, progress);
      }
      if (starts) {
        start(progress);
      }
      ComposeWaiting waiting = new ComposeWaiting(call, project, progress);
      if (call.flags().on("wait")) {
        for (Service service : services) {
          waiting.untilUp(service);
        }
      }
    }
  }

  /** Makes all ready for one more container of a service; what it depends on is started. */
  void prepare(Service service, boolean alone) throws CliException, EngineException {
    images();
    try (ComposeProgress progress = new ComposeProgress(call)) {
      resources.make(progress);
      orphans(progress);
      for (Service other : services) {
        if (!alone && !other.name().equals(service.name())) {
          converge(other, progress);
          start(other, new ComposeWaiting(call, project, progress), progress);
        }
      }
      if (!alone) {
        new ComposeWaiting(call, project, progress).forDependencies(service);
      }
    }
  }

  /** Pulls and builds what is not there. */
  private void images() throws CliException, EngineException {
    String policy = call.flags().text("pull").orElse("");
    try (ComposeProgress progress = new ComposeProgress(call)) {
      for (Service service : services) {
        if (service.build().isEmpty() && !policy.equals("never")) {
          pull(call, service, policy.equals("always"), progress);
        }
      }
    }
    for (Service service : services) {
      boolean missing = call.engine().image(service.image()).isEmpty();
      if (service.build().isPresent() && (missing || call.flags().on("build"))) {
        ComposeBuild.build(call, service, List.of());
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
      throw EngineException.bad(e.getMessage());
    }
    progress.tell(service.name(), "Pulled");
  }

  /** So does a container, and what it was made of. */
  private List<String> create(Service service, int number) throws CliException, EngineException {
    List<String> words = project.resolved(project.file().create(service, number));
    String image = call.engine().image(service.image()).map(Image::digest).orElse("");
    for (String label :
        List.of(
            ComposeResources.VERSION + "=" + ComposeRelease.of(call).number(),
            IMAGE + "=" + image)) {
      words.addAll(3, List.of("--label", label));
    }
    words.add(1, "--pull=never");
    return words;
  }

  /** Containers of services that the file does not know any more. */
  private void orphans(ComposeProgress progress) throws EngineException {
    List<Container> orphans = project.containers().stream().filter(project::isOrphan).toList();
    if (orphans.isEmpty()) {
      return;
    }
    if (call.flags().on("remove-orphans")) {
      for (Container orphan : orphans) {
        remove(orphan, progress);
      }
      return;
    }
    if (ComposeProject.variableIsOn(call, "COMPOSE_IGNORE_ORPHANS")) {
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
    if (service.replicas() > 1 && !service.containerName().isEmpty()) {
      throw new CliException(
          ("WARNING: The \"" + service.name() + "\" service is using the custom container name ")
              + ("\"" + service.containerName() + "\". Docker requires each container to have a ")
              + "unique name. Remove the custom name to scale the service\n",
          1);
    }
    Map<Integer, Container> there = project.ofService(service.name());
    for (int number = 1; number <= service.replicas(); number++) {
      Optional<Container> container = Optional.ofNullable(there.remove(number));
      List<String> words = create(service, number);
      String id =
          "Container "
              + container.map(Container::name).orElse(service.container(project.file(), number));
      if (container.isEmpty()) {
        progress.tell(id, "Creating");
        make(id, service, words, progress);
        progress.tell(id, "Created");
      } else if (call.flags().on("force-recreate")
          || isOther(container.get(), words) && !call.flags().on("no-recreate")) {
        progress.tell(id, "Recreate");
        call.engine().remove(container.get(), true, false);
        make(id, service, words, progress);
        progress.tell(id, "Recreated");
      } else if (container.get().isRunning()) {
        progress.tell(id, "Running");
      }
    }
    for (Container surplus : there.values()) {
      remove(surplus, progress);
    }
  }

  /** Its settings or its image are others than those with which it was made. */
  private static boolean isOther(Container container, List<String> words) {
    return Stream.of(ComposeResources.HASH, IMAGE)
        .anyMatch(label -> !words.contains(label + "=" + container.spec().labels().get(label)));
  }

  private void start(ComposeProgress progress) throws CliException, EngineException {
    ComposeWaiting waiting = new ComposeWaiting(call, project, progress);
    for (Service service : services) {
      start(service, waiting, progress);
    }
  }

  private void start(Service service, ComposeWaiting waiting, ComposeProgress progress)
      throws CliException, EngineException {
    List<Container> stopped =
        project.ofService(service.name()).values().stream().filter(c -> !c.isRunning()).toList();
    if (!call.flags().on("no-deps")) {
      waiting.forDependencies(service);
    }
    for (Container container : stopped) {
      ComposeCommands.start(call, project, container, progress);
    }
  }

  /** Makes a container, and tells what the engine warns of. */
  private void make(String id, Service service, List<String> words, ComposeProgress progress)
      throws CliException {
    try {
      ComposeHooks.check(service);
      boolean hurries = !service.values("health-start-interval").isEmpty();
      if (ComposeRelease.of(call).checksContainers()
          && hurries
          && service.values("health-start-period").isEmpty()) {
        throw new CliException(
            "healthcheck.start_interval requires healthcheck.start_period to be set\n", 1);
      }
      resources
          .docker("", words)
          .lines()
          .filter(line -> line.startsWith(WARNING))
          .forEach(line -> progress.warn(service.name(), line.substring(WARNING.length())));
    } catch (CliException e) {
      if (ComposeRelease.of(call).tellsErrors()) {
        progress.fail(id, e.getMessage().stripTrailing());
      }
      throw e;
    }
  }
}
