package passerelle.sim.userland.screen;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.text.LabClock;
import passerelle.text.CNumber;

/** {@code watch} of BusyBox (procps/watch.c): it clears the screen and lets the command print. */
public final class BusyboxWatch implements BlockingProgram {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    String interval = "2";
    boolean title = true;
    int i = 0;
    while (i < words.size() && words.get(i).matches("-[ndtex].*")) {
      String word = words.get(i++);
      title &= !word.equals("-t");
      if (word.startsWith("-n")) {
        interval = word.length() > 2 ? word.substring(2) : i < words.size() ? words.get(i++) : "";
      }
    }
    if (i == words.size() || words.get(i).startsWith("-")) {
      return self.stderr().print(BusyboxUsage.of("watch", self), 1);
    }
    if (!interval.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return self.stderr().println("watch: invalid number '" + interval + "'", 1);
    }
    ShellCommand command = new ShellCommand(List.copyOf(words.subList(i, words.size())), false);
    self.declareEndless();
    double seconds = Double.parseDouble(interval);
    while (true) {
      self.stdout().print(Screen.CLEAR + (title ? header(self, seconds, command.text()) : ""));
      command.run(self);
      self.sleep((long) (Math.max(0.1, seconds) * EventLoop.SECOND));
    }
  }

  /** The command on the left, the time on the right, one column before the edge. */
  private static String header(Process self, double seconds, String command) {
    String time = MOMENT.format(LabClock.now(self));
    int width = new Screen(self).columns() - 1;
    String left = "Every " + CNumber.fixed(seconds, 1) + "s: " + command;
    int room = width - time.length();
    String shown = left.length() < room ? left : left.substring(0, Math.max(0, room - 1));
    return shown + " ".repeat(Math.max(1, room - shown.length())) + time + "\n\n";
  }
}
