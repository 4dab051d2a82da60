package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/**
 * A service of one's own, {@code Type=oneshot}: a file in /etc/systemd/system whose commands run
 * when it starts and when it stops. What they print goes to the journal.
 */
record WrittenUnit(Process self, boolean quiet, String unit) {
  private static final String DIRECTORY = "/etc/systemd/system/";

  /** Whether there is a file of it. */
  boolean isThere() {
    return unit.endsWith(".service") && self.files().exists(DIRECTORY + unit);
  }

  /** One command of systemctl; its status. */
  int on(String command, boolean now) {
    return switch (command) {
      case "start" -> isActive() ? 0 : start();
      case "stop" -> stop();
      case "restart" -> Math.max(stop(), start());
      case "enable", "disable" -> enable(command.equals("enable"), now);
      case "is-active" -> say(isActive(), "active", "inactive", 3);
      case "is-enabled" -> say(isEnabled(), "enabled", "disabled", 1);
      case "cat" -> self.stdout().print("# " + DIRECTORY + unit + "\n" + text(), 0);
      case "reset-failed" -> 0;
      default ->
          self.stderr()
              .println("systemctl: Passerelle does not model " + command + " of " + unit, 2);
    };
  }

  private int say(boolean is, String yes, String no, int otherwise) {
    if (!quiet) {
      self.stdout().println(is ? yes : no);
    }
    return is ? 0 : otherwise;
  }

  private String text() {
    try {
      return self.files().readText(DIRECTORY + unit);
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

  /** How systemd remembers that a unit was started. */
  private String started() {
    return "/run/systemd/units/invocation:" + unit;
  }

  private Optional<String> link() {
    return settings("WantedBy").stream()
        .findFirst()
        .map(target -> DIRECTORY + target + ".wants/" + unit);
  }

  private boolean isActive() {
    return self.files().exists(started());
  }

  private boolean isEnabled() {
    return link().filter(self.files()::exists).isPresent();
  }

  private int start() {
    if (!settings("Type").contains("oneshot")) {
      return self.stderr()
          .println("systemctl: Passerelle does not model units that are no oneshot: " + unit, 2);
    }
    for (String line : settings("ExecStart")) {
      if (run(line) != 0) {
        return self.stderr()
            .print(
                ("Job for %s failed because the control process exited with error code.\nSee"
                        + " \"systemctl status %s\" and \"journalctl -xeu %s\" for details.\n")
                    .formatted(unit, unit, unit),
                1);
      }
    }
    if (settings("RemainAfterExit").contains("yes")) {
      write(started());
    }
    return 0;
  }

  private int stop() {
    if (isActive()) {
      settings("ExecStop").forEach(this::run);
      remove(started());
    }
    return 0;
  }

  private int enable(boolean on, boolean now) {
    if (link().isEmpty()) {
      return self.stderr()
          .println("systemctl: Passerelle does not model units without WantedBy=: " + unit, 2);
    }
    String link = link().get();
    if (on != isEnabled()) {
      self.stderr()
          .println(
              on
                  ? "Created symlink '" + link + "' → '" + DIRECTORY + unit + "'."
                  : "Removed '" + link + "'.");
      if (on) {
        write(link);
      } else {
        remove(link);
      }
    }
    return now ? on(on ? "start" : "stop", false) : 0;
  }

  private int run(String line) {
    BlockingProgram none = missing -> 203;
    List<String> argv = List.of("sh", "-c", line.replaceFirst("^[-@:+!]+", ""));
    Process child =
        self.spawn(self.place().tools().find("sh").map(Toolset.Tool::program).orElse(none), argv)
            .stdout(bytes -> true)
            .stderr(bytes -> true)
            .create();
    child.start();
    int status = self.awaitEnd(child);
    return line.startsWith("-") ? 0 : status;
  }

  private void write(String path) {
    try {
      for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
        if (!self.files().exists(path.substring(0, i))) {
          self.files().makeDirectory(path.substring(0, i));
        }
      }
      self.files().writeText(path, "");
    } catch (FileError taken) {
      self.stderr().println("systemctl: " + path + ": " + taken.getMessage());
    }
  }

  private void remove(String path) {
    try {
      self.files().remove(path);
    } catch (FileError gone) {
      self.stderr().println("systemctl: " + path + ": " + gone.getMessage());
    }
  }
}
