package passerelle.cli.daemon;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.lab.LabDate;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Toolset;

/**
 * The process of a service that goes on ({@code Type=simple}, {@code exec}): systemd starts it in a
 * session of its own, keeps what it prints in the journal, and hears of its end. It is not started
 * again ({@code Restart=}), and runs as root.
 *
 * @param self the systemctl that asks
 */
record RunningUnit(Process self, OneshotState state, UnitJournal journal) {
  /** So long a process has to end before it is killed (systemd.service(5), TimeoutStopSec). */
  private static final long PATIENCE = 90 * EventLoop.SECOND;

  private static final String DIRECTORY = "/";

  /** Signals that end a service well (systemd.service(5), SuccessExitStatus). */
  private static final Set<Signal> CLEAN =
      EnumSet.of(Signal.HUP, Signal.INT, Signal.TERM, Signal.PIPE);

  /**
   * Starts it; nobody waits for its end.
   *
   * @param settings of the unit's file
   */
  int start(UnitSettings settings) {
    Optional<String> command = settings.first("ExecStart");
    Optional<Toolset.Tool> shell = self.place().tools().find("sh");
    if (command.isEmpty() || shell.isEmpty()) {
      return refused();
    }
    Map<String, String> variables = new HashMap<>(self.environment());
    settings.all("Environment").stream()
        .flatMap(line -> List.of(line.replace("\"", "").split("\\s+(?=\\w+=)")).stream())
        .filter(pair -> pair.contains("="))
        .forEach(pair -> variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    String line = command.get().replaceFirst("^[-@:+!]+", "");
    Process main =
        self.spawn(shell.get().program(), List.of("sh", "-c", "exec " + line))
            .newSession()
            .environment(variables)
            .directory(settings.first("WorkingDirectory").orElse(DIRECTORY))
            .stdout(this::print)
            .stderr(this::print)
            .create();
    state.setActive(Optional.of(main.pid() + " " + self.now()));
    main.onExit(() -> ended(main));
    main.start();
    journal.systemd(state.unit(), "Started " + settings.title() + ".");
    return 0;
  }

  private boolean print(byte[] bytes) {
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> journal.program(state.unit(), pid(), line));
    return true;
  }

  private void ended(Process main) {
    Optional<Signal> signal = main.killedBy();
    boolean well = signal.map(CLEAN::contains).orElse(main.status() == 0);
    String how =
        signal
            .map(s -> "code=killed, status=" + s.number() + "/" + s)
            .orElse("code=exited, status=" + main.status() + "/FAILURE");
    String result = signal.isPresent() ? "signal" : "exit-code";
    state.setActive(Optional.empty());
    state.setFailed(Optional.of(result).filter(failed -> !well));
    if (!well) {
      journal.systemd(state.unit(), state.unit() + ": Main process exited, " + how);
      journal.systemd(state.unit(), state.unit() + ": Failed with result '" + result + "'.");
    }
  }

  /** Ends it, and waits until it has. */
  int stop(UnitSettings settings) {
    journal.systemd(state.unit(), "Stopping " + settings.title() + "...");
    state.run(List.of("kill", String.valueOf(pid())));
    if (!self.await(() -> !state.isActive(), PATIENCE)) {
      state.run(List.of("kill", "-9", String.valueOf(pid())));
    }
    journal.systemd(state.unit(), state.unit() + ": Deactivated successfully.");
    journal.systemd(state.unit(), "Stopped " + settings.title() + ".");
    return 0;
  }

  private int refused() {
    String unit = state.unit();
    return self.stderr()
        .println(
            "Failed to start %s: Unit %s has a bad unit file setting.".formatted(unit, unit)
                + "\nSee system logs and 'systemctl status %s' for details.".formatted(unit),
            1);
  }

  /** The number of its process, while it is active. */
  int pid() {
    return state.activity().map(text -> Integer.parseInt(text.split(" ")[0])).orElse(0);
  }

  /** What {@code status} says of it; its status. */
  int status(UnitSettings settings, String loaded) {
    boolean active = state.isActive();
    StringBuilder out = new StringBuilder(active ? "●" : state.isFailed() ? "×" : "○");
    out.append(' ').append(settings.title()).append('\n').append(loaded).append("     Active: ");
    if (active) {
      long since = Long.parseLong(state.activity().orElseThrow().split(" ")[1]);
      String command = settings.first("ExecStart").orElse("");
      String name = command.split("\\s+")[0].replaceFirst(".*/", "");
      out.append("active (running) since ").append(SpanText.moment(LabDate.at(since)));
      out.append("; ").append(SpanText.ago(self.now() - since));
      out.append("\n   Main PID: %d (%s)\n".formatted(pid(), name));
      out.append("     CGroup: /system.slice/%s\n".formatted(state.unit()));
      out.append("             └─%d %s\n".formatted(pid(), command));
    } else {
      out.append(
          state.failure().map("failed (Result: %s)\n"::formatted).orElse("inactive (dead)\n"));
    }
    self.stdout().print(out + UnitStatus.log(journal, state.unit()));
    return active ? 0 : 3;
  }
}
