package passerelle.cli.real;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.lab.LabTopology;
import passerelle.real.space.MachineShell;
import passerelle.real.space.RealSpaces;
import passerelle.real.space.ShellStart;
import passerelle.real.space.Typist;
import passerelle.sim.process.FileError;

/** The shells of a lab: one a machine, and those in containers that jobs and people need. */
final class RealShells implements AutoCloseable {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /** Octets of a file that a person takes out of the lab. */
  private static final int MOST_READ = 64 << 20;

  /** Takes what the terminal holds, whole lines or not; the shell sets the modes back. */
  private static final String UNREAD =
      "(_status=$?; command stty -icanon -echo min 0 time 0 && printf '\\036' && command cat;"
          + " printf '\\036'; exit $_status)";

  private static final List<String> PATH =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin");

  private final RealSpaces spaces;
  private final Map<String, MachineShell> machines = new ConcurrentSkipListMap<>();
  private final Map<String, MachineShell> jobs = new ConcurrentSkipListMap<>();
  private final Map<String, MachineShell> others = new ConcurrentSkipListMap<>();
  private volatile Optional<MachineShell> current = Optional.empty();
  private volatile int columns = COLUMNS;
  private volatile int rows = ROWS;
  private final TypedAhead ahead = new TypedAhead();

  /** What was typed since the current shell has ended, or while the next one is gone to. */
  private final ByteArrayOutputStream late = new ByteArrayOutputStream();

  private boolean moving;
  private volatile boolean typed;
  private volatile boolean givenUp;
  private Typist typist = Typist.NOBODY;

  /** Nobody sits here any more: what is opened yet ends at once. */
  private volatile boolean hungUp;

  RealShells(RealSpaces spaces) {
    this.spaces = spaces;
  }

  Typist typist() {
    return typist;
  }

  /** Who sits at shells that are opened from now on. */
  void setTypist(Typist who) {
    if (typist != who) {
      typist = who;
      machines.values().forEach(MachineShell::close);
      machines.clear();
    }
  }

  /** The shell that was asked for last. */
  Optional<MachineShell> current() {
    return current;
  }

  /** The shell of a machine; a new one when {@code exit} has ended the last. */
  MachineShell ofMachine(String machine) {
    MachineShell shell = machines.get(machine);
    if (shell == null || shell.isEnded()) {
      shell = opened(machines, machine, machine, start(machine, machine + "$", typist), typist);
      if (!LabTopology.HOSTS.contains(machine) && Files.exists(Path.of(DockerGate.PROGRAM))) {
        // The machine below has a docker command; there is an engine on hosts only.
        shell.run("rm -f " + DockerGate.PROGRAM, nothing -> {});
      }
    }
    goTo(shell);
    return shell;
  }

  /** The shell of a machine, where one has been asked for. */
  Optional<MachineShell> ofMachineYet(String machine) {
    return Optional.ofNullable(machines.get(machine)).filter(shell -> !shell.isEnded());
  }

  /** A machine's shell if the last line for it has led to one that waits for the next. */
  Optional<MachineShell> within(String machine) {
    return Optional.ofNullable(machines.get(machine)).filter(MachineShell::isBusy);
  }

  /** Whether the shell of a machine has ended, and none has come after it. */
  boolean isEnded(String machine) {
    return Optional.ofNullable(machines.get(machine)).filter(MachineShell::isEnded).isPresent();
  }

  /**
   * That shell's terminal has the person's keyboard and size from now on, and what was typed for
   * the one before and not read.
   */
  void goTo(MachineShell shell) {
    Optional<MachineShell> before;
    synchronized (late) {
      before = current.filter(one -> typed && one != shell);
      moving = true;
    }
    byte[] held = before.map(this::left).orElse(new byte[0]);
    synchronized (late) {
      moving = false;
      current = Optional.of(shell);
      shell.resize(columns, rows);
      shell.type(held);
      shell.type(late.toByteArray());
      late.reset();
    }
  }

  /** What was typed for a shell that is left now, and not read. */
  private byte[] left(MachineShell shell) {
    if (!shell.isEnded()) {
      return shell.isBusy() ? new byte[0] : held(shell);
    }
    byte[] lines = unread(shell).getBytes(StandardCharsets.UTF_8);
    ahead.add(lines);
    return lines;
  }

  /** What a person types goes to the shell that was asked for last. */
  void type(byte[] keys) {
    boolean interrupts =
        new String(keys, StandardCharsets.ISO_8859_1).indexOf(RealSeat.CTRL_C) >= 0;
    synchronized (late) {
      typed = true;
      ahead.add(keys);
      if (interrupts && current.filter(MachineShell::isBusy).isEmpty()) {
        givenUp = true;
      } else if (moving || current.filter(MachineShell::isEnded).isPresent()) {
        late.writeBytes(keys);
      } else {
        current.ifPresent(shell -> shell.type(keys));
      }
    }
  }

