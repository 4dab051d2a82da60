package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.Units;
import passerelle.kernel.Kernel;
import passerelle.kernel.Traffic;
import passerelle.text.CNumber;

/**
 * {@code docker stats} (docker/cli container/stats.go). Processes and octets are counted; a process
 * takes the memory that a small one takes, and computing takes no time worth showing.
 */
public final class StatsCommand {
  /** Octets of a process of BusyBox that waits. */
  private static final long PROCESS = 340L << 10;

  /** The machine's memory, as docker info tells it. */
  private static final long MACHINE = 8L << 30;

  private static final long FIRST = 1_500_000_000L;

  /** The engine reads all counters once a second; a difference needs two readings. */
  private static final long TICK = 1_000_000_000L;

  private static final long FRAME = 500_000_000L;
  private static final int INTERRUPTED = 130;
  private static final String COLUMNS =
      "table {{.ID}}\\t{{.Name}}\\t{{.CPUPerc}}\\t{{.MemUsage}}\\t{{.MemPerc}}\\t{{.NetIO}}"
          + "\\t{{.BlockIO}}\\t{{.PIDs}}";

  private final Invocation call;
  private final Engine engine;
  private final List<Container> watched = new ArrayList<>();
  private final boolean all;

  /** The streams of numbers were broken off, of which clients before 29 tell at last. */
  private boolean ended;

  private StatsCommand(Invocation call) throws EngineException {
    this.call = call;
    this.engine = call.engine();
    this.all = call.arguments().isEmpty();
    for (String name : call.arguments()) {
      watched.add(engine.container(name));
    }
  }

  public static int run(Invocation call) throws CliException, EngineException {
    if (!call.engine().usage().isCounted()) {
      throw Unmodelled.refuse("docker stats on the real kernel");
    }
    StatsCommand stats = new StatsCommand(call);
    stats.look();
    Kernel.Clock clock = call.engine().kernel().clock();
    if (call.flags().on("no-stream")) {
      if (!stats.watched.isEmpty()) {
        long sinceTick = clock.now() % TICK;
        clock.advanceUntil(() -> call.io().interrupted(), 2 * TICK - sinceTick);
        call.io().out(stats.table());
      }
      return 0;
    }
    call.io().declareEndless();
    clock.advanceUntil(() -> call.io().interrupted(), FIRST);
    return stats.stream(clock);
  }

  private int stream(Kernel.Clock clock) throws CliException {
    boolean redraws = engine.profile().version() == EngineVersion.V29_1;
    while (!call.io().interrupted()) {
      look();
      if (redraws) {
        call.io().out("\u001b[H" + (table() + "\n").replace("\n", "\u001b[K\n") + "\u001b[J");
      } else {
        clearAndShow();
      }
      clock.advanceUntil(() -> call.io().interrupted(), FRAME);
    }
    if (redraws) {
      return 0;
    }
    ended = true;
    clearAndShow();
    if (!all && !watched.stream().allMatch(Container::isRunning)) {
      hang(clock);
    }
    return INTERRUPTED;
  }

  private void clearAndShow() throws CliException {
    call.io().out("\u001b[2J\u001b[H" + table() + "\n");
  }

  /**
   * Before 29 the stream of a container that was stopped meanwhile is waited for in vain, while
   * frame follows frame, over whatever is typed.
   */
  private void hang(Kernel.Clock clock) throws CliException {
    Interruption interruption = Interruption.counted(call);
    while (!interruption.isHeard()) {
      clock.advanceUntil(() -> call.io().hasSignal() || call.io().isBroken(), FRAME);
      if (call.io().isBroken()) {
        throw new CliException("write /dev/stdout: broken pipe\n", 1);
      }
      clearAndShow();
    }
  }

  /** Who is listed: what was named, or all that run; those that come later come below. */
  private void look() {
    if (!all) {
      return;
    }
    boolean stoppedToo = call.flags().on("all");
    List<Container> newestFirst = new ArrayList<>(engine.containers());
    Collections.reverse(newestFirst);
    newestFirst.removeIf(c -> !stoppedToo && !c.isRunning());
    watched.removeIf(c -> !newestFirst.contains(c));
    boolean begun = !watched.isEmpty();
    List<Container> fresh = newestFirst.stream().filter(c -> !watched.contains(c)).toList();
    watched.addAll(fresh);
    if (!begun) {
      watched.clear();
      watched.addAll(newestFirst);
    }
  }

  private String table() throws CliException {
    String format = call.listFormat("statsFormat");
    boolean standard = format.isEmpty() || format.equals("table");
    List<GoValue> rows = watched.stream().map(this::row).toList();
    return Table.print(standard ? COLUMNS : format, header(), rows);
  }

  private static Map<String, String> header() {
    return Table.header(
        "Container,ID=CONTAINER ID,Name,CPUPerc=CPU %,MemUsage=MEM USAGE / LIMIT,"
            + "MemPerc=MEM %,NetIO=NET I/O,BlockIO=BLOCK I/O,PIDs");
  }

  private GoValue row(Container container) {
    int processes = container.isRunning() ? engine.usage().count(container) : 0;
    long memory = processes * PROCESS;
    long limit = container.isRunning() ? limit(container) : 0;
    Traffic traffic = engine.usage().traffic(container).orElse(new Traffic(0, 0));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Container", named(container));
    boolean whole = call.flags().on("no-trunc");
    fields.put("ID", whole ? container.id() : container.shortId());
    fields.put("Name", container.name());
    fields.put("CPUPerc", "0.00%");
    fields.put("MemUsage", Units.bytesSize(memory) + " / " + Units.bytesSize(limit));
    double percent = limit == 0 ? 0 : 100.0 * memory / limit;
    fields.put("MemPerc", CNumber.fixed(percent, 2) + "%");
    fields.put(
        "NetIO",
        Units.humanSize(traffic.received(), 3) + " / " + Units.humanSize(traffic.sent(), 3));
    fields.put("BlockIO", "0B / 0B");
    fields.put("PIDs", String.valueOf(processes));
    if (ended) {
      List.of("CPUPerc", "MemPerc", "NetIO", "BlockIO", "PIDs").forEach(f -> fields.put(f, "--"));
      fields.put("MemUsage", "-- / --");
    }
    return GoObjects.of("container.statsContext", fields, Map.of());
  }

  private String named(Container container) {
    return all ? container.shortId() : call.arguments().get(watched.indexOf(container));
  }

  private static long limit(Container container) {
    return Optional.ofNullable(container.spec().shown().get("memory"))
        .map(values -> Units.octets(values.get(values.size() - 1)))
        .filter(octets -> octets > 0)
        .orElse(MACHINE);
  }
}
