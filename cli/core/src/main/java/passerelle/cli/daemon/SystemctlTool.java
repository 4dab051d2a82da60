package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import passerelle.cli.daemon.DockerService.State;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/**
 * {@code systemctl} of the Docker host, for the units of Docker: docker.service, docker.socket, and
 * containerd.service, which always runs; and for services that somebody has written.
 */
record SystemctlTool(Supplier<DockerService> service) implements BlockingProgram {
  private static final String CONTAINERD = Units.CONTAINERD;

  /** Options that change nothing here. */
  private static final String IDLE =
      "-l|--full|--no-pager|--no-ask-password|--plain|--no-legend|--all|-a|--system|--force|-f";

  /** One command of systemctl. */
  private final class Call {
    private final Process self;
    private final DockerService docker = service.get();
    private final List<String> words = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();
    private boolean quiet;
    private boolean now;
    private boolean value;

    private Call(Process self) {
      this.self = self;
    }

    private int run(List<String> arguments) {
      List<String> rest = new ArrayList<>(arguments);
      while (!rest.isEmpty()) {
        String word = rest.remove(0);
        if (word.equals("-p") || word.equals("--property")) {
          properties.add(rest.isEmpty() ? "" : rest.remove(0));
        } else if (word.matches("--property=.*|-p.+")) {
          properties.add(word.replaceFirst("--property=|-p", ""));
        } else if (word.matches("-q|--quiet")) {
          quiet = true;
        } else if (word.equals("--now")) {
          now = true;
        } else if (word.equals("--value")) {
          value = true;
        } else if (word.equals("-t") || word.equals("--type") || word.equals("-n")) {
          words.add("");
          words.remove(words.size() - 1);
          rest.subList(0, Math.min(1, rest.size())).clear();
        } else if (word.startsWith("-")
            && !word.matches(IDLE + "|--(type|lines|state)=.*|-n[0-9]+")) {
          return self.stderr().println("systemctl: Passerelle does not model option " + word, 2);
        } else if (!word.startsWith("-")) {
          words.add(word);
        }
      }
      String command = words.isEmpty() ? "list-units" : words.remove(0);
      return command(command);
    }

    private int command(String command) {
      return switch (command) {
        case "daemon-reload" -> {
          docker.reloadUnits();
          yield 0;
        }
        case "list-units" -> list();
        case "list-unit-files" -> listFiles();
        case "is-system-running" -> self.stdout().print("running\n", 0);
        default -> onUnits(command);
      };
    }

    private int onUnits(String command) {
      boolean known =
          command.matches(
              "start|stop|restart|try-restart|reload|reload-or-restart|status|show|cat|is-active"
                  + "|is-enabled|is-failed|enable|disable|reset-failed|kill");
      if (!known) {
        return self.stderr().println("Unknown command verb '" + command + "'.", 1);
      }
      if (words.isEmpty() && command.equals("status")) {
        words.addAll(Units.NAMES);
      }
      if (words.isEmpty()) {
        return self.stderr().println("Too few arguments.", 1);
      }
      int status = 0;
      for (String word : words) {
        String unit = word.matches(".*\\.(service|socket|target)") ? word : word + ".service";
        status = Math.max(status, onAny(command, unit));
      }
      return status;
    }

    private int onAny(String command, String unit) {
      if (unit.equals(NftablesUnit.UNIT)) {
        return new NftablesUnit(self, quiet).on(command, now);
      }
      WrittenUnit written = new WrittenUnit(self, quiet, unit, docker.journal());
      if (!Units.NAMES.contains(unit) && written.isThere()) {
        return written.on(command, now);
      }
      return Units.NAMES.contains(unit) ? on(command, unit) : unknown(command, unit);
    }

    private int unknown(String command, String unit) {
      String missing = command.equals("start") ? "not found" : "not loaded";
      return switch (command) {
        case "is-active" -> print("inactive", 4);
        case "is-enabled" -> print("not-found", 4);
        case "status" -> self.stderr().println("Unit " + unit + " could not be found.", 4);
        case "cat" -> self.stderr().println("No files found for " + unit + ".", 1);
        case "enable", "disable" ->
            self.stderr()
                .println("Failed to " + command + " unit: Unit " + unit + " does not exist", 1);
        default ->
            self.stderr()
                .println("Failed to %s %s: Unit %s %s.".formatted(command, unit, unit, missing), 5);
      };
    }

    private int print(String text, int status) {
      return quiet ? status : self.stdout().println(text, status);
    }

    private int on(String command, String unit) {
      boolean main = unit.equals(DockerService.UNIT);
      boolean enabled = !main || docker.isEnabled();
      String state = state(unit);
      return switch (command) {
        case "status" -> status(unit);
        case "show" -> show(unit);
        case "cat" -> cat(unit);
        case "is-active" -> print(state, state.equals("active") ? 0 : 3);
        case "is-failed" -> print(state, state.equals("failed") ? 0 : 1);
        case "is-enabled" -> print(enabled ? "enabled" : "disabled", enabled ? 0 : 1);
        case "enable", "disable" -> enable(command, unit);
        default -> unit.equals(CONTAINERD) ? refuse(command) : change(command, main);
      };
    }

    private int refuse(String command) {
      return self.stderr()
          .println("systemctl: Passerelle does not model " + command + " of " + CONTAINERD, 2);
    }

    private String state(String unit) {
      if (unit.equals(DockerService.SOCKET)) {
        return docker.isSocketActive() ? "active" : "inactive";
      }
      return unit.equals(CONTAINERD) ? "active" : docker.state().word();
    }

