package passerelle.real.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServerProcess;
import passerelle.kernel.Space;
import passerelle.real.sys.Netns;

/**
 * One space: its files, and from its first process on its root and, if it is a container's, its pid
 * namespace. Its lock is never held while the lab's clock is waited for.
 */
final class RealSpace {
  /** Where process 1 finds what it needs to begin; gone when it has begun. */
  private static final String BEGINNING = "/.passerelle";

  private static final int FILE_MODES = 022;

  private final Surroundings lab;
  private final Path directory;
  private final WaitingFiles waiting = new WaitingFiles();
  private Space space;
  private Optional<SpaceTree> tree = Optional.empty();
  private Optional<SpaceRoot> root = Optional.empty();
  private Optional<PidNamespace> processes = Optional.empty();
  private Optional<StandIn> standIn = Optional.empty();
  private Supplier<List<ServerProcess.Worker>> workers = List::of;

  /** Who is process 1 where the JVM serves: its name, and who hears of its end. */
  private record StandIn(String name, IntConsumer ended) {}

  RealSpace(Surroundings lab, Path directory, Space space) {
    this.lab = lab;
    this.directory = directory;
    this.space = space;
  }

  synchronized Space space() {
    return space;
  }

  /** It is no machine of the lab: it has a pid namespace, and a process 1. */
  synchronized boolean isContainer() {
    return !space.name().equals(space.netns());
  }

  Netns netns() throws KernelException {
    return lab.namespaces().get(space().netns());
  }

  /** Other settings and another network namespace, from the next process on. */
  synchronized void restart(Space other) {
    space = other;
    standIn = Optional.empty();
    processes = Optional.empty();
    leaveRoot();
  }

  // Files.

  synchronized void write(String path, String text, boolean program) throws KernelException {
    waiting.add(path, text, program);
    if (root.isPresent()) {
      waiting.moveInto(root.get().files());
    }
  }

  synchronized Optional<String> read(String path) throws KernelException {
    Optional<String> text = waiting.read(path);
    return text.isPresent() || tree.isEmpty() ? text : root().files().read(path);
  }

  /** The directory of this machine that is the space's /run. */
  synchronized Path run() throws KernelException {
    return root().path().resolve("run");
  }

  // Its root.

  /** Mounts a network namespace on a new file. */
  synchronized void mountNamespace(Netns netns, String directory, String name)
      throws KernelException {
    SpaceRoot machine = root();
    machine.files().makeDirectory(directory);
    FreshThread.run(() -> machine.mountNamespace(netns, directory + "/" + name));
  }

  /** Takes such a mount and its file away, as far as they are still there. */
  synchronized void unmount(String file) {
    if (root.isPresent()) {
      SpaceRoot machine = root.get();
      try {
        FreshThread.run(() -> machine.unmount(file));
      } catch (KernelException gone) {
        return; // Somebody on the machine has done it.
      }
    }
  }

  /** The files as processes see them; makes the root if there is none. */
  synchronized RootFiles files() throws KernelException {
    return root().files();
  }

  private SpaceRoot root() throws KernelException {
    if (root.isEmpty()) {
      SpaceRoot made = SpaceRoot.make(space, netns(), tree(), isContainer());
      waiting.moveInto(made.files());
      root = Optional.of(made);
    }
    return root.get();
  }

  /** The next process gets a root made anew, over the same files. */
  private void leaveRoot() {
    root.ifPresent(SpaceRoot::close);
    root = Optional.empty();
  }

  private SpaceTree tree() throws KernelException {
    if (tree.isEmpty()) {
      try {
        waiting.addDefaults(space);
        SpaceTree made = SpaceTree.make(directory, space.toolset(), lab.layers());
        for (String path : waiting.paths()) {
          made.makeDirectoriesAbove(path);
        }
        tree = Optional.of(made);
      } catch (IOException e) {
        throw new KernelException(
            Errno.EINVAL, "cannot make the files of " + space.name() + ": " + e.getMessage());
      }
    }
    return tree.get();
  }

  // Its processes.

  /**
   * Names who will be process 1 as soon as another process comes, until which there is none.
   *
   * @param working tells who works for it, without a process of the kernel's
   */
  synchronized void standIn(
      String name, IntConsumer ended, Supplier<List<ServerProcess.Worker>> working) {
    standIn = Optional.of(new StandIn(name, ended));
    workers = working;
  }

  /** Who works for process 1 without a process of the kernel's. */
  synchronized List<ServerProcess.Worker> workers() {
    return workers.get();
  }

  /** Process 1, a stand-in made now if need be; 0 when there is none and can be none. */
  synchronized int first() {
    try {
      if (processes.isEmpty() && standIn.isPresent()) {
        startStandIn(standIn.get());
      }
      return processes.map(PidNamespace::first).orElse(0);
    } catch (KernelException refused) {
      return 0;
    }
  }

