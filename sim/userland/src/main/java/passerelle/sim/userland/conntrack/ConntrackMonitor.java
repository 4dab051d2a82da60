package passerelle.sim.userland.conntrack;

import java.util.ArrayDeque;
import java.util.Queue;
import passerelle.lab.LabDate;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.WaitList;
import passerelle.sim.uapi.ConntrackEvent;

/** {@code conntrack -E}: prints what happens to connections, until it is interrupted. */
final class ConntrackMonitor {
  private static final long MILLION = 1_000_000L;

  private final Process self;
  private final ConntrackCommand command;
  private final Queue<String> lines = new ArrayDeque<>();
  private final WaitList arrived = new WaitList();
  private long shown;
  private boolean stopped;

  private ConntrackMonitor(Process self, ConntrackCommand command) {
    this.self = self;
    this.command = command;
  }

  /** Prints events as they come; does not end by itself. */
  static int run(Process self, ConntrackCommand command) {
    ConntrackMonitor monitor = new ConntrackMonitor(self, command);
    Runnable stop = Nfnetlink.of(self.netns()).listen(monitor::take);
    self.closeAtExit(stop);
    self.onSignal(Signal.INT, monitor::stop);
    self.onSignal(Signal.TERM, monitor::stop);
    while (!monitor.stopped) {
      self.awaitWoken(monitor.arrived, () -> !monitor.lines.isEmpty() || monitor.stopped);
      while (!monitor.lines.isEmpty()) {
        self.stdout().print(monitor.lines.remove());
      }
      self.stdout().flush();
    }
    return self.stderr()
        .print(ConntrackTool.VERSION + ": " + monitor.shown + " flow events have been shown.\n", 0);
  }

  private void stop() {
    stopped = true;
    arrived.wake();
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
    lines.add(line);
    arrived.wake();
  }
}
