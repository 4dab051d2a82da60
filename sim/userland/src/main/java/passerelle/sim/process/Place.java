package passerelle.sim.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import passerelle.kernel.CLibrary;
import passerelle.sim.core.Machine;
import passerelle.sim.core.Sysctls;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.SocketTable;

/**
 * Where processes run: a machine of the lab or a container. It is what the processes there share
 * ({@code struct nsproxy}): host name, files, tools, process numbers, and the network namespace,
 * which may be another place's too.
 */
public final class Place {
  private final Scheduler scheduler;
  private final Netns netns;
  private final FileSystem files;
  private final Toolset tools;
  private final boolean container;
  private final PidNamespace numbers;
  private final Optional<Place> before;
  private Supplier<String> label;
  private UnaryOperator<Toolset> installed = UnaryOperator.identity();
  private final Optional<Place> machine;
  private final Map<String, LocalServer> localServers = new LinkedHashMap<>();
  private String hostname;

  private Place(
      Scheduler scheduler,
      Netns netns,
      String hostname,
      FileSystem files,
      Toolset tools,
      Optional<Place> machine,
      PidNamespace numbers) {
    this.scheduler = scheduler;
    this.netns = netns;
    this.hostname = hostname;
    this.files = files;
    this.tools = tools;
    this.machine = machine;
    container = machine.isPresent();
    this.numbers = numbers;
    before = Optional.empty();
    label = () -> this.hostname;
  }

  private Place(Place home, Netns netns, FileSystem files, PidNamespace numbers) {
    scheduler = home.scheduler;
    this.netns = netns;
    hostname = home.hostname;
    this.files = files;
    tools = home.tools;
    container = home.container;
    machine = home.machine;
    this.numbers = numbers;
    before = Optional.of(home);
    label = home::label;
    installed = home.installed;
  }

  /** The place that this one was at first, before its processes went elsewhere. */
  public Place home() {
    return before.map(Place::home).orElse(this);
  }

  /** A machine, whose processes have the numbers of the whole lab. */
  public static Place machine(
      Scheduler scheduler, Netns netns, String hostname, FileSystem files, Toolset tools) {
    PidNamespace numbers = PidNamespace.ofMachine();
    return new Place(scheduler, netns, hostname, files, tools, Optional.empty(), numbers);
  }

  /**
   * A container on a machine, which sees its processes. The first is number 1 within, and ignores
   * signals that it does not handle.
   */
  public static Place container(
      Place machine, Netns netns, String hostname, FileSystem files, Toolset tools) {
    PidNamespace numbers = machine.numbers.inner();
    return new Place(
        machine.scheduler, netns, hostname, files, tools, Optional.of(machine), numbers);
  }

  /** A container among the processes of another place ({@code docker run --pid}). */
  public static Place sharing(
      Place other, Netns netns, String hostname, FileSystem files, Toolset tools) {
    return new Place(
        other.scheduler,
        netns,
        hostname,
        files,
        tools,
        Optional.of(other.machine.orElse(other)),
        other.numbers);
  }

  /** Whether its processes have numbers of their own, and one of them is the first. */
  public boolean isContainer() {
    return container;
  }

  /**
   * The same place with another network namespace ({@code setns(2)} with CLONE_NEWNET).
   *
   * @param view its files, with what the kernel shows of that namespace
   */
  public Place in(Netns other, FileSystem view) {
    return new Place(this, other, view, numbers);
  }

  /**
   * The same place with a host name and mounts of its own, and, if asked for, numbers of processes
   * of its own ({@code unshare(2)} with CLONE_NEWUTS, CLONE_NEWNS and CLONE_NEWPID).
   */
  public Place unshared(boolean processes) {
    return new Place(this, netns, files.view(), processes ? numbers.inner() : numbers);
  }

  /** Has somebody answer at a Unix socket. */
  public void listen(String path, LocalServer server) {
    home().localServers.put(path, server);
  }

  /** Who answers at a Unix socket, its own or one of its machine's that is mounted there. */
  public Optional<LocalServer> localServer(String path) {
    Place home = home();
    return Optional.ofNullable(home.localServers.get(path))
        .or(
            () ->
                home.machine.flatMap(
                    host -> home.files.boundFrom(path).flatMap(host::localServer)));
  }

  /** What runs its processes. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** Its network namespace. */
  public Netns netns() {
    return netns;
  }

  /** The machine that it is on. */
  public Machine machine() {
    return netns.machine();
  }

  /** The settings of its network namespace. */
  public Sysctls sysctls() {
    return netns.sysctls();
  }

  /** The sockets of its network namespace. */
  public SocketTable sockets() {
    return netns.sockets();
  }

  /** Its files. */
  public FileSystem files() {
    return files;
  }

  /** The programs in its PATH. */
  public Toolset tools() {
    return installed.apply(tools);
  }

  /** What its programs are linked with. */
  public CLibrary libc() {
    boolean alpine = tools.name().equals("alpine") || files.exists("/etc/alpine-release");
    return alpine ? CLibrary.MUSL : CLibrary.GLIBC;
  }

  /** Sets what its programs are, seen from those that it had at first. */
  public void setInstalled(UnaryOperator<Toolset> all) {
    installed = all;
  }

  /** {@code gethostname(2)}. */
  public String hostname() {
    return hostname;
  }

  /** {@code sethostname(2)}. */
  public void setHostname(String name) {
    hostname = name;
  }

  /** Sets how people call it; a machine is called by its host name at first. */
  public void setLabel(Supplier<String> name) {
    label = name;
  }

  /** How people call it. */
  public String label() {
    return label.get();
  }

  /**
   * What a shell here says when nothing else is set, with a blank: {@code host$ }, {@code web# }.
   */
  public String prompt() {
    return label() + (container ? "# " : "$ ");
  }

  /**
   * The processes that are seen here, in the order of their start: those of containers on a
   * machine, too.
   */
  public Collection<Process> processes() {
    return numbers.all();
  }

  /** The number of a running process as seen here; empty when it is not. */
  public OptionalInt number(Process process) {
    return numbers.number(process);
  }

  /** The running process with a number, as seen here. */
  public Optional<Process> process(int pid) {
    return numbers.find(pid);
  }

  PidNamespace numbers() {
    return numbers;
  }

  /** A new process here, to be given what it needs. */
  public Spawn spawn(Program program, List<String> argv) {
    return new Spawn(this, program, argv);
  }
}
