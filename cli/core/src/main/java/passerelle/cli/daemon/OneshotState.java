package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/**
 * What systemd does with any {@code Type=oneshot} service: it runs a command and waits for its end,
 * remembers in files that the unit is active and enabled, and says so.
 *
 * @param self the systemctl that asks
 * @param quiet whether {@code --quiet} was given
 */
record OneshotState(Process self, boolean quiet, String unit) {
  /** The status of what systemd can't run (systemd.exec(5), EXIT_EXEC). */
  private static final int EXEC = 203;

  /** Says which of two words it is; the status of the second one is the caller's. */
  int say(boolean is, String yes, String no, int otherwise) {
    if (!quiet) {
      self.stdout().println(is ? yes : no);
    }
    return is ? 0 : otherwise;
  }

  /** How systemd remembers that a unit was started. */
  private String started() {
    return "/run/systemd/units/invocation:" + unit;
  }

  boolean isActive() {
    return self.files().exists(started());
  }

  void setActive(boolean active) {
    setActive(Optional.of("").filter(text -> active));
  }

  /** Remembers what there is to know of one that is active, or that it is not. */
  void setActive(Optional<String> activity) {
    if (activity.isPresent()) {
      write(started(), activity.get());
      setFailed(Optional.empty());
    } else if (isActive()) {
      remove(started());
    }
  }

  /** What was remembered of an active unit. */
  Optional<String> activity() {
    return read(started());
  }

  private Optional<String> read(String path) {
    try {
      return Optional.of(self.files().readText(path)).filter(text -> !text.isEmpty());
    } catch (FileError none) {
      return Optional.empty();
    }
  }

  private String end() {
    return "/run/systemd/units/failed:" + unit;
  }

  /** As what it has failed: {@code exit-code}, {@code signal}. */
  Optional<String> failure() {
    return read(end());
  }

  boolean isFailed() {
    return failure().isPresent();
  }

  void setFailed(Optional<String> result) {
    if (result.isPresent()) {
      write(end(), result.get());
    } else if (isFailed()) {
      remove(end());
    }
  }

  /**
   * Makes the link by which a target wants it, or removes it.
   *
   * @param file the unit's own, to which the link leads
   */
  void enable(boolean on, String link, String file) {
    if (on == self.files().exists(link)) {
      return;
    }
    self.stderr()
        .println(
            on ? "Created symlink '" + link + "' → '" + file + "'." : "Removed '" + link + "'.");
    if (on) {
      write(link, "");
    } else {
      remove(link);
    }
  }

  /** Runs a command, whose words go to the journal; its status. */
  int run(List<String> argv) {
    BlockingProgram none = missing -> EXEC;
    Process child =
        self.spawn(
                self.place().tools().find(argv.get(0)).map(Toolset.Tool::program).orElse(none),
                argv)
            .stdout(bytes -> true)
            .stderr(bytes -> true)
            .create();
    child.start();
    return self.awaitEnd(child);
  }

  /** What systemctl says where a command of the unit has failed. */
  int failed() {
    return self.stderr()
        .print(
            ("Job for %s failed because the control process exited with error code.\nSee"
                    + " \"systemctl status %s\" and \"journalctl -xeu %s\" for details.\n")
                .formatted(unit, unit, unit),
            1);
  }

  /** What is not modelled of the unit. */
  int lacks(String what) {
    return self.stderr().println("systemctl: Passerelle does not model " + what + " " + unit, 2);
  }

  private void write(String path, String text) {
    try {
      for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
        if (!self.files().exists(path.substring(0, i))) {
          self.files().makeDirectory(path.substring(0, i));
        }
      }
      self.files().writeText(path, text);
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
