package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.Paths;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle26;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.PortSyntax;
import passerelle.engine.cli.Problem;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.compose.ComposeException;
import passerelle.engine.compose.ComposeFile;
import passerelle.engine.compose.Interpolation;
import passerelle.engine.compose.LabelledProject;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.text.ByteText;

/** A compose file as a command finds it, and the containers that there are of it. */
record ComposeProject(Invocation call, Project project) {
  /** Options that name a service, in the order in which it is looked for. */
  private static final List<String> SHARED = List.of("volumes-from", "network", "ipc", "pid");

  private static final String PUBLISH = "--publish=";
  private static final String MISSING = "no configuration file provided: not found";

  /** The project of the directory in which the command is typed, or the one that options name. */
  static ComposeProject of(Invocation call) throws CliException {
    ComposeProgress.Manner.of(call);
    try {
      Project project = file(call).read(name(call), call.io()::variable);
      if (call.flags().on("compatibility") || variableIsOn(call, "COMPOSE_COMPATIBILITY")) {
        project = project.compatible();
      }
      checkPorts(project);
      project.checkProfiles(wanted(call, project), profiles(call), false);
      project.inOrder(wanted(call, project));
      project.warnings().forEach(warning -> warn(call, warning));
      return new ComposeProject(call, project);
    } catch (ComposeException e) {
      throw problem(call, e);
    }
  }

  private static String name(Invocation call) {
    return call.flags()
        .text("project-name")
        .or(() -> call.io().variable("COMPOSE_PROJECT_NAME"))
        .orElse("");
  }

  private static ComposeFile file(Invocation call) throws CliException {
    List<String> paths = paths(call);
    String own = Paths.parent(paths.get(0));
    String directory =
        call.flags().text("project-directory").map(d -> absolute(call, d)).orElse(own);
    return new ComposeFile(directory, paths, environmentFiles(call), file -> read(call, file));
  }

  /** The document of its files before variables have their values. */
  static String model(Invocation call, boolean json) throws CliException {
    try {
      return file(call).model(name(call), json);
    } catch (ComposeException e) {
      throw problem(call, e);
    }
  }

  /** The variables that its files name. */
  static List<Interpolation.Variable> variables(Invocation call) throws CliException {
    try {
      return file(call).variables();
    } catch (ComposeException e) {
      throw problem(call, e);
    }
  }

  /**
   * The project that exists under a name, without its file, where {@code -p} is all that is given;
   * otherwise that of the file (cmd/compose: projectOrName).
   */
  static ComposeProject named(Invocation call) throws CliException {
    Optional<String> name = call.flags().text("project-name");
    if (name.isPresent() && call.flags().all("file").isEmpty()) {
      return labelled(call, name.get());
    }
    try {
      return of(call);
    } catch (CliException e) {
      Optional<String> usual = call.io().variable("COMPOSE_PROJECT_NAME");
      if (usual.isPresent()) {
        return labelled(call, usual.get());
      }
      throw e;
    }
  }

  private static ComposeProject labelled(Invocation call, String name) throws CliException {
    ComposeProgress.Manner.of(call);
    LabelledProject project = new LabelledProject();
    call.engine().containers().stream()
        .map(c -> c.spec().labels())
        .filter(labels -> name.equals(labels.get(Project.LABEL)))
        .forEach(project::add);
    Map<String, Project.Resource> networks = new TreeMap<>();
    call.engine().networks().stream()
        .filter(n -> name.equals(n.spec().labels().get(Project.LABEL)))
        .forEach(n -> networks.put(n.name(), new Project.Resource(n.name(), false, List.of())));
    Map<String, Project.Resource> volumes = new TreeMap<>();
    call.engine().volumes().all().stream()
        .filter(v -> name.equals(v.labels().get(Project.LABEL)))
        .forEach(v -> volumes.put(v.name(), new Project.Resource(v.name(), false, List.of())));
    return new ComposeProject(call, project.project(name, networks, volumes));
  }

  /** Compose reads ports with an older library than docker, whose words begin with a capital. */
  private static void checkPorts(Project project) throws ComposeException {
    for (Service service : project.services().values()) {
      for (String option : service.options()) {
        if (option.startsWith(PUBLISH)) {
          try {
            PortSyntax.parse(option.substring(PUBLISH.length()), new CliStyle26());
          } catch (Problem e) {
            String why = e.getMessage();
            throw new ComposeException(Character.toUpperCase(why.charAt(0)) + why.substring(1));
          }
        }
      }
    }
  }