  /** Whether Ctrl-C has come for a line before a shell got it. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** What was typed since this was last asked and no command has read. */
  String unread() {
    givenUp = false;
    if (!typed || current.filter(shell -> !shell.isBusy()).isEmpty()) {
      return "";
    }
    typed = false;
    MachineShell shell = current.get();
    if (shell.isEnded()) {
      return unread(shell);
    }
    return ahead.take(new String(held(shell), StandardCharsets.UTF_8));
  }

  /** What a shell's terminal holds that nobody has read. */
  private static byte[] held(MachineShell shell) {
    // What ends a line without being in it, Ctrl-D, is kept as a null character (n_tty.c). The
    // terminal shows a line's end as two characters, which is one key.
    return shell
        .ask(UNREAD)
        .replace("\0", "")
        .replace("\r\n", "\r")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private String unread(MachineShell ended) {
    synchronized (late) {
      String all = ahead.take();
      ahead.add(late.toByteArray());
      late.reset();
      String since = ahead.take();
      return ended.isExited() ? all : since;
    }
  }

  void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    current.ifPresent(shell -> shell.resize(columns, rows));
  }

  /** The shell in a container that its background jobs belong to. */
  MachineShell ofJobs(Container container) {
    MachineShell shell = jobs.get(container.id());
    if (shell == null || shell.isEnded()) {
      ShellStart start = start(container.hostname(), container.name() + "#", Typist.NOBODY);
      shell = opened(jobs, container.id(), container.id(), start, Typist.NOBODY);
    }
    return shell;
  }

  /** One more shell in a container, for a person, that takes the place of a process. */
  MachineShell another(Container container, KernelProcess process) {
    String name = container.id() + others.size();
    Map<String, String> environment = ProcessGlance.environment(process);
    environment.put("TERM", typist == Typist.PERSON ? terminal() : "dumb");
    ShellStart start =
        new ShellStart(
            container.name() + "#",
            ProcessGlance.commandLine(process).startsWith("bash") ? "bash" : "sh",
            ProcessGlance.directory(process),
            environment);
    return opened(others, name, container.id(), start, typist);
  }

  private MachineShell opened(
      Map<String, MachineShell> kept, String name, String space, ShellStart start, Typist who) {
    MachineShell shell = open(space, start, who);
    kept.put(name, shell);
    if (hungUp) {
      shell.hangUp();
    }
    return shell;
  }

  private static ShellStart start(String hostname, String place, Typist who) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", String.join(":", PATH) + ":/sbin:/bin");
    environment.put("HOME", "/root");
    environment.put("TERM", who == Typist.PERSON ? terminal() : "dumb");
    environment.put("LANG", "C.UTF-8");
    environment.put("HOSTNAME", hostname);
    return ShellStart.ofMachine(place, environment);
  }

  private MachineShell open(String space, ShellStart start, Typist who) {
    try {
      return MachineShell.open(
          spaces, space, new MachineShell.Settings(columns, who, who == Typist.NOBODY, start));
    } catch (KernelException refused) {
      throw new IllegalStateException("no shell in " + space + ": " + refused.getMessage());
    }
  }

  /** The kind of terminal that the person has. */
  private static String terminal() {
    return Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
  }

  /** Whether the person's terminal knows no escapes. */
  static boolean isDumb() {
    return terminal().equals("dumb");
  }

  /** The programs that a machine finds. */
  List<String> programs(String space) {
    List<String> engine = LabTopology.HOSTS.contains(space) ? List.of("docker") : List.of();
    TreeSet<String> names = new TreeSet<>(engine);
    PATH.forEach(directory -> names.addAll(list(Path.of(directory))));
    return List.copyOf(names);
  }

  private static List<String> list(Path directory) {
    try (Stream<Path> inside = Files.list(directory)) {
      return inside
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  List<String> files(String space, String directory) {
    try {
      return spaces.list(space, directory.startsWith("/") ? directory : "/root/" + directory);
    } catch (KernelException none) {
      return List.of();
    }
  }

  byte[] read(String space, String path) throws FileError {
    byte[] bytes;
    try {
      bytes =
          spaces
              .readBytes(space, path, MOST_READ + 1)
              .orElseThrow(() -> new FileError(Errno.ENOENT));
    } catch (KernelException none) {
      throw new FileError(Errno.ENOENT);
    }
    if (bytes.length > MOST_READ) {
      throw new FileError(Errno.EFBIG);
    }
    return bytes;
  }

  /** Whether a process belongs to one of these shells. */
  boolean isHomeOf(int pid) {
    return all().anyMatch(shell -> shell.isHomeOf(pid));
  }

  private Stream<MachineShell> all() {
    return Stream.of(machines, jobs, others)
        .flatMap(shells -> List.copyOf(shells.values()).stream());
  }

  /** The person's terminal is no more: neither are these shells, nor any that comes later. */
  void hangUp() {
    hungUp = true;
    all().forEach(MachineShell::hangUp);
  }

  @Override
  public void close() {
    all().forEach(MachineShell::close);
  }
}
