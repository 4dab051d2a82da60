package passerelle.sim.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import passerelle.kernel.Capability;
import passerelle.sim.core.EventLoop;
import passerelle.sim.netns.Netns;

/**
 * A program in execution ({@code struct task_struct}), in one place. Made by {@link Spawn}. After
 * its end, timers and guarded callbacks do nothing and output is lost; the stack of a straight-line
 * program unwinds at its next wait or write.
 */
public final class Process {
  final PidNamespace numbers;
  private final Optional<Process> parent;
  private final Map<String, String> environment;
  private final ProcessGroup group;
  private final int hostPid;
  private final int pid;
  private final Descriptors descriptors;
  private final SignalHandlers signalHandlers;
  private final Life life;
  private final Memory.Part memory;
  private final Surroundings surroundings;
  final Endlessness endlessness = new Endlessness(this);
  final boolean limited;
  private Set<Capability> capabilities;
  private User user;
  private Place place;
  private List<String> argv;
  private String name;

  /** A new process; {@link ForkError} when there are too many already. */
  Process(Spawn spawn) {
    limited = spawn.limited;
    spawn.place.scheduler().table().requireRoom(limited);
    place = spawn.place;
    parent = spawn.parent;
    signalHandlers = new SignalHandlers(spawn.ignored);
    life = new Life(this, spawn.program, signalHandlers);
    memory = place.scheduler().memory().new Part();
    become(spawn.argv);
    environment = new LinkedHashMap<>(spawn.environment);
    capabilities = spawn.capabilities;
    surroundings = spawn.surroundings.copy();
    user = spawn.user;
    descriptors = new Descriptors(this, spawn);
    hostPid = place.scheduler().table().add(this, spawn.number);
    numbers = place.numbers();
    pid = numbers.admit(this, hostPid, spawn.leastPid, spawn.threads);
    group = spawn.group.orElseGet(ProcessGroup::ofNewSession);
    group.add(this);
  }

  /** Its number in the PID namespace of its place; the main process of a container is 1. */
  public int pid() {
    return pid;
  }

  /** Its number as the machine sees it. */
  public int hostPid() {
    return hostPid;
  }

  /** Whom it runs as. */
  public User user() {
    return user;
  }

  /** {@code setuid(2)} by root, who gives up what root may do. */
  public void become(User other) {
    capabilities = other.uid() == 0 ? capabilities : Set.of();
    user = other;
  }

  /** Who started it, if a process did. */
  public Optional<Process> parent() {
    return parent;
  }

  /** Name and arguments, at least the name. */
  public List<String> argv() {
    return argv;
  }

  /** The arguments without the name. */
  public List<String> arguments() {
    return argv.subList(1, argv.size());
  }

  /** The name it was called by, without directories. */
  public String name() {
    return name;
  }

  /** Shows another command line from now on ({@code setproctitle(3)}); its name stays. */
  public void setTitle(String title) {
    argv = List.of(title);
  }

  /** Its environment, which it may change. */
  public Map<String, String> environment() {
    return environment;
  }

  /** What it may do. */
  public boolean has(Capability capability) {
    return capabilities.contains(capability);
  }

  /** What it may do, and hands on to its children. */
  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** The working directory, absolute. */
  public String directory() {
    return surroundings.directory();
  }

  /** {@code chdir(2)}: an absolute path that the caller knows to be a directory. */
  public void setDirectory(String path) {
    surroundings.setDirectory(path);
  }

  /** An absolute path of one that is seen from the working directory. */
  public String path(String path) {
    return FileSystem.resolve(directory(), path);
  }

  /** Where it runs. */
  public Place place() {
    return place;
  }

  /** {@code setns(2)}: goes on in another place, with the number that it has. */
  public void enter(Place other) {
    place = other;
  }

  /** The network namespace of its place. */
  public Netns netns() {
    return place.netns();
  }

  /** The files of its place, as its user may use them. */
  public FileSystem files() {
    return place.files().of(this);
  }

  /** The host name of its place. */
  public String hostname() {
    return place.hostname();
  }

  /** What runs it. */
  public Scheduler scheduler() {
    return place.scheduler();
  }

  /** Nanoseconds of virtual time since the lab was booted. */
  public long now() {
    return scheduler().loop().now();
  }

  /** Standard input. */
  public Input stdin() {
    return descriptors.stdin();
  }

  /** Standard output. */
  public Output stdout() {
    return descriptors.stdout();
  }

  /** Standard error. */
  public Output stderr() {
    return descriptors.stderr();
  }

  /** All that it has open. */
  public Descriptors descriptors() {
    return descriptors;
  }

  /** Not ended yet. */
  public boolean isRunning() {
    return life.isRunning();
  }

  /** Frozen by SIGSTOP. */
  public boolean isSuspended() {
    return life.isSuspended();
  }

  /** The exit status, 128 + N after signal N; 0 while it runs. */
  public int status() {
    return life.status();
  }

  /** A new process with this one's surroundings, environment, directory and streams. */
  public Spawn spawn(Program child, List<String> childArgv) {
    return new Spawn(place, child, childArgv).inherit(this);
  }

