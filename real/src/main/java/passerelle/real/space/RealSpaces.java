package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ProcessView;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServerProcess;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;
import passerelle.service.OnceOpen;
import passerelle.text.ScreenText;

/**
 * Spaces on the real kernel. A space costs nothing but its files in memory until its first process
 * starts: then it gets mount, UTS and pid namespaces and a root of its own. Processes are started
 * by threads of the JVM that have entered them.
 */
public final class RealSpaces implements Spaces, AutoCloseable {
  private static final String NAMED = "/run/netns";

  private final Map<String, RealSpace> spaces = new LinkedHashMap<>();
  private final RealClock clock;
  private final ServiceHost services;
  private final Path directory;
  private final ProcessTable table;
  private final Surroundings surroundings;
  private final Sandboxes sandboxes = new Sandboxes();
  private int made;

  /**
   * No spaces yet.
   *
   * @param directory the lab's own, empty, on a tmpfs that ends with the enclosure
   */
  public RealSpaces(Namespaces namespaces, RealClock clock, ServiceHost services, Path directory)
      throws KernelException {
    this.clock = clock;
    this.services = services;
    this.directory = directory;
    table = new ProcessTable(clock);
    Layers layers = new Layers(directory.resolve("layers"));
    surroundings = new Surroundings(namespaces, table, layers);
  }

  /** The space of that name; {@link IllegalArgumentException} when there is none. */
  RealSpace space(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no space " + name));
  }

  private synchronized Optional<RealSpace> find(String name) {
    return Optional.ofNullable(spaces.get(name));
  }

  RealClock clock() {
    return clock;
  }

  Reactor reactor() {
    return table.reactor();
  }

  @Override
  public synchronized void create(Space space) throws KernelException {
    openNetwork(space);
    Path own = directory.resolve("space" + made++);
    spaces.put(space.name(), new RealSpace(surroundings, own, space));
  }

  @Override
  public void remove(String space) {
    sandboxes.close(space);
    Optional<RealSpace> removed;
    synchronized (this) {
      removed = Optional.ofNullable(spaces.remove(space));
    }
    removed.ifPresent(RealSpace::close);
  }

  @Override
  public void stop(String space) {
    sandboxes.close(space);
    find(space).ifPresent(RealSpace::kill);
  }

  @Override
  public void restart(Space space) throws KernelException {
    openNetwork(space);
    space(space.name()).restart(space);
  }

  /** Unless it is a machine's, or another container's that has changed it since. */
  private synchronized void openNetwork(Space space) throws KernelException {
    Netns netns = surroundings.namespaces().get(space.netns());
    boolean shared =
        spaces.values().stream()
            .map(RealSpace::space)
            .anyMatch(
                other -> other.netns().equals(space.netns()) && !other.name().equals(space.name()));
    if (!space.name().equals(space.netns()) && !shared) {
      ContainerNetwork.open(netns);
      RealSpace machine = spaces.get(space.machine());
      if (machine != null && !machine.isContainer()) {
        sandboxes.open(machine, space.name(), netns);
      }
    }
  }

  @Override
  public void writeFile(String space, String path, String text) {
    write(space, path, text, false);
  }

  /** Writes a file that can be executed. */
  public void writeProgram(String space, String path, String text) {
    write(space, path, text, true);
  }

  private void write(String space, String path, String text, boolean program) {
    try {
      space(space).write(path, text, program);
    } catch (KernelException refused) {
      // Whoever reads it finds that it is not there.
      return;
    }
  }

