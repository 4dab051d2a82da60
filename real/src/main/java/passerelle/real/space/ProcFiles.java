package passerelle.real.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What /proc tells of the processes of the enclosure. */
final class ProcFiles {
  private static final Path PROC = Path.of("/proc");

  /** Fields behind the name, from 0 (proc_pid_stat(5)). */
  private static final int GROUP = 2;

  private static final int SESSION = 3;

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

  /** The processes of a process group, a job of a shell. */
  static List<Integer> inGroup(int leader) {
    return all(process -> number(process, GROUP) == leader);
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
