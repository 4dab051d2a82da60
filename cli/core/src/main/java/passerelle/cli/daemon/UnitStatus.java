package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import passerelle.cli.daemon.DockerService.State;
import passerelle.lab.LabDate;

/** What {@code systemctl status} prints (systemctl-show.c: print_status_info). */
record UnitStatus(DockerService service) {
  private static final int LOG_LINES = 10;

  /** Of docker.service. */
  String ofService() {
    State state = service.state();
    String dot = state == State.FAILED ? "×" : state == State.INACTIVE ? "○" : "●";
    List<String> lines = new ArrayList<>();
    lines.add(dot + " " + DockerService.UNIT + " - " + DockerService.DESCRIPTION);
    String enabled = service.isEnabled() ? "enabled" : "disabled";
    lines.add(loaded(DockerService.UNIT, enabled));
    List<String> dropIns = service.files().dropIns();
    if (!dropIns.isEmpty()) {
      String directory = dropIns.get(0).substring(0, dropIns.get(0).lastIndexOf('/'));
      lines.add("    Drop-In: " + directory);
      List<String> names = dropIns.stream().map(p -> p.substring(directory.length() + 1)).toList();
      lines.add("             └─" + String.join(", ", names));
    }
    lines.add("     Active: " + active());
    boolean runs = state == State.ACTIVE;
    if (!runs && service.activeSince() < service.since()) {
      lines.add("   Duration: " + SpanText.span(service.since() - service.activeSince()));
    }
    lines.add("TriggeredBy: " + (service.isSocketActive() ? "●" : "○") + " docker.socket");
    lines.add("       Docs: https://docs.docker.com");
    String command = String.join(" ", service.files().command());
    int pid = service.pid();
    if (runs) {
      lines.add("   Main PID: " + pid + " (dockerd)");
      lines.add("     CGroup: /system.slice/docker.service");
      lines.add("             └─" + pid + " " + command);
    } else {
      String end =
          "(code=exited, status=" + (state == State.INACTIVE ? "0/SUCCESS)" : "1/FAILURE)");
      lines.add("    Process: " + pid + " ExecStart=" + command + " " + end);
      lines.add("   Main PID: " + pid + " " + end);
    }
    return String.join("\n", lines) + "\n" + log(DockerService.UNIT);
  }

  private String active() {
    String since =
        " since %s; ".formatted(SpanText.moment(LabDate.at(service.since())))
            + SpanText.ago(service.now() - service.since());
    return switch (service.state()) {
      case ACTIVE -> "active (running)" + since;
      case INACTIVE -> "inactive (dead)" + since;
      case FAILED -> "failed (Result: exit-code)" + since;
      case RESTARTING -> "activating (auto-restart) (Result: exit-code)" + since;
    };
  }

  /** Of docker.socket. */
  String ofSocket() {
    boolean active = service.isSocketActive();
    boolean running = active && service.state() == State.ACTIVE;
    String kind = running ? "active (running)" : active ? "active (listening)" : "inactive (dead)";
    return String.join(
            "\n",
            (active ? "●" : "○") + " docker.socket - Docker Socket for the API",
            loaded(DockerService.SOCKET, "enabled"),
            "     Active: " + kind,
            "   Triggers: " + (running ? "●" : "○") + " docker.service",
            "     Listen: /run/docker.sock (Stream)",
            "")
        + log(DockerService.SOCKET);
  }

  /** Of containerd, which is always there. */
  String ofContainerd() {
    return String.join(
        "\n",
        "● containerd.service - containerd container runtime",
        loaded("containerd.service", "enabled"),
        "     Active: active (running) since %s; %s"
            .formatted(SpanText.moment(LabDate.BOOT), SpanText.ago(service.now())),
        "       Docs: https://containerd.io",
        "");
  }

  private static String loaded(String unit, String enabled) {
    return "     Loaded: loaded (%s%s; %s; preset: enabled)"
        .formatted(UnitFiles.DIRECTORY, unit, enabled);
  }

  private String log(String unit) {
    return log(service.journal(), unit);
  }

  /** The last lines of a unit in the journal, below an empty one. */
  static String log(UnitJournal journal, String unit) {
    List<UnitJournal.Entry> entries = journal.of(unit);
    StringBuilder out = new StringBuilder("\n");
    entries
        .subList(Math.max(0, entries.size() - LOG_LINES), entries.size())
        .forEach(entry -> out.append(entry.line()).append('\n'));
    return out.toString();
  }
}
