package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code ps} of procps 4.0.4 and of BusyBox: the processes of a place. Memory and
 * processor time are not modelled, so their columns show what a small idle process has.
 */
public final class PsTool implements LabKernel.Tool {
  private static final String ENDING =
      "\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n"
          + "  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\n"
          + "For more details see ps(1).\n";

  private final boolean busybox;

  /** Either flavour. */
  public PsTool(boolean busybox) {
    this.busybox = busybox;
  }

  /** How a list looks. */
  private enum Style {
    SHORT,
    FULL,
    USER,
    STATE,
    BUSYBOX
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = kernel.process().arguments();
    String letters = String.join("", words);
    boolean bsd = !letters.startsWith("-");
    String known = busybox ? "-oawuxefTl" : "-axueflwA";
    for (char letter : letters.toCharArray()) {
      if (letter == 'o' || known.indexOf(letter) < 0) {
        throw Character.isLetter(letter) && "oCpUtkHLTMZjFGgsrnNSlyc".indexOf(letter) >= 0
            ? ToolFailure.notModelled("ps", "option " + letter)
            : new ToolFailure(1, "error: unsupported option\n" + ENDING);
      }
    }
    Style style = Style.SHORT;
    if (busybox) {
      style = Style.BUSYBOX;
    } else if (bsd && letters.contains("u")) {
      style = Style.USER;
    } else if (letters.contains("f") && !bsd) {
      style = Style.FULL;
    } else if (bsd && letters.contains("x")) {
      style = Style.STATE;
    }
    StringBuilder out = new StringBuilder(head(style));
    Collection<Process> processes = kernel.process().place().processes();
    int columns = kernel.process().stdout().isTerminal() ? kernel.process().stdout().columns() : 0;
    for (Process process : processes) {
      String row = row(style, process, kernel.process());
      boolean cut = columns > 0 && row.length() > columns && !letters.contains("w");
      out.append(cut ? row.substring(0, columns) : row).append('\n');
    }
    kernel.out(out.toString());
    return 0;
  }

  private static String head(Style style) {
    return switch (style) {
      case SHORT -> "    PID TTY          TIME CMD\n";
      case FULL -> "UID          PID    PPID  C STIME TTY          TIME CMD\n";
      case USER -> "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n";
      case STATE -> "    PID TTY      STAT   TIME COMMAND\n";
      case BUSYBOX -> "PID   USER     COMMAND\n";
    };
  }

  private static String row(Style style, Process process, Process self) {
    String command = String.join(" ", process.argv());
    String state = process.isSuspended() ? "T" : process == self ? "R" : "S";
    int pid = process.pid();
    return switch (style) {
      case SHORT -> format("%7d %-8s 00:00:00 %s", pid, "?", process.name());
      case FULL ->
          format(
              "%-8s %7d %7d  0 00:00 %-8s 00:00:00 %s", "root", pid, parent(process), "?", command);
      case USER ->
          format(
              "%-8s %7d  0.0  0.0 %6d %5d %-8s %-4s 00:00   0:00 %s",
              "root", pid, 4400, 3400, "?", state, command);
      case STATE -> format("%7d %-8s %-4s   0:00 %s", pid, "?", state, command);
      case BUSYBOX -> format("%5d %-8s %s", pid, "root", command);
    };
  }

  /** Number of the parent in the same place; 0 when it is elsewhere. */
  private static int parent(Process process) {
    return process.parent().filter(p -> p.place() == process.place()).map(Process::pid).orElse(0);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }

  /** The processes with a name, the latest first, as {@code pidof} lists them. */
  static List<Process> named(KernelView kernel, String name) {
    List<Process> found = new ArrayList<>();
    for (Process process : kernel.process().place().processes()) {
      if (process.name().equals(name) && process != kernel.process()) {
        found.add(0, process);
      }
    }
    return found;
  }
}