  /** Its processes by number, the first of which a stand-in may be, made now; none of a machine. */
  List<Integer> pids() {
    boolean runs = first() != 0;
    return runs ? processes().map(PidNamespace::all).orElse(List.of()) : List.of();
  }

  private synchronized Optional<PidNamespace> processes() {
    return processes;
  }

  /**
   * Starts a process.
   *
   * @param program its path in the root
   * @param screen takes what it prints, no bytes at its end
   * @param errors the same for its standard error, unless it has a terminal
   * @param capabilities what it may do
   */
  synchronized RealProcess start(
      String program,
      List<String> argv,
      Map<String, String> environment,
      Channel channel,
      Consumer<byte[]> screen,
      Consumer<byte[]> errors,
      Set<Capability> capabilities)
      throws KernelException {
    if (isContainer() && processes.isEmpty() && standIn.isPresent()) {
      startStandIn(standIn.get());
    }
    boolean first = isContainer() && processes.isEmpty();
    Optional<String> gate = first ? Optional.of(BEGINNING + "/gate") : Optional.empty();
    try (Spawn spawn = new Spawn(program, argv, environment, channel.descriptors(), gate)) {
      int pid = first ? startFirst(spawn) : startNext(spawn, capabilities);
      RealProcess process = new RealProcess(lab.table(), pid, channel, screen, errors);
      channel.started();
      if (first) {
        process.freezesBy(this::signalAll);
      }
      Optional<PidNamespace> own = first ? processes : Optional.empty();
      process.watch(() -> own.ifPresent(this::ended));
      return process;
    } catch (KernelException notStarted) {
      channel.abandoned();
      throw notStarted;
    }
  }

  private int startNext(Spawn spawn, Set<Capability> capabilities) throws KernelException {
    SpaceRoot entered = root();
    Privileges privileges = new Privileges(capabilities);
    OptionalInt namespace = processes.map(p -> OptionalInt.of(p.fd())).orElse(OptionalInt.empty());
    return FreshThread.run(
        () -> {
          entered.enter(namespace);
          Calls.umask(FILE_MODES);
          privileges.apply();
          return spawn.run();
        });
  }

  private int startFirst(Spawn spawn) throws KernelException {
    SpaceRoot entered = root();
    Path beginning = Path.of(entered.path() + BEGINNING);
    try {
      Files.createDirectories(beginning);
      PidNamespace made =
          PidNamespace.start(
              entered, new Privileges(space.capabilities()), spawn, beginning.resolve("gate"));
      processes = Optional.of(made);
      return made.first();
    } catch (KernelException notStarted) {
      leaveRoot();
      throw notStarted;
    } catch (IOException e) {
      throw new KernelException(Errno.EINVAL, e.getMessage());
    } finally {
      SpaceTree.delete(beginning);
    }
  }

  private void startStandIn(StandIn who) throws KernelException {
    standIn = Optional.empty();
    Path beginning = Path.of(root().path() + BEGINNING);
    // The name that ps shows is the name of the file, cut, and then the first argument.
    String file = who.name().split("[ :]")[0].replaceFirst(".*/", "");
    try {
      Files.createDirectories(beginning);
      Files.createSymbolicLink(beginning.resolve(file), Path.of(Layers.IDLE));
    } catch (IOException e) {
      throw new KernelException(Errno.EINVAL, e.getMessage());
    }
    Consumer<byte[]> unheard = printed -> {};
    start(
            BEGINNING + "/" + file,
            List.of(who.name()),
            Map.of(),
            Channel.pipes(),
            unheard,
            unheard,
            space.capabilities())
        .onEnd(who.ended());
  }

  private synchronized void ended(PidNamespace namespace) {
    namespace.close();
    if (processes.equals(Optional.of(namespace))) {
      processes = Optional.empty();
      leaveRoot();
    }
  }

  /** Freezes all processes of a container, or lets them go on. */
  synchronized void signalAll(int number) {
    processes.ifPresent(namespace -> namespace.signalAll(number));
  }

  /** Ends all its processes with SIGKILL; those of a container end with its process 1. */
  synchronized void kill() {
    List<Integer> victims = processes.map(p -> List.of(p.first())).orElseGet(this::machines);
    victims.forEach(pid -> Signals.send(pid, Signals.KILL));
    standIn = Optional.empty();
  }

  private List<Integer> machines() {
    return isContainer()
        ? List.of()
        : root.map(r -> ProcFiles.inNamespace("mnt", r.identity())).orElse(List.of());
  }

  /** Lets go of everything; processes still in it keep their namespaces until they end. */
  synchronized void close() {
    kill();
    leaveRoot();
    SpaceTree.delete(directory);
  }
}
