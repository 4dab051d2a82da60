package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/**
 * A service of one's own, {@code Type=oneshot}: a file in /etc/systemd/system whose commands run
 * when it starts and when it stops. What they print goes to the journal.
 */
record WrittenUnit(Process self, OneshotState state) {
  private static final String DIRECTORY = "/etc/systemd/system/";

  WrittenUnit(Process self, boolean quiet, String unit) {
    this(self, new OneshotState(self, quiet, unit));
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
      case "reset-failed" -> 0;
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

  private List<String> settings(String key) {
    return text()
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).strip())
        .toList();
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
    if (!settings("Type").contains("oneshot")) {
      return state.lacks("units that are no oneshot:");
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
    if (state.isActive()) {
      settings("ExecStop").forEach(this::run);
      state.setActive(false);
    }
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