    private int status(String unit) {
      UnitStatus status = new UnitStatus(docker);
      if (unit.equals(DockerService.UNIT) && docker.isOutdated()) {
        warnOfReload();
      }
      self.stdout()
          .print(
              switch (unit) {
                case CONTAINERD -> status.ofContainerd();
                case DockerService.SOCKET -> status.ofSocket();
                default -> status.ofService();
              });
      return state(unit).equals("active") ? 0 : 3;
    }

    private void warnOfReload() {
      self.stderr()
          .println(
              "Warning: The unit file, source configuration file or drop-ins of docker.service"
                  + " changed on disk. Run 'systemctl daemon-reload' to reload units.");
    }

    private int cat(String unit) {
      String between = "";
      for (Map.Entry<String, String> file : docker.files().texts(unit).entrySet()) {
        self.stdout().print(between + "# " + file.getKey() + "\n" + file.getValue());
        between = "\n";
      }
      return 0;
    }

    private int show(String unit) {
      boolean main = unit.equals(DockerService.UNIT);
      boolean active = state(unit).equals("active");
      Map<String, String> all = new LinkedHashMap<>();
      if (main) {
        all.put("Restart", "always");
        all.put("MainPID", active ? "" + docker.pid() : "0");
        all.put("Result", docker.state() == State.FAILED ? "exit-code" : "success");
      }
      all.put("Id", unit);
      all.put("LoadState", "loaded");
      all.put("ActiveState", state(unit));
      all.put("SubState", active ? "running" : docker.state() == State.FAILED ? "failed" : "dead");
      all.put("FragmentPath", UnitFiles.DIRECTORY + unit);
      all.put("UnitFileState", !main || docker.isEnabled() ? "enabled" : "disabled");
      List<String> wanted = new ArrayList<>();
      properties.forEach(list -> wanted.addAll(List.of(list.split(","))));
      all.forEach(
          (name, text) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
              self.stdout().println(value ? text : name + "=" + text);
            }
          });
      return 0;
    }

    private int enable(String command, String unit) {
      boolean on = command.equals("enable");
      boolean main = unit.equals(DockerService.UNIT);
      if (main) {
        String helper = "/usr/lib/systemd/systemd-sysv-install";
        self.stderr()
            .print(
                ("Synchronizing state of docker.service with SysV service script with "
                        + "%s.\nExecuting: %s %s docker\n")
                    .formatted(helper, helper, command));
        String link = "/etc/systemd/system/multi-user.target.wants/docker.service";
        if (on != docker.isEnabled()) {
          self.stderr()
              .println(
                  on
                      ? "Created symlink '" + link + "' → '" + UnitFiles.DIRECTORY + unit + "'."
                      : "Removed '" + link + "'.");
        }
        docker.setEnabled(on);
      }
      return now && !unit.equals(CONTAINERD) ? change(on ? "start" : "stop", main) : 0;
    }

    private int change(String command, boolean main) {
      if (main && docker.isOutdated()) {
        warnOfReload();
      }
      switch (command) {
        case "start":
          return main ? started(docker.start()) : socket();
        case "restart", "reload-or-restart":
          docker.stop();
          return started(docker.start());
        case "try-restart":
          if (docker.state() != State.ACTIVE) {
            return 0;
          }
          docker.stop();
          return started(docker.start());
        case "reload":
          return reload();
        case "reset-failed":
          docker.resetFailed();
          return 0;
        case "kill":
          docker.stop();
          return 0;
        default:
          return main ? stop() : closeSocket();
      }
    }

    private int socket() {
      docker.startSocket();
      return 0;
    }

    private int closeSocket() {
      docker.stopSocket();
      return 0;
    }

    private int stop() {
      docker.stop();
      if (docker.isSocketActive() && !words.contains(DockerService.SOCKET)) {
        self.stderr()
            .print(
                "Warning: Stopping docker.service, but it can still be activated by:\n"
                    + "  docker.socket\n");
      }
      return 0;
    }

    private int reload() {
      if (docker.state() != State.ACTIVE) {
        return self.stderr().println("docker.service is not active, cannot reload.", 1);
      }
      docker.reload();
      return 0;
    }

    private int started(boolean up) {
      if (!up) {
        self.stderr()
            .print(
                "Job for docker.service failed because the control process exited with error"
                    + " code.\n"
                    + "See \"systemctl status docker.service\" and \"journalctl -xeu"
                    + " docker.service\" for details.\n");
      }
      return up ? 0 : 1;
    }

    private int list() {
      self.stdout().println("  UNIT                LOAD   ACTIVE   SUB       DESCRIPTION");
      for (String unit : Units.NAMES) {
        String state = state(unit);
        boolean main = unit.equals(DockerService.UNIT);
        boolean listening = unit.equals(DockerService.SOCKET) && docker.state() != State.ACTIVE;
        String sub = state.equals("active") ? listening ? "listening" : "running" : "dead";
        String what =
            main
                ? DockerService.DESCRIPTION
                : unit.equals(CONTAINERD)
                    ? "containerd container runtime"
                    : "Docker Socket for the API";
        self.stdout()
            .println(String.format("  %-19s %-6s %-8s %-9s %s", unit, "loaded", state, sub, what));
      }
      return 0;
    }

    private int listFiles() {
      self.stdout().println("UNIT FILE           STATE    PRESET");
      for (String unit : Units.NAMES) {
        boolean on = !unit.equals(DockerService.UNIT) || docker.isEnabled();
        self.stdout()
            .println(String.format("%-19s %-8s enabled", unit, on ? "enabled" : "disabled"));
      }
      return 0;
    }
  }

  @Override
  public int run(Process self) {
    return new Call(self).run(self.arguments());
  }
}
