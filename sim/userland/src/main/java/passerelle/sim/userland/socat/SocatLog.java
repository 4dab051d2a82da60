package passerelle.sim.userland.socat;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import passerelle.lab.LabDate;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The messages of one process, with date, time and process id (error.c:msg).
 *
 * @param notices whether notices are wanted, as with {@code -d -d}
 */
record SocatLog(Process self, boolean notices) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  String date() {
    return DATE.format(LabDate.at(self.now()));
  }

  private String line(char severity, String text) {
    return date() + " socat[" + self.pid() + "] " + severity + " " + text + "\n";
  }

  void notice(String text) {
    if (notices) {
      self.stderr().print(line('N', text));
    }
  }

  void warning(String text) {
    self.stderr().print(line('W', text));
  }

  /** Signals end the run with a word (socat.c:socat_signal); Ctrl-C's is a notice. */
  void attendSignals() {
    for (Signal signal : List.of(Signal.HUP, Signal.INT, Signal.QUIT, Signal.TERM)) {
      self.onSignal(signal, () -> end(signal));
    }
  }

  private void end(Signal signal) {
    notice("socat_signal(): handling signal " + signal.number());
    String text = "exiting on signal " + signal.number();
    switch (signal) {
      case QUIT -> self.stderr().print(line('E', text));
      case TERM -> warning(text);
      default -> notice(text);
    }
    if (signal != Signal.QUIT) {
      notice("socat_signal(): finishing signal " + signal.number());
    }
    notice("exit(" + signal.status() + ")");
    self.exit(signal.status());
  }

  /** An error, which ends the run with status 1. */
  ToolFailure error(String text) {
    return new ToolFailure(1, line('E', text) + (notices ? line('N', "exit(1)") : ""));
  }
}
