package passerelle.real.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import passerelle.real.lab.Outside;

/**
 * The machine before and after 200 labs on its kernel, most of which came to a bad end. The labs
 * are started from the machine itself, as a user starts them.
 */
class SafetyTest {
  private static final long SEED = 3;

  /**
   * Programs that are killed, of {@link #LABS_OF_KILLED} labs each; at these moments after start.
   */
  private static final int KILLS = 44;

  private static final int LABS_OF_KILLED = 2;
  private static final int LATEST_KILL_MILLIS = 2500;

  /** Programs that Ctrl-C ends. */
  private static final int INTERRUPTED = 3;

  /** Labs of programs that nobody disturbs. */
  private static final int LABS_IN_PEACE = 200 - KILLS * LABS_OF_KILLED - 2 * INTERRUPTED;

  @TempDir private Path temporary;

  @BeforeAll
  static void enclosuresWork() {
    Outside.assumeEnclosuresWork();
  }

  @Test
  @Tag("only-campaign")
  @Timeout(1800)
  void nothingOfTheMachineChangesWhateverBecomesOfItsLabs() throws Exception {
    List<Path> witnesses = new ArrayList<>();
    try {
      for (String directory : MachineState.TEMPORARY) {
        witnesses.add(Blame.witness(directory));
      }
      assertNothingChanges();
    } finally {
      for (Path witness : witnesses) {
        Files.deleteIfExists(witness);
      }
    }
  }

  private void assertNothingChanges() throws Exception {
    MachineState lasting = MachineState.read(temporary);
    // What the first lab makes the kernel load (br_netfilter and the like) stays loaded.
    inPeace(1);
    Blame blame = new Blame(lasting, MachineState.read(temporary));
    List<Callable<Boolean>> runs = new ArrayList<>();
    Random random = new Random(SEED);
    IntStream.range(0, KILLS)
        .forEach(i -> runs.add(killed(random.nextInt(LATEST_KILL_MILLIS), random.nextLong())));
    IntStream.range(0, INTERRUPTED).forEach(i -> runs.add(this::interrupted));
    runs.add(() -> inPeace(LABS_IN_PEACE));
    all(runs);
    assertEquals(List.of(), blame.changes(MachineState.read(temporary)));
    if (!blame.leftOut().isEmpty()) {
      System.err.println(
          "[passerelle] others have changed the machine meanwhile, which is left out: "
              + blame.leftOut().size()
              + " lines, such as "
              + blame.leftOut().get(0).replaceAll("(.{100}).*", "$1..."));
    }
  }

  @Test
  void whatALabCouldLeaveOrTakeIsSeen() throws Exception {
    MachineState state = MachineState.read(temporary);
    Map<String, String> left =
        Map.of(
            "ip -o -d link show",
            "7: lan1: <BROADCAST>",
            "ip route show table all",
            "192.0.2.0/24 dev eth7",
            "iptables-save",
            "-A POSTROUTING -m comment --comment passerelle -j MASQUERADE",
            "/proc/self/mountinfo",
            "1 2 0:1 / /proc/driver rw - tmpfs passerelle rw",
            "/proc/sys/net",
            "/proc/sys/net/ipv4/ip_forward = 7",
            "/tmp",
            "passerelle1",
            MachineState.PRIVATE,
            "jna1");
    left.forEach(
        (part, line) ->
            assertEquals(
                List.of(part + ": + " + line),
                new Blame(state, state).changes(with(state, part, line))));
    MachineState witnessed = with(state, "/tmp", "witness1");
    assertEquals(List.of("/tmp: - witness1"), new Blame(witnessed, witnessed).changes(state));
    for (String part : List.of("ip -o addr show", "/proc/self/mountinfo", "/proc/sys/net")) {
      Map<String, Set<String>> less = new LinkedHashMap<>(state.parts());
      assertFalse(less.put(part, Set.of()).isEmpty(), part);
      assertFalse(new Blame(state, state).changes(new MachineState(less)).isEmpty(), part);
    }
  }