  @Override
  public Optional<String> readFile(String space, String path) {
    try {
      return space(space).read(path);
    } catch (KernelException refused) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<ProcessView>> processes(String space) {
    List<ProcessView> all =
        find(space).stream()
            .flatMap(one -> one.pids().stream())
            .flatMap(pid -> ProcFiles.view(pid, clock.now()).stream())
            .sorted(Comparator.comparing(ProcessView::started).thenComparing(ProcessView::pid))
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(withWorkers(space, all));
  }

  /** The first one's workers have the numbers behind its own, as on a machine at rest. */
  private List<ProcessView> withWorkers(String space, List<ProcessView> all) {
    List<ProcessView> whole = new ArrayList<>(all);
    ProcessView first = all.get(0);
    int pid = first.pid();
    for (ServerProcess.Worker worker : space(space).workers()) {
      List<String> title = List.of(worker.title());
      pid++;
      whole.add(
          pid - first.pid(),
          new ProcessView(
              pid, first.pid(), title, worker.uid(), first.started(), first.terminal()));
    }
    return whole;
  }

  /** The first {@code most} octets of a file; empty when there is none. */
  public Optional<byte[]> readBytes(String space, String path, int most) throws KernelException {
    return space(space).files().bytes(path, most);
  }

  private Optional<List<String>> names(String space, String directory) {
    try {
      return space(space)
          .files()
          .list(directory)
          .map(list -> list.stream().map(name -> name.replaceFirst("/$", "")).toList());
    } catch (KernelException refused) {
      return Optional.empty();
    }
  }

  /** What is in a directory, in order; directories end with a slash. */
  public List<String> list(String space, String path) throws KernelException {
    return space(space).files().list(path).orElse(List.of());
  }

  /**
   * The network namespaces that programs of a space have given names ({@code ip netns add}), opened
   * for whoever asks.
   */
  public List<Netns> named(String space) throws KernelException {
    RootFiles files = space(space).files();
    List<Netns> named = new ArrayList<>();
    for (String name : files.list(NAMED).orElse(List.of())) {
      Optional<Netns> opened = opened(files, name);
      opened.ifPresent(named::add);
    }
    return named;
  }

  /** Empty for a file that no namespace is mounted on. */
  private static Optional<Netns> opened(RootFiles files, String name) {
    try {
      return Optional.of(Netns.of(name, files.open(NAMED + "/" + name, Libc.O_RDONLY)));
    } catch (LastErrorException | KernelException gone) {
      return Optional.empty();
    }
  }

  /** Where the JVM finds the directory that the space's processes see as /run. */
  public Path runDirectory(String space) throws KernelException {
    return space(space).run();
  }

  @Override
  public KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException {
    RealSpace space = space(spec.space());
    if (isLacking(space.space(), spec.argv().get(0))) {
      throw new KernelException(Errno.ENOENT);
    }
    RootFiles files = space.files();
    List<String> argv = withoutInit(spec.argv());
    String program = ProgramSearch.find(files, argv.get(0), spec.environment());
    Channel channel =
        spec.terminal() ? Channel.terminal(Pty.open(files, spec.columns())) : Channel.pipes();
    return space.start(
        program,
        argv,
        spec.environment(),
        channel,
        screen(spec, output::out),
        screen(spec, output::err),
        spec.privileged() ? Capability.all() : space.space().capabilities());
  }

  /** Whether the image that a space is of has no such program, whatever this machine has. */
  private static boolean isLacking(Space space, String program) {
    return space.toolset().equals("none") || space.programs().lacking().contains(program);
  }

  /** This kernel has no init for containers: their command is process 1 itself. */
  private static List<String> withoutInit(List<String> argv) {
    return argv.get(0).equals(ProcessSpec.INIT) ? argv.subList(2, argv.size()) : argv;
  }

  private static Consumer<byte[]> screen(ProcessSpec spec, Consumer<String> output) {
    ScreenText text = new ScreenText(output);
    return spec.terminal() ? new PlainBytes(text) : text;
  }

  @Override
  public KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException {
    SeemingProcess own = new SeemingProcess(1, output);
    server.conduct().begin(own);
    ServedProcess process =
        serve(
            server.space(),
            server.services(),
            server.title(),
            output,
            () -> server.conduct().ready(own));
    process.hearBy(server.conduct(), own);
    return process;
  }

  @Override
  public KernelProcess startServices(String space, List<ServiceSpec> specs, ProcessOutput output)
      throws KernelException {
    return serve(space, specs, "", output, () -> {});
  }

  private ServedProcess serve(
      String space, List<ServiceSpec> specs, String title, ProcessOutput output, OnceOpen open)
      throws KernelException {
    RealSpace in = space(space);
    ServiceHost.Running running =
        services.startServices(
            in.netns(),
            specs,
            new ServiceHost.Home(
                in.space().hostname(),
                path -> readFile(space, path),
                path -> names(space, path),
                output),
            open);
    Optional<RealSpace> container = in.isContainer() ? Optional.of(in) : Optional.empty();
    ServedProcess process = new ServedProcess(clock, running, container);
    String program = specs.isEmpty() ? "pause" : specs.get(0).process();
    String name = title.isEmpty() ? program : title;
    container.ifPresent(c -> c.standIn(name, process::end, process::workers));
    process.watch();
    return process;
  }

  @Override
  public KernelProcess startNames(String space, ResolverPorts ports, NameService names)
      throws KernelException {
    ServiceHost.Running running = services.startNames(space(space).netns(), ports, names);
    ServedProcess process = new ServedProcess(clock, running, Optional.empty());
    process.watch();
    return process;
  }

  /** Kills all processes of the lab, waits for their end, and forgets all files. */
  @Override
  public void close() {
    List<RealSpace> all;
    synchronized (this) {
      all = List.copyOf(spaces.values());
      spaces.clear();
    }
    all.forEach(RealSpace::kill);
    table.close();
    all.forEach(RealSpace::close);
    SpaceTree.delete(directory);
  }
}
