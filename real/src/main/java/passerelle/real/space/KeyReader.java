package passerelle.real.space;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who waits for the keys of a terminal, as /proc tells of its foreground job. */
public enum KeyReader {
  /** What runs does not read. */
  NOBODY,

  /** A shell, at its prompt. */
  SHELL,

  /** Another program, by read(2) of its standard input. */
  PROGRAM;

  private static final Path PROC = Path.of("/proc");

  /**
   * Where in the kernel a process is that waits for a terminal by read(2), which n_tty_read() does,
   * as proc_pid_wchan(5) tells.
   */
  private static final String READ = "wait_woken";

  /** The same, of those that wait by select(2) or poll(2). */
  private static final List<String> POLL = List.of("poll_schedule_timeout", "do_select", "do_poll");

  /** The foreground job of a terminal by its process group. */
  static KeyReader of(int group) {
    KeyReader found = NOBODY;
    for (int pid : ProcFiles.inGroup(group)) {
      KeyReader one = process(pid);
      found = one.compareTo(found) > 0 ? one : found;
    }
    return found;
  }

  /** A process with this command line, each word ended by a zero byte, is a shell that reads. */
  public static boolean isShell(String commandLine) {
    String[] argv = commandLine.split("\0");
    boolean plain = argv.length == 1 || argv.length == 2 && argv[1].matches("-[il]+|--login");
    return plain && argv[0].matches("-?(.*/)?(sh|ash|bash|dash)");
  }

  private static KeyReader process(int pid) {
    String where = read(pid, "wchan");
    boolean reads = where.equals(READ);
    if (isShell(read(pid, "cmdline"))) {
      return reads || POLL.stream().anyMatch(where::startsWith) ? SHELL : NOBODY;
    }
    // The number of the system call, and its first argument: the descriptor.
    String[] call = read(pid, "syscall").split(" ");
    return reads && call.length > 1 && call[1].equals("0x0") ? PROGRAM : NOBODY;
  }

  private static String read(int pid, String name) {
    try {
      byte[] text = Files.readAllBytes(PROC.resolve(Integer.toString(pid)).resolve(name));
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException ended) {
      return "";
    }
  }
}
