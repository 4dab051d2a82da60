package passerelle.sim.userland.screen;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.process.Terminfo;
import passerelle.sim.userland.text.LabClock;
import passerelle.sim.userland.tool.AccountFile;

/**
 * {@code top} of procps 4.0.4: a list every three seconds until q is typed, or with {@code -b} one
 * below the other. Memory and processor time are not modelled, so their columns show what a small
 * idle machine has.
 */
public final class ProcpsTop implements BlockingProgram {
  private static final String COLUMNS =
      "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND";

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("bcd:e:E:Hin:o:Op:sSu:U:w:1", "", self.arguments());
    options.orExit(self, "top", 1, "");
    Optional<String> wrong =
        Stream.of(
                bad(options, "d", "delay interval", "[0-9]{1,9}(\\.[0-9]{1,3})?"),
                bad(options, "n", "iterations argument", "0*[1-9][0-9]{0,8}"),
                bad(options, "p", "pid", "[0-9]{1,9}(,[0-9]{1,9})*"))
            .flatMap(Optional::stream)
            .findFirst();
    if (wrong.isPresent()) {
      return self.stderr().println(wrong.get(), 1);
    }
    boolean batch = options.has("b");
    if (!batch && !self.stdout().isTerminal()) {
      return self.stderr().println("top: failed tty get", 1);
    }
    if (!batch && Terminfo.unknown(self).isPresent()) {
      // It ends without a word.
      return 1;
    }
    double seconds = Double.parseDouble(options.value("d").orElse("3"));
    long rounds = options.value("n").map(Long::parseLong).orElse((long) Integer.MAX_VALUE);
    long pause = (long) (Math.max(0.1, seconds) * EventLoop.SECOND);
    return show(self, options, rounds, pause);
  }

  private static Optional<String> bad(Getopt options, String letter, String what, String expected) {
    return options
        .value(letter)
        .filter(text -> !text.matches(expected))
        .map(text -> "top: bad " + what + " '" + text + "'");
  }

  private static int show(Process self, Getopt options, long rounds, long pause) {
    boolean batch = options.has("b");
    Screen screen = new Screen(self);
    if (!batch) {
      screen.takeKeys();
    }
    if (rounds == Integer.MAX_VALUE) {
      self.declareEndless();
    }
    boolean over = false;
    for (long round = 1; !over; round++) {
      List<String> lines = lines(self, options);
      if (batch) {
        screen.print((round > 1 ? "\n" : "") + String.join("\n", lines) + "\n");
      } else {
        screen.print(draw(lines, screen.rows(), screen.columns()));
      }
      over = round >= rounds || isOver(screen, batch, pause);
    }
    if (!batch) {
      screen.print("\u001b[" + screen.rows() + ";1H\n");
    }
    return 0;
  }

  private static boolean isOver(Screen screen, boolean batch, long pause) {
    int key = screen.key(pause);
    return !batch && (key == 'q' || key == 'C' - '@');
  }

  private static String draw(List<String> lines, int rows, int columns) {
    StringBuilder out = new StringBuilder(Screen.HOME);
    for (int i = 0; i < Math.min(lines.size(), rows - 1); i++) {
      String line = lines.get(i);
      String fitting = line.length() > columns ? line.substring(0, columns) : line;
      boolean title = line.equals(COLUMNS);
      out.append(title ? Screen.REVERSE : "").append(fitting).append(title ? Screen.PLAIN : "");
      out.append(Screen.CLEAR_LINE).append('\n');
    }
    return out.append("\u001b[J\u001b[6;1H").toString();
  }

  private static List<String> lines(Process self, Getopt options) {
    List<String> wanted = List.of(options.value("p").orElse("").split(","));
    List<Process> processes =
        self.place().processes().stream()
            .filter(p -> !options.has("p") || wanted.contains("" + number(self, p)))
            .toList();
    AccountFile users = AccountFile.of(self.files(), AccountFile.USERS);
    long minutes = self.now() / (60 * EventLoop.SECOND);
    String time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(LabClock.now(self));
    String load = ",  0 users,  load average: 0.00, 0.00, 0.00";
    long stopped = processes.stream().filter(Process::isSuspended).count();
    int running = processes.contains(self) ? 1 : 0;
    List<String> lines = new ArrayList<>();
    lines.add("top - " + time + " up " + up(minutes) + load);
    lines.add(
        "Tasks: %3s total, %3s running, %3s sleeping, %3s stopped,   0 zombie"
            .formatted(processes.size(), running, processes.size() - running - stopped, stopped));
    lines.add("%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ");
    lines.add("MiB Mem :   4096.0 total,   3072.0 free,    512.0 used,    512.0 buff/cache     ");
    lines.add("MiB Swap:      0.0 total,      0.0 free,      0.0 used.   3584.0 avail Mem ");
    lines.add("");
    lines.add(COLUMNS);
    for (Process process : processes) {
      String user = users.name(process.user().uid()).orElse("" + process.user().uid());
      String state = process == self ? "R" : process.isSuspended() ? "T" : "S";
      lines.add(
          "%7s %-8s  20   0    4400   3400   3100 %s   0.0   0.1   0:00.00 %s"
              .formatted(number(self, process), user, state, process.name()));
    }
    return lines;
  }

  private static int number(Process self, Process process) {
    return self.place().number(process).orElse(0);
  }

  /** {@code procps_uptime_sprint}. */
  private static String up(long minutes) {
    return minutes < 60
        ? minutes + " min"
        : String.format(Locale.ROOT, "%2d:%02d", minutes / 60, minutes % 60);
  }
}
