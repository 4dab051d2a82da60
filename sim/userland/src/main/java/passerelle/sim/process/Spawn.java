package passerelle.sim.process;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.kernel.ResourceLimit;

/**
 * What a new process is given ({@code posix_spawn(3)}). Without more said: no input, output thrown
 * away, the environment empty, directory {@code /}, Docker's default capabilities.
 */
public final class Spawn {
  final Place place;
  final Program program;
  final List<String> argv;
  Optional<Process> parent = Optional.empty();
  Map<String, String> environment = new LinkedHashMap<>();
  Set<Capability> capabilities = Capability.dockerDefault();
  Surroundings surroundings = new Surroundings();
  User user = User.ROOT;
  Optional<ProcessGroup> group = Optional.empty();
  Set<Signal> ignored = Set.of();
  boolean limited = true;
  OptionalInt number = OptionalInt.empty();
  int leastPid = 1;
  int threads;
  Source stdin = Source.empty();
  Sink stdout = bytes -> true;
  Sink stderr = bytes -> true;
  Map<Integer, byte[]> handed = Map.of();
  Map<Integer, Sink> sinks = Map.of();

  Spawn(Place place, Program program, List<String> argv) {
    this.place = place;
    this.program = program;
    this.argv = argv;
  }

  /** Takes all but program and arguments from {@code process}, and becomes its child. */
  public Spawn inherit(Process process) {
    parent = Optional.of(process);
    group = Optional.of(process.group());
    ignored = process.signalHandlers().ignored();
    environment = new LinkedHashMap<>(process.environment());
    capabilities = process.capabilities();
    surroundings = process.surroundings().copy();
    user = process.user();
    stdin = process.stdin().source();
    stdout = process.stdout().sink();
    stderr = process.stderr().sink();
    handed = process.descriptors().inherited();
    sinks = process.descriptors().inheritedSinks();
    return this;
  }

  /** Becomes the child of a process from which it takes nothing. */
  public Spawn childOf(Process process) {
    parent = Optional.of(process);
    return this;
  }

  /** Gives it a number on the machine that no process has: of those that are there from boot. */
  public Spawn numbered(int pid) {
    number = OptionalInt.of(pid);
    return this;
  }

  /** Sets the environment. */
  public Spawn environment(Map<String, String> variables) {
    environment = new LinkedHashMap<>(variables);
    return this;
  }

  /** Sets what it may use. */
  public Spawn limits(List<ResourceLimit> all) {
    all.forEach(surroundings::setLimit);
    return this;
  }

  /** Sets what it may do. */
  public Spawn capabilities(Set<Capability> set) {
    capabilities = set;
    return this;
  }

  /** Sets the working directory, absolute. */
  public Spawn directory(String path) {
    surroundings.setDirectory(path);
    return this;
  }

  /** Puts it into a group; without more said, into that of its parent. */
  public Spawn group(ProcessGroup members) {
    group = Optional.of(members);
    return this;
  }

  /** Lets it begin a session of its own ({@code setsid(2)}), as all without a parent do. */
  public Spawn newSession() {
    group = Optional.empty();
    return this;
  }

  /** Lets it ignore signals, besides those that its parent ignores. */
  public Spawn ignoring(Signal... signals) {
    Set<Signal> all = EnumSet.noneOf(Signal.class);
    all.addAll(ignored);
    all.addAll(List.of(signals));
    ignored = all;
    return this;
  }

  /** Sets whom it runs as; who is not root has no capabilities. */
  public Spawn user(User other) {
    user = other;
    if (other.uid() != 0) {
      capabilities = Set.of();
    }
    return this;
  }

  /** Says that in its container the numbers below one have been used up. */
  public Spawn numbersFrom(int least) {
    leastPid = least;
    return this;
  }

  /** Says how many threads it had before it became its program; in a container they had numbers. */
  public Spawn threads(int count) {
    threads = count;
    return this;
  }

  /** Makes it one of the processes of which there may be any number, as of dockerd's. */
  public Spawn unlimited() {
    limited = false;
    return this;
  }

  /** Sets standard input. */
  public Spawn stdin(Source source) {
    stdin = source;
    return this;
  }

  /** Sets standard output. */
  public Spawn stdout(Sink sink) {
    stdout = sink;
    return this;
  }

  /** Sets standard error. */
  public Spawn stderr(Sink sink) {
    stderr = sink;
    return this;
  }

  /** Sets standard output and error. */
  public Spawn output(Sink sink) {
    return stdout(sink).stderr(sink);
  }

  /** Makes the process, which does not run yet; {@link ForkError} when there are too many. */
  public Process create() {
    return new Process(this);
  }

  /** Makes the process and starts it in the background of whoever calls. */
  public Process start() {
    Process process = create();
    process.start();
    return process;
  }
}
