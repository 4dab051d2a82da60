package passerelle.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ProcessView;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServerChoice;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Disk;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Spawn;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.Toolsets;
import passerelle.sim.userland.tool.KernelModules;
import passerelle.sim.userland.tool.StaticSettings;

/** Spaces as places of the simulated userland. */
public final class SimSpaces implements Spaces {
  private final SpaceProcesses beginning;
  private final Disk disk = new Disk();
  private final Toolsets toolsets;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Map<String, ServerChoice>> offered = new LinkedHashMap<>();
  private final PlaceMaker maker;

  /** Files may be there before the space. */
  private final Map<String, FileSystem> roots = new LinkedHashMap<>();

  private UnaryOperator<String> naming = UnaryOperator.identity();

  private record Entry(Space space, Place place) {}

  SimSpaces(SimKernel kernel) {
    beginning = new SpaceProcesses(kernel, this);
    toolsets = new Toolsets(kernel.namespaces());
    maker = new PlaceMaker(kernel, this, toolsets, disk);
  }

  /** Sets what people call a space: the name of the container whose id that of the space is. */
  public void setNaming(UnaryOperator<String> names) {
    naming = names;
  }

  /** The settings of all namespaces, those that nothing here obeys included. */
  StaticSettings settings() {
    return toolsets.settings();
  }

  KernelModules modules() {
    return toolsets.modules();
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
    Place host = place(machine(space));
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
    Map<String, Program> all = new LinkedHashMap<>(programs);
    offered
        .getOrDefault(space.name(), Map.of())
        .forEach((name, choice) -> all.put(name, maker.offered(space, name, choice)));
    Place place = maker.make(space, files, all);
    place.setLabel(() -> naming.apply(space.name()));
    entries.put(space.name(), new Entry(space, place));
  }

  @Override
  public void offer(String space, String program, ServerChoice choice) {
    offered.computeIfAbsent(space, name -> new LinkedHashMap<>()).put(program, choice);
  }

  /** Whether there is a space of that name. */
  boolean has(String space) {
    return entries.containsKey(space);
  }

  /** The places of all spaces by name, in the order in which they were made. */
  Map<String, Place> places() {
    Map<String, Place> places = new LinkedHashMap<>();
    entries.forEach((name, entry) -> places.put(name, entry.place()));
    return places;
  }

  /** The machine that a space is on. */
  String machine(String space) {
    return entry(space).space().machine();
  }

  /** Whether a network namespace is that of a space on another machine. */
  boolean isElsewhere(Netns netns, String machine) {
    return entries.values().stream()
        .anyMatch(e -> e.place().netns() == netns && !e.space().machine().equals(machine));
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

  /** A process of a space may do and use what all of them may. */
  Spawn endow(String name, Spawn process) {
    Space space = entry(name).space();
    return process.capabilities(space.capabilities()).limits(space.limits());
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
    offered.remove(space);
    Optional.ofNullable(roots.remove(space)).ifPresent(FileSystem::discard);
  }

  @Override
  public void stop(String space) {
    Entry entry = entries.get(space);
    if (entry != null) {
      own(entry.place()).forEach(process -> process.signal(Signal.KILL));
      beginning.end(space);
    }
  }

  @Override
  public void keep(String space, List<String> shim) {
    beginning.keep(space, shim);
  }

  /**
   * Starts a process of a machine whose children are those that the engine starts there.
   *
   * @param number the number that it has; else the next
   * @param signals hears TERM, INT and HUP
   */
  public KernelProcess launch(
      String machine, List<String> command, OptionalInt number, Consumer<String> signals) {
    return beginning.launch(machine, command, number, signals);
  }

  /** A process that is only seen: what it does is done elsewhere. */
  public Spawn daemon(String machine, List<String> argv) {
    return beginning.daemon(machine, argv);
  }

  @Override
  public void writeFile(String space, String path, String text) {
    place(space).files().with(path, text);
  }

  @Override
  public Optional<String> readFile(String space, String path) {
    return place(space).files().text(path);
  }

  // Its processes.

  /** A process to be in a space, with all that the space gives it. */
  public Spawn spawn(String space, Program program, List<String> argv) {
    return beginning.spawn(space, program, argv);
  }

  /** What the shell of a person in a space is made of; {@code shell} is what it calls itself. */
  public Spawn session(String space, String shell) {
    return beginning.session(space, shell);
  }

  /** The shell of a person who sits at a terminal of a machine; it does not run yet. */
  public Process login(String machine, Tty tty, String terminal) {
    return beginning.login(machine, tty, terminal);
  }

  /**
   * A program that a person runs at a terminal of a machine; it does not run yet.
   *
   * @param terminal the kind of the terminal, as {@code TERM} names it
   */
  public Process onTerminal(
      String machine, Tty tty, String terminal, Program program, List<String> argv) {
    return beginning.onTerminal(machine, tty, terminal, program, argv);
  }

  @Override
  public KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException {
    return beginning.start(spec, output);
  }

  @Override
  public KernelProcess startServices(String space, List<ServiceSpec> services, ProcessOutput output)
      throws KernelException {
    return beginning.startServices(space, services, output);
  }

  @Override
  public KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException {
    return beginning.startServer(server, output);
  }

  @Override
  public KernelProcess startNames(String space, ResolverPorts ports, NameService names)
      throws KernelException {
    return beginning.startNames(space, ports, names);
  }

  @Override
  public boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    return beginning.dial(space, name, port, outcome);
  }
}