  /** Says that it will not end by itself, so that nobody waits for that too long. */
  public void declareEndless() {
    endlessness.declare();
  }

  /** Begins to run. For a straight-line program this returns before its first step. */
  public void start() {
    life.start();
  }

  /**
   * Begins to run on the caller's thread: a straight-line program has ended when this returns, an
   * event-driven one has begun. For foreground commands, not for callbacks of events.
   */
  public void runHere() {
    life.runHere();
  }

  /** Ends with the status, 0 to 255. A straight-line program rather returns it. */
  public void exit(int exitStatus) {
    life.exit(exitStatus);
  }

  /** {@code execve(2)}: a straight-line program becomes another one; does not return. */
  public void exec(Program next, List<String> nextArgv) {
    throw new Exec(next, nextArgv);
  }

  /**
   * Runs a command of an interactive shell: SIGINT ends the command, and not the shell that handles
   * it by {@link #interruptCommand}.
   *
   * @return 130 if it was interrupted, the exit status if it ended the process, else 0
   */
  public int interactively(Runnable command) {
    return life.runInteractively(command);
  }

  /** Ends what runs {@link #interactively}, at its next step. */
  public void interruptCommand() {
    life.interruptCommand();
  }

  /** Calls {@code handler} instead of ending at the signal; it must not wait. */
  public void onSignal(Signal signal, Runnable handler) {
    signalHandlers.set(signal, handler);
  }

  /** What it does about signals. */
  public SignalHandlers signalHandlers() {
    return signalHandlers;
  }

  /** Delivers a signal ({@code kernel/signal.c:send_signal_locked}) from outside its place. */
  public void signal(Signal signal) {
    life.signal(signal);
  }

  /** The group whose signals from a terminal it gets. */
  public ProcessGroup group() {
    return group;
  }

  /** Ends as by a signal that it does not handle: a shell passes on what its child died of. */
  public void die(Signal signal) {
    life.die(signal);
    life.mayGoOn();
  }

  /** When it ended, in nanoseconds of virtual time since the lab was booted. */
  public long endedAt() {
    return life.endedAt();
  }

  /** The signal that ended it, if one did. */
  public Optional<Signal> killedBy() {
    return life.killedBy();
  }

  /** The signal that stopped it last, if one did. */
  public Optional<Signal> stoppedBy() {
    return life.stoppedBy();
  }

  /** What it hands on to its children besides. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** When it was started, in nanoseconds since boot. */
  public long startedAt() {
    return life.startedAt();
  }

  /** Calls {@code listener} when it has ended, at once if it has already. */
  public void onExit(Runnable listener) {
    life.onExit(listener);
  }

  /** Calls {@code closer} when it ends: what it leaves open is closed, the latest first. */
  public void closeAtExit(Runnable closer) {
    life.closeAtExit(closer);
  }

  /** The action, not done once the process has ended, and put off while it is frozen. */
  public Runnable guard(Runnable action) {
    return life.guard(action);
  }

  /** Runs the action in {@code delay} nanoseconds, unless the process has ended by then. */
  public EventLoop.Timer after(long delay, Runnable action) {
    return scheduler().loop().schedule(delay, guard(action));
  }

  /** Waits until the condition holds, which is looked at after every event. */
  public void await(BooleanSupplier condition) {
    Waiting.until(this, condition);
  }

  /** Waits until the condition holds or the time has passed; whether it holds. */
  public boolean await(BooleanSupplier condition, long timeoutNanos) {
    return Waiting.until(this, condition, timeoutNanos);
  }

  /** Waits until the condition holds, which is looked at whenever the list is woken. */
  public void awaitWoken(WaitList list, BooleanSupplier condition) {
    Waiting.untilWoken(this, list, condition);
  }

  /** Waits {@code nanos} nanoseconds. */
  public void sleep(long nanos) {
    Waiting.sleep(this, nanos);
  }

  /**
   * Waits until another process has ended.
   *
   * @return its exit status
   */
  public int awaitEnd(Process other) {
    awaitWoken(other.life.ended(), () -> !other.isRunning());
    return other.status();
  }

  /**
   * Computes: what does much of it, without end perhaps, says so here. Lets others have the
   * processor, hears Ctrl-C, and ends what only computes.
   */
  public void spend(long steps) {
    life.compute(steps);
  }

  /** The same amid a comparison or a match, which cannot wait: others go on at the next spend. */
  public void count(long steps) {
    life.count(steps);
  }

  /** Takes bytes of memory until the end, or gives some back; {@link MemoryError} when too many. */
  public void allocate(long bytes) {
    memory.allocate(bytes);
  }

  /** A straight-line program that has ended goes no further: this does not return then. */
  boolean mayGoOn() {
    return life.mayGoOn();
  }

  Life life() {
    return life;
  }

  void become(List<String> nextArgv) {
    argv = List.copyOf(nextArgv);
    name = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
  }

  void releaseAll() {
    memory.freeAll();
    descriptors.releaseAll();
  }
}
