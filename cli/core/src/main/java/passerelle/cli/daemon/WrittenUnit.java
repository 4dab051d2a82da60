package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/**
 * A service of one's own: a file in /etc/systemd/system. The commands of one of {@code
 * Type=oneshot} run when it starts and when it stops, the process of another goes on.
 */
record WrittenUnit(Process self, OneshotState state, RunningUnit running) {
  private static final String DIRECTORY = "/etc/systemd/system/";

  WrittenUnit(Process self, boolean quiet, String unit, UnitJournal journal) {
    this(self, new OneshotState(self, quiet, unit), journal);
  }

  private WrittenUnit(Process self, OneshotState state, UnitJournal journal) {
    this(self, state, new RunningUnit(self, state, journal));
  }

  private String unit() {
    return state.unit();
  }

  /** Whether there is a file of it. */
  boolean isThere() {
    return unit().endsWith(".service") && self.files().exists(DIRECTORY + unit());
  }

  /** One command of systemctl; its status. */
  int on(String command, boolean now) {
    return switch (command) {
      case "start" -> state.isActive() ? 0 : start();
      case "stop" -> stop();
      case "restart" -> Math.max(stop(), start());
      case "enable", "disable" -> enable(command.equals("enable"), now);
      case "is-active" -> state.say(state.isActive(), "active", "inactive", 3);
      case "is-enabled" -> state.say(isEnabled(), "enabled", "disabled", 1);
      case "cat" -> self.stdout().print("# " + DIRECTORY + unit() + "\n" + text(), 0);
      case "is-failed" ->
          state.say(state.isFailed(), "failed", state.isActive() ? "active" : "inactive", 1);
      case "status" -> status();
      case "reset-failed" -> {
        state.setFailed(Optional.empty());
        yield 0;
      }
      default -> state.lacks(command + " of");
    };
  }

  private String text() {
    try {
      return self.files().readText(DIRECTORY + unit());
    } catch (FileError gone) {
      return "";
    }
  }

  private UnitSettings settings() {
    return new UnitSettings(unit(), text());
  }

  private List<String> settings(String key) {
    return settings().all(key);
  }

  private int status() {
    String enabled = isEnabled() ? "enabled" : "disabled";
    String loaded =
        "     Loaded: loaded (%s%s; %s; preset: enabled)\n".formatted(DIRECTORY, unit(), enabled);
    if (settings().isRunning() || !state.isActive()) {
      return running.status(settings(), loaded);
    }
    self.stdout()
        .print("● " + settings().title() + "\n" + loaded + "     Active: active (exited)\n");
    return 0;
  }

  private Optional<String> link() {
    return settings("WantedBy").stream()
        .findFirst()
        .map(target -> DIRECTORY + target + ".wants/" + unit());
  }

  private boolean isEnabled() {
    return link().filter(self.files()::exists).isPresent();
  }

  private int start() {
    if (settings().isRunning()) {
      return running.start(settings());
    }
    for (String line : settings("ExecStart")) {
      if (run(line) != 0) {
        return state.failed();
      }
    }
    if (settings("RemainAfterExit").contains("yes")) {
      state.setActive(true);
    }
    return 0;
  }

  private int stop() {
    if (!state.isActive()) {
      return 0;
    }
    settings("ExecStop").forEach(this::run);
    if (settings().isRunning()) {
      return running.stop(settings());
    }
    state.setActive(false);
    return 0;
  }

  private int enable(boolean on, boolean now) {
    if (link().isEmpty()) {
      return state.lacks("units without WantedBy=:");
    }
    state.enable(on, link().get(), DIRECTORY + unit());
    return now ? on(on ? "start" : "stop", false) : 0;
  }

  private int run(String line) {
    int status = state.run(List.of("sh", "-c", line.replaceFirst("^[-@:+!]+", "")));
    return line.startsWith("-") ? 0 : status;
  }
}