  @Test
  void whatOthersDoIsLeftOutAndTold() throws Exception {
    MachineState state = MachineState.read(temporary);
    Map<String, List<String>> others =
        Map.of(
            "ip -o -d link show", List.of("9: veth1234@if8: <BROADCAST> link-netnsid 3"),
            "ip netns list", List.of("build-7"),
            "/run/netns", List.of("build-7"),
            "/tmp",
                List.of("jna-9823", "passerelle-build.x1", "passerelle-me", "passerelle7.owner"),
            "/proc/self/mountinfo",
                List.of("1 2 0:4 net:[4026532] /run/netns/build-7 rw - nsfs nsfs rw"),
            "/proc/sys/net", List.of("/proc/sys/net/ipv4/conf/veth1234/forwarding = 0"));
    others.forEach((part, lines) -> lines.forEach(line -> assertOthers(state, part, line)));
    MachineState lasting = with(state, "/var/tmp", "canary17.socket");
    assertEquals(List.of(), new Blame(lasting, lasting).changes(state));
  }

  private static void assertOthers(MachineState state, String part, String line) {
    MachineState with = with(state, part, line);
    Blame came = new Blame(state, state);
    assertEquals(List.of(), came.changes(with));
    assertEquals(List.of(part + ": + " + line), came.leftOut());
    assertEquals(List.of(), new Blame(state, with).changes(state));
  }

  private static MachineState with(MachineState state, String part, String line) {
    Map<String, Set<String>> more = new LinkedHashMap<>(state.parts());
    Set<String> lines = new TreeSet<>(more.getOrDefault(part, Set.of()));
    lines.add(line);
    more.put(part, lines);
    return new MachineState(more);
  }

  /** As many at a time as there are processors. */
  private static void all(List<Callable<Boolean>> runs) throws Exception {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<Boolean> run : workers.invokeAll(runs)) {
        assertTrue(run.get());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private List<String> labs(int count, String end) {
    List<String> command = Outside.java(Labs.class.getName(), List.of(String.valueOf(count), end));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    return command;
  }

  private boolean inPeace(int labs) throws IOException, InterruptedException {
    try (Outside run = Outside.start(labs(labs, "end"))) {
      String said = run.rest();
      assertEquals(0, run.status(), said);
      run.assertNothingRuns();
      return true;
    }
  }

  /** After a time, kill -9 hits one of the processes: the keeper, the JVM, a program in a lab... */
  private Callable<Boolean> killed(int afterMillis, long choice) {
    return () -> {
      try (Outside run = Outside.start(labs(LABS_OF_KILLED, "stay"))) {
        run.process().waitFor(afterMillis, TimeUnit.MILLISECONDS);
        List<ProcessHandle> victims = new ArrayList<>(run.process().descendants().toList());
        victims.add(run.process().toHandle());
        victims.get(Math.floorMod((int) choice, victims.size())).destroyForcibly();
        if (!run.process().waitFor(1, TimeUnit.SECONDS)) {
          run.process().destroyForcibly(); // The victim was a program in a lab, which went on.
        }
        run.assertNothingRuns();
        return run.status() != 0;
      }
    };
  }

  /** Ctrl-C at the terminal. */
  private boolean interrupted() throws IOException, InterruptedException {
    String command = String.join("' '", labs(LABS_OF_KILLED, "stay"));
    try (Outside run =
        Outside.start(List.of("script", "-qefc", "exec '" + command + "'", "/dev/null"))) {
      run.process().waitFor(LATEST_KILL_MILLIS, TimeUnit.MILLISECONDS);
      run.process().getOutputStream().write(3);
      run.process().getOutputStream().flush();
      run.rest();
      assertEquals(130, run.status());
      run.assertNothingRuns();
      return true;
    }
  }
}
