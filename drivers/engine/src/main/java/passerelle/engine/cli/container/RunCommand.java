package passerelle.engine.cli.container;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Problem;
import passerelle.engine.cli.RunOptions;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.cli.VariableFile;
import passerelle.engine.cli.image.PullCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.image.ImageReference;

/**
 * {@code docker run} and {@code docker create} (docker/cli container/run.go, create.go).
 *
 * @param name {@code run} or {@code create}
 */
public record RunCommand(Invocation call, String name) {
  private static final Pattern OWN_PLATFORM = Pattern.compile("(linux(/(amd64|x86_64|x86-64))?)?");

  /** Operating systems and architectures that say enough by themselves. */
  private static final Set<String> PLATFORM =
      Set.of("linux", "windows", "darwin", "amd64", "arm64", "arm", "386", "riscv64", "s390x");

  /** The status where the message says that there is no such file (runStartContainerErr). */
  private static final int NO_SUCH_FILE = 127;

  public int run() throws CliException, EngineException {
    checkPlatform();
    Unmodelled.check(call.flags(), call.engine().roots().areKept());
    ContainerSpec spec = spec();
    if (call.flags().has("attach") && !spec.process().attached()) {
      throw new CliException(call.style().says(Phrase.ATTACH_CONFLICT) + "\n", 1);
    }
    boolean wantsTerminal = spec.process().terminal() && spec.process().openInput();
    if (wantsTerminal
        && spec.process().attached()
        && name.equals("run")
        && !call.io().inputIsTerminal()) {
      throw new CliException("the input device is not a TTY\n", 1);
    }
    warnOfLocalhostDns(spec);
    checkIdFile();
    Container container = create(spec);
    writeIdFile(container);
    if (name.equals("create")) {
      call.line(container.id());
      return 0;
    }
    if (!spec.process().attached()) {
      return detached(container);
    }
    boolean proxy = LifeCommands.passesSignals(call);
    Interruption interruption =
        proxy ? Interruption.forwarded(call, container) : Interruption.counted(call);
    return attached(call, container, interruption, () -> start(container));
  }

  /** Starts a container that has been made. */
  @FunctionalInterface
  public interface Start {
    void run() throws CliException, EngineException;
  }

  /** Starts a container and stays with it until it ends. */
  public static int attached(
      Invocation call, Container container, Interruption interruption, Start start)
      throws CliException, EngineException {
    sizeConsole(call, container);
    boolean input = container.spec().process().openInput();
    try (AttachedContainer attached =
        new AttachedContainer(call, container, interruption, input, false)) {
      start.run();
      if (!attached.showsAny() && call.style().has(Trait.LEAVES_UNSEEN)) {
        call.line(container.id());
        return 0;
      }
      return attached.await() == AttachedStreams.End.INTERRUPTED
          ? Interruption.STATUS
          : attached.status();
    }
  }