  /** The files that are named, or the one that is found, with its override. */
  private static List<String> paths(Invocation call) throws CliException {
    List<String> named = call.flags().all("file");
    if (named.isEmpty()) {
      String between = call.io().variable("COMPOSE_PATH_SEPARATOR").orElse(":");
      named =
          call.io()
              .variable("COMPOSE_FILE")
              .map(v -> List.of(v.split(Pattern.quote(between))))
              .orElse(List.of());
    }
    if (!named.isEmpty()) {
      return named.stream().map(file -> absolute(call, file)).toList();
    }
    String directory = call.io().directory();
    while (true) {
      String here = directory.equals("/") ? "" : directory;
      for (String name : ComposeFile.NAMES) {
        if (read(call, here + "/" + name).isPresent()) {
          List<String> found = new ArrayList<>(List.of(here + "/" + name));
          ComposeFile.NAMES.stream()
              .map(n -> here + "/" + n.replaceFirst("\\.", ".override."))
              .filter(path -> read(call, path).isPresent())
              .findFirst()
              .ifPresent(found::add);
          return found;
        }
      }
      if (here.isEmpty()) {
        throw ComposeRelease.of(call).missing(MISSING);
      }
      directory = Paths.parent(directory);
    }
  }

  static boolean variableIsOn(Invocation call, String name) {
    return call.io().variable(name).filter(v -> v.matches("(?i)1|t|true")).isPresent();
  }

  private static List<String> environmentFiles(Invocation call) {
    List<String> named = call.flags().all("env-file");
    if (named.isEmpty()) {
      named = call.io().variable("COMPOSE_ENV_FILES").map(v -> List.of(v.split(","))).orElse(named);
    }
    return named.stream().map(file -> absolute(call, file)).toList();
  }

  private static String absolute(Invocation call, String path) {
    return Paths.clean(path.startsWith("/") ? path : call.io().directory() + "/" + path);
  }

  /** A file, or what comes on standard input for {@code -f -}. */
  private static Optional<String> read(Invocation call, String path) {
    if (call.flags().all("file").contains("-") && path.equals(absolute(call, "-"))) {
      return Optional.of(ByteText.decode(call.input()));
    }
    return call.engine().kernel().spaces().readFile(call.engine().settings().host(), path);
  }

  private static CliException problem(Invocation call, ComposeException e) {
    return e.isUnmodelled()
        ? Unmodelled.refuse(e.getMessage())
        : ComposeRelease.of(call).invalid(e.getMessage());
  }

  /** What compose warns of, as its log tells it. */
  static void warn(Invocation call, String warning) {
    call.errorLine(
        call.io().columns() > 0
            ? "WARN[0000] " + warning + " "
            : "time=\"%s\" level=warning msg=\"%s\""
                .formatted(
                    call.engine().date(call.engine().now()).toString().replaceFirst("\\..*", "Z"),
                    warning.replace("\"", "\\\"").replace("\n", "\\n")));
  }

  Project file() {
    return project;
  }

  /** These services in the order in which they start; all that are wanted when none is named. */
  List<Service> services(List<String> named) throws CliException {
    try {
      if (!named.isEmpty()) {
        project.checkProfiles(named, profiles(call), true);
      }
      return project.inOrder(named.isEmpty() ? wanted(call, project) : named);
    } catch (ComposeException e) {
      boolean unknown = e.getMessage().startsWith("no such service");
      throw unknown
          ? new CliException(e.getMessage() + "\n", 1)
          : ComposeRelease.of(call).invalid(e.getMessage());
    }
  }

  private static List<String> profiles(Invocation call) {
    List<String> profiles = new ArrayList<>(call.flags().all("profile"));
    call.io()
        .variable("COMPOSE_PROFILES")
        .ifPresent(value -> profiles.addAll(List.of(value.split(","))));
    return profiles;
  }

  /** The services that need no naming. */
  private static List<String> wanted(Invocation call, Project project) {
    List<String> profiles = profiles(call);
    return project.services().values().stream()
        .filter(s -> s.isWanted(profiles))
        .map(Service::name)
        .toList();
  }

  /** All containers of the project, by name. */
  List<Container> containers() {
    return call.engine().containers().stream()
        .filter(c -> project.name().equals(c.spec().labels().get(Project.LABEL)))
        .sorted(Comparator.comparing(Container::name))
        .toList();
  }

