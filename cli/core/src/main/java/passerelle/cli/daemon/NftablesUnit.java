package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/**
 * nftables.service as Debian's package nftables has it: it loads /etc/nftables.conf when it starts,
 * and takes away all rules when it stops, whoever has made them.
 */
record NftablesUnit(Process self, boolean quiet) {
  static final String UNIT = "nftables.service";

  private static final String RULES = "/etc/nftables.conf";
  private static final String LINK = "/etc/systemd/system/sysinit.target.wants/nftables.service";

  /** How systemd remembers that a unit was started. */
  private static final String STARTED = "/run/systemd/units/invocation:nftables.service";

  /** One command of systemctl; its status. */
  int on(String command, boolean now) {
    return switch (command) {
      case "start" -> isActive() ? 0 : start();
      case "stop", "kill" -> isActive() ? stop() : 0;
      case "restart", "reload-or-restart" -> restart();
      case "try-restart" -> isActive() ? restart() : 0;
      case "reload" -> reload();
      case "enable", "disable" -> enable(command.equals("enable"), now);
      case "is-active" -> say(isActive(), "active", "inactive", 3);
      case "is-enabled" -> say(isEnabled(), "enabled", "disabled", 1);
      case "is-failed" -> say(false, "failed", isActive() ? "active" : "inactive", 1);
      case "status" -> status();
      case "reset-failed" -> 0;
      default ->
          self.stderr()
              .println("systemctl: Passerelle does not model " + command + " of " + UNIT, 2);
    };
  }

  private int say(boolean is, String yes, String no, int otherwise) {
    if (!quiet) {
      self.stdout().println(is ? yes : no);
    }
    return is ? 0 : otherwise;
  }

  private boolean isActive() {
    return self.files().exists(STARTED);
  }

  private boolean isEnabled() {
    return self.files().exists(LINK);
  }

  private int start() {
    int status = load();
    if (status == 0) {
      write(STARTED);
    }
    return status;
  }

  private int load() {
    if (nft("-f", RULES) == 0) {
      return 0;
    }
    return self.stderr()
        .print(
            "Job for nftables.service failed because the control process exited with error code.\n"
                + "See \"systemctl status nftables.service\" and \"journalctl -xeu"
                + " nftables.service\" for details.\n",
            1);
  }

  private int stop() {
    remove(STARTED);
    return nft("flush", "ruleset");
  }

  private int restart() {
    if (isActive()) {
      stop();
    }
    return start();
  }

  private int reload() {
    return isActive()
        ? load()
        : self.stderr().println("nftables.service is not active, cannot reload.", 1);
  }

  private int enable(boolean on, boolean now) {
    if (on != isEnabled()) {
      self.stderr()
          .println(
              on
                  ? "Created symlink '" + LINK + "' → '" + UnitFiles.DIRECTORY + UNIT + "'."
                  : "Removed '" + LINK + "'.");
      if (on) {
        write(LINK);
      } else {
        remove(LINK);
      }
    }
    return now ? on(on ? "start" : "stop", false) : 0;
  }

  private int status() {
    String preset = isEnabled() ? "enabled" : "disabled";
    boolean active = isActive();
    self.stdout()
        .print(
            (active ? "●" : "○")
                + " nftables.service - nftables\n     Loaded: loaded ("
                + UnitFiles.DIRECTORY
                + UNIT
                + "; "
                + preset
                + "; preset: enabled)\n     Active: "
                + (active ? "active (exited)" : "inactive (dead)")
                + "\n       Docs: man:nft(8)\n             http://wiki.nftables.org\n");
    return active ? 0 : 3;
  }

  /** What the unit runs says what it has to say to the journal, rather than here. */
  private int nft(String... words) {
    List<String> argv = new ArrayList<>(List.of("nft"));
    argv.addAll(List.of(words));
    BlockingProgram none = missing -> 203;
    Process child =
        self.spawn(self.place().tools().find("nft").map(Toolset.Tool::program).orElse(none), argv)
            .stdout(bytes -> true)
            .stderr(bytes -> true)
            .create();
    child.start();
    return self.awaitEnd(child);
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
