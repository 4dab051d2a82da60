package passerelle.engine.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import passerelle.kernel.FileTree;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.kernel.op.Plan;

/**
 * A kernel for rehearsals: it shows the state of the real one and notes what it is asked to do, but
 * does nothing. Nothing happens in its time but what the engine itself wants done; its processes go
 * on until they are killed.
 */
public final class DryKernel implements Kernel, Kernel.Control, Kernel.Clock, Spaces {
  /** How far a rehearsal looks ahead: health checks would go on for ever. */
  private static final long HORIZON = 3_600_000_000_000L;

  private final Kernel real;
  private final String host;
  private final Set<String> unpacked;
  private final Map<String, String> written = new HashMap<>();
  private final TreeMap<Long, List<Runnable>> tasks = new TreeMap<>();
  private Plan plan = Plan.EMPTY;
  private long now;

  /**
   * A rehearsal of what would be done to a kernel.
   *
   * @param host the space of the machine that the engine runs on
   * @param unpacked the spaces that have files already; others seem to have the host's
   */
  public DryKernel(Kernel real, String host, Set<String> unpacked) {
    this.real = real;
    this.host = host;
    this.unpacked = unpacked;
    this.now = real.clock().now();
  }

  /** All that was asked for. */
  public Plan plan() {
    return plan;
  }

  @Override
  public Control control() {
    return this;
  }

  @Override
  public View view() {
    return real.view();
  }

  @Override
  public Spaces spaces() {
    return this;
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public Captures captures() {
    return real.captures();
  }

  @Override
  public void close() {
    plan = Plan.EMPTY;
  }

  @Override
  public void apply(Plan more) {
    plan = plan.then(more);
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void advance(long nanos) {
    advanceUntil(() -> false, nanos);
  }

  @Override
  public boolean advanceUntil(BooleanSupplier condition, long limit) {
    long end = now + Math.min(limit, HORIZON);
    while (!condition.getAsBoolean() && !tasks.isEmpty() && tasks.firstKey() <= end) {
      Map.Entry<Long, List<Runnable>> next = tasks.pollFirstEntry();
      now = next.getKey();
      next.getValue().forEach(Runnable::run);
    }
    boolean met = condition.getAsBoolean();
    now = met ? now : end;
    return met;
  }

  @Override
  public void after(long nanos, Runnable task) {
    tasks.computeIfAbsent(now + nanos, time -> new ArrayList<>()).add(task);
  }

  @Override
  public void create(Space space) {
    // A space is no state that an operation changes.
  }

  @Override
  public void restart(Space space) {
    // As above.
  }

  @Override
  public void remove(String space) {
    // As above.
  }

  @Override
  public void stop(String space) {
    // As above.
  }

  @Override
  public void writeFile(String space, String path, String text) {
    written.put(space + ":" + path, text);
  }

  @Override
  public Optional<String> readFile(String space, String path) {
    return Optional.ofNullable(written.get(space + ":" + path))
        .or(() -> real.spaces().readFile(space, path));
  }

  /** Those of a space that is there: a rehearsal makes none. */
  @Override
  public Optional<FileTree> files(String space) {
    String seen = unpacked.contains(space) ? space : host;
    return real.spaces().files(seen).map(DryFiles::new);
  }

  /** In a rehearsal every machine answers. */
  @Override
  public boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    outcome.accept(Optional.empty());
    return true;
  }

  @Override
  public KernelProcess start(ProcessSpec spec, ProcessOutput output) {
    return new Process();
  }

  @Override
  public KernelProcess startServices(
      String space, List<ServiceSpec> services, ProcessOutput output) {
    return new Process();
  }

  @Override
  public KernelProcess startServer(ServerSpec server, ProcessOutput output) {
    return new Process();
  }

  @Override
  public KernelProcess startNames(String space, ResolverPorts ports, NameService names) {
    return new Process();
  }

  /** A process that does nothing. */
  public static final class Process implements KernelProcess {
    private final List<IntConsumer> listeners = new ArrayList<>();
    private OptionalInt status = OptionalInt.empty();

    @Override
    public int pid() {
      return 0;
    }

    @Override
    public OptionalInt exitStatus() {
      return status;
    }

    @Override
    public void onExit(IntConsumer listener) {
      listeners.add(listener);
    }

    @Override
    public void signal(String signal) {
      if (signal.equals("KILL") && status.isEmpty()) {
        status = OptionalInt.of(137);
        listeners.forEach(listener -> listener.accept(137));
      }
    }

    @Override
    public void input(String text) {
      // Nobody reads it.
    }

    @Override
    public void endInput() {
      // Nobody reads it.
    }
  }
}