  /**
   * Words that create a container, with the id of the first container of a service for {@code
   * service:NAME} (docker/compose pkg/compose/convergence.go: resolveServiceReferences).
   */
  List<String> resolved(List<String> create) throws CliException {
    List<String> words = new ArrayList<>(create);
    words.replaceAll(ComposeRelease.of(call)::asked);
    for (String kind : SHARED) {
      String before = "--" + kind + "=service:";
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).startsWith(before)) {
          String[] parts = words.get(i).substring(before.length()).split(":", 2);
          String mode = parts.length > 1 ? ":" + parts[1] : "";
          words.set(i, "--" + kind + "=" + sharedWith(parts[0], kind) + mode);
        }
      }
    }
    return words;
  }

  private String sharedWith(String service, String kind) throws CliException {
    Container other = ofService(service).get(1);
    boolean volume = kind.equals("volumes-from");
    if (other == null) {
      String space = kind.equals("network") ? kind : kind.toUpperCase(Locale.ROOT);
      throw new CliException(
          "cannot share %s with service %s: container missing\n"
              .formatted(volume ? "volume" : space + " namespace", service),
          1);
    }
    return volume ? other.id() : "container:" + other.id();
  }

  /** The same for commands that only look: where there is no file, no service is unknown. */
  List<Container> present(List<String> named) throws CliException {
    if (!project.file().isEmpty()) {
      services(named);
    }
    return there(named);
  }

  /** Those that there are of these services, whether the file knows them or not. */
  List<Container> there(List<String> named) {
    return containers().stream()
        .filter(c -> named.isEmpty() || named.contains(service(c)))
        .toList();
  }

  /**
   * The containers of these services, by name, without those of {@code run}; of all that are wanted
   * when none is named.
   */
  List<Container> containers(List<String> named) throws CliException {
    List<Container> containers = new ArrayList<>(present(named));
    containers.removeIf(ComposeProject::isOneOff);
    if (named.isEmpty() && !project.file().isEmpty()) {
      List<String> wanted = services(named).stream().map(Service::name).toList();
      containers.removeIf(c -> !wanted.contains(service(c)));
    }
    return containers;
  }

  /** The containers of a service by their number. */
  Map<Integer, Container> ofService(String name) {
    return containers().stream()
        .filter(c -> service(c).equals(name) && !isOneOff(c))
        .collect(Collectors.toMap(ComposeProject::number, c -> c, (a, b) -> a));
  }

  /** Whether the file does not know its service, or it was made by {@code run} and has ended. */
  boolean isOrphan(Container container) {
    return isOneOff(container)
        ? ComposeRelease.of(call).disownsRuns() && !container.isRunning()
        : !file().services().containsKey(service(container));
  }

  static String service(Container container) {
    return container.spec().labels().getOrDefault(Project.SERVICE, "");
  }

  /** Whether {@code compose run} has made it. */
  static boolean isOneOff(Container container) {
    return "True".equals(container.spec().labels().get("com.docker.compose.oneoff"));
  }

  static int number(Container container) {
    String number =
        container.spec().labels().getOrDefault("com.docker.compose.container-number", "1");
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : 1;
  }

  /**
   * Containers that end at the same time, those of services that nobody depends on first
   * (InReverseDependencyOrder).
   */
  List<List<Container>> levels(List<Container> containers) throws CliException {
    Map<String, Integer> depths = new TreeMap<>();
    List<Service> order = new ArrayList<>(services(List.of()));
    Collections.reverse(order);
    for (Service service : order) {
      int depth = depths.getOrDefault(service.name(), 0);
      service.dependencies().keySet().forEach(d -> depths.merge(d, depth + 1, Math::max));
    }
    Map<Integer, List<Container>> levels = new TreeMap<>();
    for (Container container : containers) {
      int depth = depths.getOrDefault(service(container), 0);
      levels.computeIfAbsent(depth, d -> new ArrayList<>()).add(container);
    }
    return List.copyOf(levels.values());
  }

  /** Containers one after the other as they start, those of services that others need first. */
  List<Container> forwards(List<Container> containers) throws CliException {
    List<List<Container>> levels = new ArrayList<>(levels(containers));
    Collections.reverse(levels);
    return levels.stream().flatMap(List::stream).toList();
  }
}
