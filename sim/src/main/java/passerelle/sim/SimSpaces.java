package passerelle.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ProcessView;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.lab.LabTopology;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Disk;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.ForkError;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Spawn;
import passerelle.sim.process.Toolset;
import passerelle.sim.process.User;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.Toolsets;
import passerelle.sim.userland.net.GoDial;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.process.DockerInit;
import passerelle.sim.userland.tool.StaticSettings;
import passerelle.text.ByteText;

/** Spaces as places of the simulated userland. */
public final class SimSpaces implements Spaces {
  /** Lines of a terminal whose client does not tell. */
  private static final int ROWS = 24;

  private final SimKernel kernel;
  private final Disk disk = new Disk();
  private final Toolsets toolsets;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Files may be there before the space. */
  private final Map<String, FileSystem> roots = new LinkedHashMap<>();

  private UnaryOperator<String> naming = UnaryOperator.identity();

  private record Entry(Space space, Place place) {}

  SimSpaces(SimKernel kernel) {
    this.kernel = kernel;
    toolsets = new Toolsets(kernel.namespaces());
  }

  /** Sets what people call a space: the name of the container whose id that of the space is. */
  public void setNaming(UnaryOperator<String> names) {
    naming = names;
  }

  /** The settings of all namespaces, those that nothing here obeys included. */
  StaticSettings settings() {
    return toolsets.settings();
  }

  @Override
  public void create(Space space) throws KernelException {
    create(space, Map.of());
  }

  /** A space that has programs besides those of its toolset, such as a host's {@code docker}. */
  public void create(Space space, Map<String, Program> programs) throws KernelException {
    open(space, root(space.name()), programs);
  }

  @Override
  public void restart(Space space) throws KernelException {
    open(space, place(space.name()).files(), Map.of());
  }

  private FileSystem root(String space) {
    return roots.computeIfAbsent(space, name -> new FileSystem(disk));
  }

  @Override
  public Optional<List<ProcessView>> processes(String space) {
    Place host = place(LabTopology.HOST);
    return Optional.of(own(place(space)).map(p -> SeenProcesses.view(p, own(host))).toList());
  }

  /** The processes that run in a place, without others that it only sees. */
  private static Stream<Process> own(Place place) {
    return place.processes().stream().filter(process -> process.place().home() == place);
  }

  @Override
  public Optional<FileTree> files(String space) {
    return Optional.of(new SimFiles(root(space)));
  }

  private void open(Space space, FileSystem files, Map<String, Program> programs)
      throws KernelException {
    Netns netns =
        kernel
            .namespaces()
            .find(space.netns())
            .orElseThrow(() -> new KernelException(Errno.ENOENT));
    toolsets.mountKernelFiles(
        files, netns, space.sysctlsWritable(), new SeenProcesses(this, space.processes()));
    Toolset tools = toolsets.of(space.toolset(), space.programs(), programs);
    boolean machine = space.name().equals(space.netns());
    if (!machine && !entries.containsKey(space.netns())) {
      openNetwork(netns);
    }
    if (space.name().equals(LabTopology.HOST)) {
      files.mount(SandboxFiles.DIRECTORY, new SandboxFiles(kernel.namespaces(), this));
    }
    Place place =
        machine
            ? Place.machine(kernel.scheduler(), netns, space.hostname(), files, tools)
            : container(space, netns, files, tools);
    place.setLabel(() -> naming.apply(space.name()));
    place.setInstalled(toolsets.installed(files));
    entries.put(space.name(), new Entry(space, place));
  }

  private Place container(Space space, Netns netns, FileSystem files, Toolset tools) {
    return space.processes().equals(space.name())
        ? Place.container(machine(netns), netns, space.hostname(), files, tools)
        : Place.sharing(place(space.processes()), netns, space.hostname(), files, tools);
  }

  /** The machine that sees the processes of containers, or one that nobody looks at. */
  private Place machine(Netns netns) {
    Entry host = entries.get(LabTopology.HOST);
    return host != null
        ? host.place()
        : Place.machine(
            kernel.scheduler(), netns, "", new FileSystem(disk), Toolset.builder().build());
  }

