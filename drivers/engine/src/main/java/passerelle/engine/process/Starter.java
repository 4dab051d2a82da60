package passerelle.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.ExecSpec;
import passerelle.engine.NetworkMode;
import passerelle.engine.Paths;
import passerelle.engine.StartFailure;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.volume.Mounts;
import passerelle.engine.volume.Roots;
import passerelle.image.EntrypointScript;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.lab.LabDate;

/** Starts processes in containers, as containerd and runc do for dockerd. */
public final class Starter {
  private final Host host;
  private final EngineSettings settings;
  private final EngineState state;
  private final Roots roots;
  private final Mounts mounts;
  private final JoinedNamespaces joined;
  private final ContainerEnvironment environment;

  public Starter(
      Host host, EngineSettings settings, EngineState state, Roots roots, Mounts mounts) {
    this.host = host;
    this.roots = roots;
    this.mounts = mounts;
    this.settings = settings;
    this.state = state;
    this.joined = new JoinedNamespaces(state);
    this.environment = new ContainerEnvironment(state, settings);
  }

  /** The engine joins the networks before it has runc make the task, not afterwards. */
  public boolean joinsBeforeTask() {
    return settings.profile().has(Trait.JOINS_BEFORE_TASK);
  }

  private Spaces spaces() {
    return host.kernel().spaces();
  }

  /** Makes the container's space in its sandbox, with the image's files. */
  public void prepare(Container container) throws EngineException {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    ContainerSpec.Privileges privileges = container.spec().privileges();
    Set<Capability> capabilities = CapabilitySets.of(privileges);
    String hostname = hostname(container, mode);
    MachineNeeds.check(container.spec(), hostname, host, settings.profile().wording());
    CgroupLimits.check(container.spec(), container.id(), settings.profile().wording());
    joined.check(container);
    Space space =
        new Space(
            container.id(),
            container.sandbox().orElseThrow().netns(),
            hostname,
            container.image().toolset(),
            capabilities,
            container.spec().limits(),
            privileges.privileged(),
            container.image().userland().programs(),
            host.netns(),
            processes(container));
    OwnProgram.offer(container, spaces(), () -> LabDate.at(host.now()));
    try {
      if (roots.areKept()) {
        roots.of(container);
      }
      if (container.started() < 0) {
        spaces().create(space);
        writeImage(container);
      } else {
        spaces().restart(space);
      }
    } catch (KernelException e) {
      throw EngineException.system("cannot make the container's space: " + e.getMessage());
    }
    mounts.mount(container);
    makeDirectory(container);
    protect(container);
    sysctls(privileges.sysctls(), space.netns());
  }

  /** {@code --pid}: whose processes the container sees. */
  private String processes(Container container) throws EngineException {
    return container.spec().shown("pid").equals("host")
        ? host.netns()
        : joined.processes(container).id();
  }

  /** {@code --read-only}: of the layer, nothing can be written from now on. */
  private void protect(Container container) throws EngineException {
    if (roots.areKept() && container.spec().shown("read-only").equals("true")) {
      roots.of(container).protect();
    }
  }

  /** The working directory is made if it is not there. */
  private void makeDirectory(Container container) throws EngineException {
    if (!roots.areKept()) {
      return;
    }
    user(container, "");
    try {
      roots.of(container).makeDirectories(Paths.clean(container.directory()));
    } catch (KernelException e) {
      throw EngineException.system(
          "Cannot mkdir: " + container.directory() + " is not a directory");
    }
  }

  /** Where the kernel does not keep files, the image's are written into the space. */
  private void writeImage(Container container) {
    if (!roots.areKept()) {
      container
          .image()
          .files()
          .forEach((path, text) -> spaces().writeFile(container.id(), path, text));
    }
  }

