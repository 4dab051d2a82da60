package passerelle.engine.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.image.ImageBehaviour;
import passerelle.image.Invocation;
import passerelle.image.OptionFiles;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Spaces;
import passerelle.network.Endpoint;
import passerelle.service.Template;
import passerelle.text.ByteText;

/**
 * The program of an image that the catalogue describes, in a container.
 *
 * @param environment the container's variables
 * @param output takes what it prints
 * @param user whom it runs as
 * @param files the container's, where they are kept
 */
record Server(
    Container container,
    Map<String, String> environment,
    ProcessOutput output,
    RunAs user,
    Optional<FileTree> files) {
  private static final Pattern WORKERS =
      Pattern.compile("(?m)^\\s*worker_processes\\s+([1-9][0-9]?)\\s*;");

  /** What an entrypoint's scripts say stands behind their names. */
  private static final String OF_A_SCRIPT = "(if .*?: )?[\\w/.-]+\\.(env)?sh: .*";

  /**
   * Starts it, if it has what it needs: it says what it does at start, and serves.
   *
   * @param columns of its terminal, if it has one
   * @param init whether it is the child of an init
   * @param clock the date and time in the lab
   */
  KernelProcess start(Spaces spaces, int columns, boolean init, Supplier<Instant> clock) {
    FileCondition condition = new FileCondition(container, files, user.uid());
    ImageBehaviour own = container.image().behaviour();
    ImageBehaviour behaviour =
        own.withLog(own.log().stream().flatMap(line -> condition.said(line).stream()).toList())
            .withWorkers(own.workers().of(workers(own), user.uid()));
    if (lacks(behaviour.need())) {
      output.err(behaviour.need().message());
      return new ScriptedProcess(1);
    }
    Supplier<Template.Values> values = () -> values(services(container.argv()), clock.get());
    if (behaviour.exit().isPresent()) {
      behaviour.log().forEach(line -> Said.print(line, values.get(), output));
      return new ScriptedProcess(behaviour.exit().getAsInt());
    }
    try {
      String command = String.join(" ", Invocation.of(container.image(), container.argv()).argv());
      return spaces.startServer(
          spec(behaviour, container.argv(), command, values, init, columns), output);
    } catch (KernelException e) {
      output.err("listen: " + e.getMessage() + "\n");
      return new ScriptedProcess(1);
    }
  }

  /**
   * The same as somebody runs it: what the image's entrypoint would print is not printed.
   *
   * @param argv its command line
   */
  ServerSpec run(List<String> argv, Supplier<Instant> clock) {
    ImageBehaviour own = container.image().behaviour();
    ImageBehaviour behaviour =
        own.withLog(own.log().stream().filter(line -> !line.matches(OF_A_SCRIPT)).toList());
    Supplier<Template.Values> values = () -> values(services(argv), clock.get());
    return spec(behaviour, argv, String.join(" ", argv), values, false, 0);
  }

  /** How many its configuration asks for, where it names a number. */
  private int workers(ImageBehaviour own) {
    String config =
        own.services().stream()
            .map(service -> service.usual().settings().getOrDefault("config", ""))
            .findFirst()
            .orElse("");
    return text(config)
        .map(WORKERS::matcher)
        .filter(Matcher::find)
        .map(number -> Integer.parseInt(number.group(1)))
        .orElse(own.workers().count());
  }

  private ServerSpec spec(
      ImageBehaviour behaviour,
      List<String> argv,
      String command,
      Supplier<Template.Values> values,
      boolean init,
      int columns) {
    ServerConduct conduct = new ServerSignals(behaviour, StopSignal.of(container), values);
    List<ServiceSpec> services = services(argv);
    String title =
        behaviour.title().isEmpty() && startsProgram(command, services)
            ? command
            : values.get().with("command", command).fill(behaviour.title());
    boolean terminal = container.spec().process().terminal();
    return new ServerSpec(
        container.id(),
        services,
        title,
        conduct,
        init,
        terminal,
        columns,
        user.uid(),
        user.gid(),
        user.groups());
  }

  /** Whether a command line starts what listens itself, rather than by a script. */
  private static boolean startsProgram(String command, List<ServiceSpec> services) {
    return services.stream().limit(1).anyMatch(s -> command.startsWith(s.argv().get(0)));
  }

  private List<ServiceSpec> services(List<String> argv) {
    OptionFiles own = new OptionFiles(this::text, this::names);
    return container.image().behaviour().services().stream()
        .flatMap(service -> service.of(own.with(service, argv), environment).stream())
        .toList();
  }

  private Optional<String> text(String path) {
    try {
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(ByteText.decode(files.get().read(path)));
    } catch (KernelException missing) {
      return Optional.empty();
    }
  }

  private List<String> names(String directory) {
    try {
      return files.isEmpty() ? List.of() : files.get().list(directory);
    } catch (KernelException missing) {
      return List.of();
    }
  }

  private boolean lacks(ImageBehaviour.Need need) {
    return !need.variables().isEmpty()
        && need.variables().stream().allMatch(v -> environment.getOrDefault(v, "").isEmpty());
  }

  private Template.Values values(List<ServiceSpec> services, Instant date) {
    return Template.values(container.hostname(), date)
        .with("port", services.stream().findFirst().map(s -> "" + s.port()).orElse(""))
        .with("ip", address());
  }

  /** Its first address; the loopback's where it has no other. */
  private String address() {
    return container.sandbox().stream()
        .flatMap(sandbox -> sandbox.endpoints().stream())
        .map(Endpoint::address)
        .flatMap(address -> address.stream())
        .findFirst()
        .map(Object::toString)
        .orElse("127.0.0.1");
  }
}