  /**
   * What dockerd sets in the network of a container, unless it is a machine's: everybody may ping
   * and listen on every port (oci_linux.go: WithSysctls).
   */
  private static void openNetwork(Netns netns) {
    netns.sysctls().write("net.ipv4.ping_group_range", "0 2147483647");
    netns.sysctls().write("net.ipv4.ip_unprivileged_port_start", "0");
  }

  /** The places of all spaces by name, in the order in which they were made. */
  Map<String, Place> places() {
    Map<String, Place> places = new LinkedHashMap<>();
    entries.forEach((name, entry) -> places.put(name, entry.place()));
    return places;
  }

  /** The place of a space; {@link IllegalArgumentException} when there is none. */
  public Place place(String space) {
    return entry(space).place();
  }

  /** The space whose place that is, before its processes went elsewhere. */
  Optional<String> spaceOf(Place place) {
    return entries.entrySet().stream()
        .filter(e -> e.getValue().place() == place.home())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Entry entry(String space) {
    Entry entry = entries.get(space);
    if (entry == null) {
      throw new IllegalArgumentException("no space " + space);
    }
    return entry;
  }

  @Override
  public void remove(String space) {
    stop(space);
    entries.remove(space);
    Optional.ofNullable(roots.remove(space)).ifPresent(FileSystem::discard);
  }

  @Override
  public void stop(String space) {
    Entry entry = entries.get(space);
    if (entry != null) {
      own(entry.place()).forEach(process -> process.signal(Signal.KILL));
    }
  }

  @Override
  public void writeFile(String space, String path, String text) {
    place(space).files().with(path, text);
  }

  @Override
  public Optional<String> readFile(String space, String path) {
    try {
      return Optional.of(place(space).files().readText(path));
    } catch (FileError missing) {
      return Optional.empty();
    }
  }

  /** A process to be in a space, with all that the space gives it. */
  public Spawn spawn(String space, Program program, List<String> argv) {
    Entry entry = entry(space);
    return entry.place().spawn(program, argv).capabilities(entry.space().capabilities());
  }

  /** What the shell of a person in a space is made of; {@code shell} is what it calls itself. */
  public Spawn session(String space, String shell) {
    Entry entry = entry(space);
    return ShellSession.in(entry.place(), shell)
        .capabilities(entry.space().capabilities())
        .environment(ShellSession.variables(false))
        .directory("/root");
  }

  @Override
  public KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException {
    Spawn wanted =
        spawn(spec.space(), program(spec), spec.argv())
            .environment(spec.environment())
            .directory(spec.directory())
            .user(new User(spec.uid(), spec.gid()));
    return spec.terminal()
        ? onTerminal(place(spec.space()), wanted, new Tty(spec.columns(), ROWS, text(output::out)))
        : onPipes(wanted, output);
  }

  private Program program(ProcessSpec spec) throws KernelException {
    String name = spec.argv().get(0);
    if (name.equals(ProcessSpec.INIT)) {
      return new DockerInit();
    }
    return place(spec.space())
        .tools()
        .find(name)
        .map(Toolset.Tool::program)
        .orElseThrow(() -> new KernelException(Errno.ENOENT));
  }

  private KernelProcess onTerminal(Place place, Spawn wanted, Tty tty) throws KernelException {
    tty.setNumber(place);
    Process process = create(wanted.stdin(tty.source()).output(tty.sink()));
    tty.setForeground(process.group());
    tty.setHolder(Holder.DETACHED);
    process.start();
    return new SimProcess(kernel, process, tty);
  }

  private KernelProcess onPipes(Spawn wanted, ProcessOutput output) throws KernelException {
    Pipe input = new Pipe();
    Process process = create(printing(wanted.stdin(input.source()), output));
    SimProcess handle = new SimProcess(kernel, process, input);
    process.start();
    return handle;
  }

  /** The shell of a person who sits at a terminal of a machine; it does not run yet. */
  public Process login(String machine, Tty tty) {
    Program bash = place(machine).tools().find("bash").orElseThrow().program();
    return onTerminal(machine, tty, bash, List.of("bash"));
  }

  /** A program that a person runs at a terminal of a machine; it does not run yet. */
  public Process onTerminal(String machine, Tty tty, Program program, List<String> argv) {
    tty.setNumber(place(machine));
    Process process =
        spawn(machine, program, argv)
            .unlimited()
            .environment(ShellSession.variables(true))
            .directory("/root")
            .stdin(tty.source())
            .output(tty.sink())
            .create();
    tty.setForeground(process.group());
    return process;
  }

  private static Process create(Spawn wanted) throws KernelException {
    try {
      return wanted.create();
    } catch (ForkError none) {
      throw new KernelException(Errno.EAGAIN);
    }
  }

  private static Spawn printing(Spawn wanted, ProcessOutput output) {
    return wanted.stdout(new PlainSink(text(output::out))).stderr(new PlainSink(text(output::err)));
  }

  private static Consumer<byte[]> text(Consumer<String> output) {
    return bytes -> output.accept(ByteText.decode(bytes));
  }

  @Override
  public KernelProcess startServices(String space, List<ServiceSpec> services, ProcessOutput output)
      throws KernelException {
    List<String> argv = services.isEmpty() ? List.of("pause") : services.get(0).argv();
    Spawn daemon = spawn(space, self -> {}, argv);
    return daemon(
        printing(daemon, output),
        process -> {
          process.declareEndless();
          ProcessHost.start(process, services);
        });
  }

  @Override
  public KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException {
    ServerProgram program = new ServerProgram(server);
    Spawn wanted =
        server.init()
            ? spawn(server.space(), program.underInit(), program.initArgv())
            : spawn(server.space(), self -> {}, program.argv());
    Opening opening = server.init() ? process -> {} : program::open;
    if (!server.terminal()) {
      return daemon(printing(wanted, output), opening);
    }
    Tty tty = new Tty(server.columns(), ROWS, text(output::out));
    tty.setNumber(place(server.space()));
    tty.setHolder(Holder.DETACHED);
    Process process = create(wanted.unlimited().stdin(tty.source()).output(tty.sink()));
    tty.setForeground(process.group());
    return opened(new SimProcess(kernel, process, tty), process, opening);
  }

  @Override
  public KernelProcess startNames(String space, int port, NameService names)
      throws KernelException {
    SocketTable host = place(LabTopology.HOST).netns().sockets();
    Spawn daemon = besides(place(space)).spawn(self -> {}, List.of("dockerd"));
    return daemon(daemon, process -> ProcessHost.startNames(process, host, port, names));
  }

  @Override
  public boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    BlockingProgram client =
        self -> {
          outcome.accept(GoDial.tcp(self, name, port));
          return 0;
        };
    spawn(space, client, List.of("dockerd")).unlimited().start();
    return true;
  }

  /** Where a process of the host is that has only entered a place's network namespace. */
  private Place besides(Place place) {
    Place host = place(LabTopology.HOST);
    return Place.machine(
        kernel.scheduler(), place.netns(), host.hostname(), host.files(), host.tools());
  }

  /** What a daemon opens when it starts. */
  private interface Opening {
    void open(Process process) throws KernelException;
  }

  /** A process that only answers; it does not outlive a failed opening. */
  private KernelProcess daemon(Spawn daemon, Opening opening) throws KernelException {
    Pipe input = new Pipe();
    Process process = create(daemon.unlimited().stdin(input.source()));
    return opened(new SimProcess(kernel, process, input), process, opening);
  }

  private static KernelProcess opened(SimProcess handle, Process process, Opening opening)
      throws KernelException {
    process.start();
    try {
      opening.open(process);
    } catch (KernelException refused) {
      process.exit(1);
      throw refused;
    }
    return handle;
  }
}
