package passerelle.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.ForkError;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Spawn;
import passerelle.sim.process.Toolset;
import passerelle.sim.process.User;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.net.GoDial;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.process.DockerInit;
import passerelle.text.ByteText;

/** How processes begin in spaces: programs, shells of people, and what only serves. */
final class SpaceProcesses {
  /** Lines of a terminal whose client does not tell. */
  private static final int ROWS = 24;

  private final SimKernel kernel;
  private final SimSpaces spaces;
  private final Parents parents = new Parents();

  SpaceProcesses(SimKernel kernel, SimSpaces spaces) {
    this.kernel = kernel;
    this.spaces = spaces;
  }

  void keep(String space, List<String> shim) {
    parents.set(space, daemon(spaces.machine(space), shim).start());
  }

  void setParent(String space, Process process) {
    parents.set(space, process);
  }

  /** The processes of a space have ended. */
  void end(String space) {
    parents.end(space);
  }

  KernelProcess launch(
      String machine, List<String> command, OptionalInt number, Consumer<String> signals) {
    Pipe input = new Pipe();
    Spawn wanted = daemon(machine, command).stdin(input.source());
    number.ifPresent(wanted::numbered);
    Process process = wanted.create();
    for (Signal signal : List.of(Signal.TERM, Signal.INT, Signal.HUP)) {
      process.onSignal(signal, () -> signals.accept(signal.name()));
    }
    process.start();
    setParent(machine, process);
    return new SimProcess(kernel, process, input);
  }

  Spawn daemon(String machine, List<String> argv) {
    Program idle = Process::declareEndless;
    return spawn(machine, idle, argv).unlimited();
  }

  private Place place(String space) {
    return spaces.place(space);
  }

  /** A process to be in a space, with all that the space gives it. */
  Spawn spawn(String space, Program program, List<String> argv) {
    return spaces.endow(space, place(space).spawn(program, argv));
  }

  /** What the shell of a person in a space is made of; {@code shell} is what it calls itself. */
  Spawn session(String space, String shell) {
    return spaces
        .endow(space, ShellSession.in(place(space), shell))
        .environment(ShellSession.variables(false))
        .directory("/root");
  }

  KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException {
    ScriptFile executable = executable(spec);
    Spawn wanted =
        parents
            .child(spec.space(), spawn(spec.space(), executable.program(), executable.argv()))
            .environment(spec.environment())
            .directory(spec.directory())
            .user(new User(spec.uid(), spec.gid(), spec.groups()));
    if (spec.privileged() && spec.uid() == 0) {
      wanted.capabilities(Capability.all());
    }
    return spec.terminal()
        ? onTerminal(place(spec.space()), wanted, new Tty(spec.columns(), ROWS, text(output::out)))
        : onPipes(wanted, output);
  }

  /** What runs, and with which words: a tool of the space, or a script in its files. */
  private ScriptFile executable(ProcessSpec spec) throws KernelException {
    String name = spec.argv().get(0);
    if (name.equals(ProcessSpec.INIT)) {
      return new ScriptFile(new DockerInit(), spec.argv());
    }
    Optional<Toolset.Tool> tool = place(spec.space()).tools().find(name);
    if (tool.isPresent()) {
      return new ScriptFile(tool.get().program(), spec.argv());
    }
    return ScriptFile.find(place(spec.space()), spec.argv(), spec.directory(), spec.environment())
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
  Process login(String machine, Tty tty, String terminal) {
    Program bash = place(machine).tools().find("bash").orElseThrow().program();
    return onTerminal(machine, tty, terminal, bash, List.of("bash"));
  }

  /** A program that a person runs at a terminal of a machine; it does not run yet. */
  Process onTerminal(String machine, Tty tty, String terminal, Program program, List<String> argv) {
    tty.setNumber(place(machine));
    Map<String, String> environment = ShellSession.variables(true);
    environment.put("TERM", terminal);
    Process process =
        spawn(machine, program, argv)
            .unlimited()
            .environment(environment)
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

  KernelProcess startServices(String space, List<ServiceSpec> services, ProcessOutput output)
      throws KernelException {
    List<String> argv = services.isEmpty() ? List.of("pause") : services.get(0).argv();
    Spawn daemon = parents.child(space, spawn(space, self -> {}, argv));
    return daemon(
        printing(daemon, output),
        process -> {
          process.declareEndless();
          ProcessHost.start(process, services, () -> {});
        });
  }

  KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException {
    ServerProgram program = new ServerProgram(server);
    Spawn wanted =
        server.init()
            ? spawn(server.space(), program.underInit(), program.initArgv())
            : spawn(server.space(), self -> {}, program.argv());
    parents
        .child(server.space(), wanted)
        .user(new User(server.uid(), server.gid(), server.groups()));
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

  KernelProcess startNames(String space, ResolverPorts ports, NameService names)
      throws KernelException {
    SocketTable host = place(spaces.machine(space)).netns().sockets();
    Spawn daemon = besides(space).spawn(self -> {}, List.of("dockerd"));
    return daemon(daemon, process -> ProcessHost.startNames(process, host, ports, names));
  }

  boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    BlockingProgram client =
        self -> {
          outcome.accept(GoDial.tcp(self, name, port));
          return 0;
        };
    spawn(space, client, List.of("dockerd")).unlimited().start();
    return true;
  }

  /** Where a process of the host is that has only entered a place's network namespace. */
  private Place besides(String space) {
    Place host = place(spaces.machine(space));
    return Place.machine(
        kernel.scheduler(), place(space).netns(), host.hostname(), host.files(), host.tools());
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