  /** {@code --cidfile}: where the container's id is to be found. */
  private void writeIdFile(Container container) {
    Engine engine = call.engine();
    call.flags()
        .text("cidfile")
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                engine
                    .kernel()
                    .spaces()
                    .writeFile(engine.settings().host(), call.path(name), container.id()));
  }

  private void checkIdFile() throws CliException {
    Optional<String> name = call.flags().text("cidfile").filter(n -> !n.isEmpty());
    if (name.isPresent() && call.isDirectory(Paths.parent(call.path(name.get())))) {
      checkNoIdFile(name.get());
    } else if (name.isPresent() && call.engine().roots().areKept()) {
      String problem =
          "failed to create the container ID file: open "
              + name.get()
              + ": no such file or directory";
      throw this.name.equals("run")
          ? new CliException(call.style().refused(this.name, problem).getMessage(), NO_SUCH_FILE)
          : notCreated(problem);
    }
  }

  private void checkNoIdFile(String file) throws CliException {
    if (call.file(file).isPresent() || call.isDirectory(file)) {
      throw notCreated(
          "container ID file found, make sure the other container isn't running or delete " + file);
    }
  }

  /** What cannot be a platform (containerd/platforms: Parse). */
  private void checkPlatform() throws CliException {
    String platform = call.flags().text("platform").orElse("");
    String why = "";
    if (platform.split("/", -1).length > 3) {
      why = "cannot parse platform specifier: invalid argument";
    } else if (!platform.isEmpty() && !platform.contains("/") && !PLATFORM.contains(platform)) {
      why = "unknown operating system or architecture: invalid argument";
    }
    if (!why.isEmpty()) {
      throw notCreated("error parsing specified platform: \"" + platform + "\": " + why);
    }
  }

  /** A server on a loopback address would have to run in the container. */
  private void warnOfLocalhostDns(ContainerSpec spec) {
    spec.naming().dns().stream()
        .filter(server -> server.startsWith("127.") || server.equals("::1"))
        .findFirst()
        .ifPresent(server -> call.errorLine(call.style().says(Phrase.LOCALHOST_DNS, server)));
  }

  private ContainerSpec spec() throws CliException {
    try {
      return new RunOptions(
              call.flags(),
              call.style(),
              call.io().directory(),
              VariableFile.of(call),
              call.client().contexts().proxies())
          .spec();
    } catch (Problem e) {
      throw call.style().refused(name, e.getMessage());
    }
  }

  private Container create(ContainerSpec spec) throws CliException {
    try {
      Optional<Image> image = call.engine().image(spec.image());
      String pull = call.flags().text("pull").orElse("missing");
      boolean foreign = !OWN_PLATFORM.matcher(call.flags().text("platform").orElse("")).matches();
      if ((image.isEmpty() || foreign) && pull.equals("never")) {
        throw noSuchImage(ImageCatalogue.normalize(spec.image()));
      }
      Optional<String> digest = ImageReference.digest(spec.image());
      if (image.isEmpty() && digest.isPresent()) {
        throw noSuchImage(digest.get());
      }
      if (image.isEmpty() || foreign || pull.equals("always")) {
        pull(spec.image(), pull);
        Unmodelled.checkPlatform(call.flags());
      }
      Container container = call.engine().create(spec);
      if (spec.networkMode().equals("host") && !spec.ports().bindings().isEmpty()) {
        call.errorLine("WARNING: Published ports are discarded when using host network mode");
      }
      if (!call.engine().isForwarding() && !spec.networkMode().matches("host|none")) {
        call.errorLine("WARNING: IPv4 forwarding is disabled. Networking will not work.");
      }
      return container;
    } catch (EngineException e) {
      throw notCreated(call.told(e));
    }
  }

  private CliException noSuchImage(String image) {
    return notCreated(call.told(EngineException.notFound("No such image: " + image)));
  }

  /** What {@code docker create} says of the engine's answers has no frame around it. */
  private CliException notCreated(String problem) {
    return name.equals("run")
        ? call.style().refused(name, problem)
        : new CliException(problem + "\n", 1);
  }

  private void pull(String image, String policy) throws CliException, EngineException {
    boolean quiet = call.flags().on("quiet");
    ImageReference reference;
    try {
      reference = ImageReference.parse(image).withDefaultTag();
    } catch (ImageReference.Problem e) {
      throw notCreated(e.getMessage());
    }
    if (!quiet && !policy.equals("always")) {
      call.errorLine("Unable to find image '" + reference.familiar() + "' locally");
    }
    PullCommand.pull(call, reference, quiet ? line -> {} : call::errorLine);
  }

  private int detached(Container container) throws CliException {
    sizeConsole(call, container);
    call.line(container.id());
    start(container);
    return 0;
  }

  private void start(Container container) throws CliException {
    try {
      call.engine().start(container, call.io().columns());
    } catch (EngineException e) {
      String problem = call.told(e);
      throw call.style().notStarted(problem, e.startStatus());
    }
  }

  private static void sizeConsole(Invocation call, Container container) {
    if (call.io().columns() > 0) {
      container.console(call.io().rows(), call.io().columns());
    }
  }
}
