package passerelle.sim.userland.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;

/**
 * {@code top} of BusyBox (procps/top.c): a list every five seconds until q is typed. Memory and
 * processor time are not modelled, so their columns show what a small idle machine has.
 */
public final class BusyboxTop implements BlockingProgram {
  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("d:n:bHm", "", self.arguments());
    options.orExit(self, "top", 1, BusyboxUsage.of("top", self));
    Screen screen = new Screen(self);
    boolean batch = options.has("b") || !self.stdin().isTerminal();
    if (!batch) {
      screen.takeKeys();
    }
    long rounds = options.number(Long.MAX_VALUE, "n");
    long pause = options.number(5, "d") * EventLoop.SECOND;
    // It puts the terminal in order before it ends, so it ends as process 1 of a container, too.
    for (Signal signal : List.of(Signal.HUP, Signal.INT, Signal.QUIT, Signal.TERM)) {
      self.onSignal(signal, () -> self.exit(signal.status()));
    }
    if (rounds == Long.MAX_VALUE) {
      self.declareEndless();
    }
    for (long round = 1; ; round++) {
      screen.print(draw(self, screen, batch));
      if (round >= rounds || isOver(screen, pause)) {
        break;
      }
    }
    if (!batch) {
      screen.print("\n");
    }
    return 0;
  }

  private static boolean isOver(Screen screen, long pause) {
    int key = screen.key(pause);
    return key == 'q' || key == 'Q' || key == 'C' - '@';
  }

  private static String draw(Process self, Screen screen, boolean batch) {
    List<Process> processes = new ArrayList<>(self.place().processes());
    processes.sort(Comparator.comparing((Process p) -> p == self));
    StringBuilder out = new StringBuilder(batch ? "" : Screen.CLEAR);
    out.append("Mem: 1048576K used, 3145728K free, 1024K shrd, 65536K buff, 524288K cached\n");
    out.append("CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n");
    out.append("Load average: 0.00 0.00 0.00 1/").append(processes.size()).append(' ');
    out.append(self.pid()).append('\n');
    String columns = "  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND";
    out.append(batch ? columns : Screen.REVERSE + columns + Screen.PLAIN).append('\n');
    int room = batch ? Integer.MAX_VALUE : Math.max(0, screen.rows() - 5);
    processes.stream().limit(room).forEach(process -> out.append(row(process, self)));
    return out.append(batch ? "\n" : "\r").toString();
  }

  private static String row(Process process, Process self) {
    return "%5s%6s root     %s     4400   0%%   0%% %s\n"
        .formatted(
            self.place().number(process).orElse(0),
            process.parent().map(parent -> self.place().number(parent).orElse(0)).orElse(0),
            process == self ? "R" : process.isSuspended() ? "T" : "S",
            String.join(" ", process.argv()));
  }
}
