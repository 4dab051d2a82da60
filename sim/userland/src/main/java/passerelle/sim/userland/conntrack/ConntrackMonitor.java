package passerelle.sim.userland.conntrack;

import passerelle.lab.LabDate;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.uapi.ConntrackEvent;
import passerelle.sim.userland.tool.Monitor;

/** {@code conntrack -E}: prints what happens to connections, until it is interrupted. */
final class ConntrackMonitor {
  private static final long MILLION = 1_000_000L;

  private final Process self;
  private final ConntrackCommand command;
  private final Monitor output = new Monitor();
  private long shown;

  private ConntrackMonitor(Process self, ConntrackCommand command) {
    this.self = self;
    this.command = command;
  }

  /** Prints events as they come; does not end by itself. */
  static int run(Process self, ConntrackCommand command) {
    ConntrackMonitor monitor = new ConntrackMonitor(self, command);
    Runnable stop = Nfnetlink.of(self.netns()).listen(monitor::take);
    self.closeAtExit(stop);
    self.onSignal(Signal.INT, monitor.output::stop);
    self.onSignal(Signal.TERM, monitor.output::stop);
    monitor.output.run(self);
    return self.stderr()
        .print(ConntrackTool.VERSION + ": " + monitor.shown + " flow events have been shown.\n", 0);
  }

  private void take(ConntrackEvent event) {
    if (!command.wants(event.kind()) || !command.filter().test(event.flow())) {
      return;
    }
    long now = self.now();
    String line = ConnectionLine.event(event, command.isExtended(), command.isWithId()) + "\n";
    if (command.isTimestamped()) {
      long micros = LabDate.BOOT.getEpochSecond() * MILLION + now / 1000;
      line = String.format("[%d.%06d]\t%s", micros / MILLION, micros % MILLION, line);
    }
    shown++;
    output.print(line);
  }
}