  /** What runc does: settings of the network are made in a namespace of the container's only. */
  private void sysctls(Map<String, String> settings, String netns) throws EngineException {
    Plan.Builder plan = new Plan.Builder();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String key = setting.getKey();
      if (key.startsWith("net.") && netns.equals(host.netns())) {
        throw StartFailure.hostSysctl(key);
      }
      plan.add(new KernelOp.SetSysctl(netns, key, setting.getValue()), "sysctl", key);
    }
    try {
      host.kernel().control().apply(plan.build());
    } catch (PlanException e) {
      KernelOp.SetSysctl refused = (KernelOp.SetSysctl) e.operation();
      throw StartFailure.badSysctl(refused.key(), e.errno());
    }
  }

  private String hostname(Container container, NetworkMode mode) {
    boolean hosts = mode.isHost() || container.spec().shown("uts").equals("host");
    if (hosts && container.spec().naming().hostname().isEmpty()) {
      return settings.host();
    }
    if (mode.isContainer()) {
      try {
        Container owner = state.container(mode.container());
        return hostname(owner, NetworkMode.of(owner.spec().networkMode()));
      } catch (EngineException gone) {
        return container.hostname();
      }
    }
    return container.hostname();
  }

  /** What the main process prints goes into the log. */
  private ProcessOutput log(Container container) {
    return new ProcessOutput() {
      @Override
      public void out(String text) {
        container.log().append(host.now(), ContainerLog.Stream.STDOUT, text);
      }

      @Override
      public void err(String text) {
        container.log().append(host.now(), ContainerLog.Stream.STDERR, text);
      }
    };
  }

  /** What runs as process 1: the command, or with {@code --init} an init that runs it. */
  private static List<String> argv(Container container) {
    List<String> argv = new ArrayList<>();
    if (hasInit(container)) {
      argv.addAll(List.of(ProcessSpec.INIT, "--"));
    }
    argv.addAll(container.invocation().argv());
    return argv;
  }

  private static boolean hasInit(Container container) {
    return container.spec().shown().getOrDefault("init", List.of()).contains("true");
  }

  /** What keeps its processes while daemons come and go (containerd's runtime v2). */
  private static List<String> shim(Container container) {
    return List.of(
        "/usr/bin/containerd-shim-runc-v2",
        "-namespace",
        "moby",
        "-id",
        container.id(),
        "-address",
        "/run/containerd/containerd.sock");
  }

  /** Starts the main process. */
  public KernelProcess main(Container container, int columns) throws EngineException {
    ProcessOutput output = log(container);
    if (container.started() < 0 && roots.areKept() && JsonLog.isOf(container)) {
      keepLog(container);
    }
    spaces().keep(container.id(), shim(container));
    if (!container.runsScript()) {
      boolean terminal = container.spec().process().terminal();
      KernelProcess process =
          begin(container, new ExecSpec(argv(container), terminal, columns), output);
      // A terminal that nobody types at stays open: "docker run -dt alpine" goes on.
      if (!container.spec().process().openInput() && !terminal) {
        process.endInput();
      }
      return process;
    }
    RunAs user = user(container, "");
    Optional<FileTree> files =
        roots.areKept() ? Optional.of(roots.of(container)) : Optional.empty();
    return new Server(
            container, environment.of(container, List.of(), user.home()), output, user, files)
        .start(spaces(), columns, hasInit(container), () -> LabDate.at(host.now()));
  }

  /** What an entrypoint script cannot hand over to, it says itself. */
  private KernelProcess begin(Container container, ExecSpec spec, ProcessOutput output)
      throws EngineException {
    Optional<EntrypointScript> script =
        container.image().behaviour().script().filter(s -> container.invocation().scripted());
    if (script.isEmpty() || hasInit(container)) {
      return run(container, spec, "create", output);
    }
    try {
      return start(container, spec, user(container, spec.user()), output);
    } catch (KernelException e) {
      String path = container.argv().get(0);
      output.err(script.get().complaint(path, spec.argv(), e.errno()));
      return new ScriptedProcess(script.get().status(spec.argv(), e.errno()));
    }
  }

  private void keepLog(Container container) throws EngineException {
    try {
      new JsonLog(container, roots.ofHost().ofDaemon()).begin();
    } catch (KernelException refused) {
      throw EngineException.system("failed to create task for container: " + refused.getMessage());
    }
  }

  /** Starts one more process ({@code docker exec}). */
  public KernelProcess exec(Container container, ExecSpec spec, ProcessOutput output)
      throws EngineException {
    if (!spec.directory().isEmpty() && !spec.directory().startsWith("/")) {
      throw StartFailure.relativeDirectory();
    }
    if (roots.areKept()) {
      FileTree.Kind kind = roots.of(container).kind(directory(container, spec));
      if (kind != FileTree.Kind.DIRECTORY) {
        throw StartFailure.noDirectory(spec.directory(), kind);
      }
    }
    return run(container, spec, "exec", output);
  }

  private static String directory(Container container, ExecSpec spec) {
    String own = spec.directory().isEmpty() ? container.directory() : spec.directory();
    return Paths.clean(own);
  }

  private KernelProcess run(Container container, ExecSpec spec, String action, ProcessOutput output)
      throws EngineException {
    if (spec.argv().isEmpty()) {
      throw EngineException.bad("no command specified");
    }
    RunAs user = user(container, spec.user());
    try {
      return start(container, spec, user, output);
    } catch (KernelException e) {
      if (e.errno() == Errno.EAGAIN) {
        throw StartFailure.noProcess(action, e.errno());
      }
      String command = spec.argv().get(0);
      FileTree.Kind kind = kind(container, command);
      if (e.errno() == Errno.EISDIR || kind == FileTree.Kind.DIRECTORY) {
        throw StartFailure.isDirectory(action, command);
      }
      boolean denied = e.errno() == Errno.EACCES || kind == FileTree.Kind.FILE;
      throw new StartFailure(action, command, denied).asException();
    }
  }

  private KernelProcess start(Container container, ExecSpec spec, RunAs user, ProcessOutput output)
      throws EngineException, KernelException {
    return spaces()
        .start(
            new ProcessSpec(
                container.id(),
                spec.argv(),
                environment.of(container, spec, user.home()),
                spec.terminal(),
                spec.columns(),
                directory(container, spec),
                user.uid(),
                user.gid(),
                user.groups(),
                spec.privileged()),
            output);
  }

  /** What is in the container's files at an absolute path. */
  private FileTree.Kind kind(Container container, String path) throws EngineException {
    return path.startsWith("/") && roots.areKept()
        ? roots.of(container).kind(Paths.clean(path))
        : FileTree.Kind.NOTHING;
  }

  /** Whom a process runs as: who is named, or whom the container runs as. */
  private RunAs user(Container container, String named) throws EngineException {
    String who = named.isEmpty() ? container.user() : named;
    if (!roots.areKept()) {
      return RunAs.of(who, Optional.empty());
    }
    FileTree files = roots.of(container);
    List<String> groups = container.spec().shown().getOrDefault("group-add", List.of());
    return RunAs.of(who, Optional.of(files)).with(groups, files, settings.profile().wording());
  }
}
