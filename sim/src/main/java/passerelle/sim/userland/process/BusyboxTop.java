package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/**
 * {@code top} of BusyBox (procps/top.c): a list every five seconds until q is typed. Memory and
 * processor time are not modelled, so their columns show what a small idle machine has.
 */
public final class BusyboxTop implements BlockingProgram {
  private static final String CLEAR = "\033[H\033[J";

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("d:n:bHm", List.of(), self.arguments());
    if (options.error().isPresent()) {
      self.stderr().print("top: " + options.error().get() + "\n");
      return 1;
    }
    boolean batch = options.has("b");
    long rounds = number(options, "n", Long.MAX_VALUE);
    long pause = number(options, "d", 5) * EventLoop.SECOND;
    for (long round = 1; self.isRunning(); round++) {
      self.stdout().print(screen(self, batch));
      if (round >= rounds || isOver(self, pause)) {
        break;
      }
    }
    return 0;
  }

  private static long number(Getopt options, String letter, long otherwise) {
    return options
        .value(letter)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::parseLong)
        .orElse(otherwise);
  }

  /** Waits; a terminal may say q or Ctrl-C meanwhile. */
  private static boolean isOver(Process self, long pause) {
    if (!self.stdin().isTerminal()) {
      self.sleep(pause);
      return false;
    }
    if (!self.await(self.stdin().source()::isReadable, pause)) {
      return false;
    }
    byte[] key = self.stdin().take(1);
    return key.length == 0 || key[0] == 'q' || key[0] == 3;
  }

  private static String screen(Process self, boolean batch) {
    List<Process> processes = new ArrayList<>(self.place().processes());
    processes.sort(Comparator.comparing((Process p) -> p == self));
    StringBuilder out = new StringBuilder(batch ? "" : CLEAR);
    out.append("Mem: 1048576K used, 3145728K free, 1024K shrd, 65536K buff, 524288K cached\n");
    out.append("CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n");
    out.append("Load average: 0.00 0.00 0.00 1/").append(processes.size()).append(' ');
    out.append(self.pid()).append('\n');
    String columns = "  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND";
    out.append(batch ? columns : "\033[7m" + columns + "\033[m").append('\n');
    for (Process process : processes) {
      out.append(
          String.format(
              Locale.ROOT,
              "%5d%6d root     %s     4400   0%%   0%% %s\n",
              process.pid(),
              process.parent().filter(p -> p.place() == self.place()).map(Process::pid).orElse(0),
              process == self ? "R" : process.isSuspended() ? "T" : "S",
              String.join(" ", process.argv())));
    }
    return out.append(batch ? "\n" : "\r").toString();
  }
}
