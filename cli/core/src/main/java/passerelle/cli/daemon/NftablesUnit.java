package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.Process;

/**
 * nftables.service as Debian's package nftables has it: it loads /etc/nftables.conf when it starts,
 * and takes away all rules when it stops, whoever has made them.
 */
record NftablesUnit(Process self, OneshotState state) {
  static final String UNIT = "nftables.service";

  private static final String RULES = "/etc/nftables.conf";
  private static final String LINK = "/etc/systemd/system/sysinit.target.wants/nftables.service";

  NftablesUnit(Process self, boolean quiet) {
    this(self, new OneshotState(self, quiet, UNIT));
  }

  /** One command of systemctl; its status. */
  int on(String command, boolean now) {
    return switch (command) {
      case "start" -> state.isActive() ? 0 : start();
      case "stop", "kill" -> state.isActive() ? stop() : 0;
      case "restart", "reload-or-restart" -> restart();
      case "try-restart" -> state.isActive() ? restart() : 0;
      case "reload" -> reload();
      case "enable", "disable" -> enable(command.equals("enable"), now);
      case "is-active" -> state.say(state.isActive(), "active", "inactive", 3);
      case "is-enabled" -> state.say(isEnabled(), "enabled", "disabled", 1);
      case "is-failed" -> state.say(false, "failed", state.isActive() ? "active" : "inactive", 1);
      case "status" -> status();
      case "reset-failed" -> 0;
      default -> state.lacks(command + " of");
    };
  }

  private boolean isEnabled() {
    return self.files().exists(LINK);
  }

  private int start() {
    int status = load();
    if (status == 0) {
      state.setActive(true);
    }
    return status;
  }

  private int load() {
    return nft("-f", RULES) == 0 ? 0 : state.failed();
  }

  private int stop() {
    state.setActive(false);
    return nft("flush", "ruleset");
  }

  private int restart() {
    if (state.isActive()) {
      stop();
    }
    return start();
  }

  private int reload() {
    return state.isActive()
        ? load()
        : self.stderr().println("nftables.service is not active, cannot reload.", 1);
  }

  private int enable(boolean on, boolean now) {
    state.enable(on, LINK, UnitFiles.DIRECTORY + UNIT);
    return now ? on(on ? "start" : "stop", false) : 0;
  }

  private int status() {
    String preset = isEnabled() ? "enabled" : "disabled";
    boolean active = state.isActive();
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

  private int nft(String... words) {
    List<String> argv = new ArrayList<>(List.of("nft"));
    argv.addAll(List.of(words));
    return state.run(argv);
  }
}
