package passerelle.real.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.kernel.ProcessView;

/** What /proc tells of the processes of the enclosure. */
final class ProcFiles {
  /** Milliseconds that execve(2) may take. */
  private static final int EXECVE = 200;

  private static final Path PROC = Path.of("/proc");

  /** Fields behind the name, from 0 (proc_pid_stat(5)). */
  private static final int PARENT = 1;

  private static final int GROUP = 2;

  private static final int SESSION = 3;
  private static final int TERMINAL = 4;
  private static final int STARTED = 19;

  /** Of a terminal's number below 256 (new_encode_dev). */
  private static final int MINOR = 0xff;

  private static final long SECOND = 1_000_000_000;

  /** {@code USER_HZ}. */
  private static final int TICKS = 100;

  private ProcFiles() {}

  /**
   * The processes in a namespace.
   *
   * @param kind {@code pid}, {@code mnt}...
   * @param identity such as {@code pid:[4026531836]}
   */
  static List<Integer> inNamespace(String kind, String identity) {
    return all(process -> identity.equals(target(process.resolve("ns").resolve(kind))));
  }

  /** The processes of a session (credentials(7)). */
  static List<Integer> inSession(int leader) {
    return all(process -> number(process, SESSION) == leader);
  }

  /** The network namespace of a process, {@code net:[4026531840]}; empty once it has ended. */
  static Optional<String> netns(int pid) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/ns/net")).toString());
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** The processes of a process group, a job of a shell. */
  static List<Integer> inGroup(int leader) {
    return all(process -> number(process, GROUP) == leader);
  }

  /**
   * What is to be seen of a process; empty once it has ended.
   *
   * @param now of the lab's clock, in nanoseconds
   */
  static Optional<ProcessView> view(int pid, long now) {
    Path process = PROC.resolve("" + pid);
    try {
      String command = commandLine(process);
      double up = Double.parseDouble(Files.readString(PROC.resolve("uptime")).split(" ")[0]);
      long age = (long) (up * SECOND) - number(process, STARTED) * (SECOND / TICKS);
      int device = number(process, TERMINAL);
      return Optional.of(
          new ProcessView(
              pid,
              number(process, PARENT),
              List.of(command.split("\0")),
              (int) Files.getAttribute(process, "unix:uid"),
              now - age,
              device == 0 ? "?" : "pts/" + (device & MINOR)));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Within execve(2) a process has none for a moment; one that has ended has none any more. */
  private static String commandLine(Path process) throws IOException {
    String line = Files.readString(process.resolve("cmdline"));
    for (int looked = 0; line.isEmpty() && looked < EXECVE && !isZombie(process); looked++) {
      LockSupport.parkNanos(1_000_000);
      line = Files.readString(process.resolve("cmdline"));
    }
    return line;
  }

  private static boolean isZombie(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
  }

  private static List<Integer> all(Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(wanted)
          .map(entry -> Integer.parseInt(entry.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
    }
  }

  /** A field behind the name, which may itself have blanks and brackets. */
  private static int number(Path process, int field) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(fields[field]);
    } catch (IOException ended) {
      return -1;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException ended) {
      return "";
    }
  }
}
