package passerelle.cli.daemon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;

/** What dockerd logs when it starts and stops (cmd/dockerd, daemon/daemon.go). */
record DaemonLog(EngineProfile profile) {
  /**
   * A line of the log.
   *
   * @param fields what stands behind the message, empty or with a blank in front
   */
  record Line(String level, String message, String fields) {
    private static Line info(String message, String... fields) {
      return new Line("info", message, String.join("", fields));
    }

    /** As logrus writes it where there is no terminal. */
    String plain(Instant moment) {
      String quoted = message.replace("\\", "\\\\").replace("\"", "\\\"");
      return "time=\"" + time(moment) + "\" level=" + level + " msg=\"" + quoted + "\"" + fields;
    }

    /** As logrus writes it to a terminal, without colours. */
    String onTerminal(Instant moment) {
      String head = level.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
      return "%s[%s] %s%s"
          .formatted(
              head,
              time(moment),
              fields.isEmpty() ? message : String.format("%-44s", message),
              fields);
    }

    private static String time(Instant moment) {
      String text = moment.toString().replace("Z", "");
      String fraction = text.contains(".") ? text.substring(text.indexOf('.') + 1) : "";
      String whole = text.replaceFirst("\\..*", "");
      return whole + "." + (fraction + "000000000").substring(0, 9) + "Z";
    }
  }

  /** The first line, before anything can be refused. */
  Line first() {
    return Line.info("Starting up");
  }

  /** What follows when the daemon comes up. */
  List<Line> start(EngineSettings settings) {
    boolean snapshotter = profile.version() == EngineVersion.V29_1;
    String driver = snapshotter ? "overlayfs" : "overlay2";
    List<Line> lines = new ArrayList<>();
    if (profile.version() != EngineVersion.V26_1) {
      lines.add(Line.info("OTEL tracing is not configured, using no-op tracer provider"));
    }
    lines.add(
        snapshotter
            ? Line.info("Starting daemon with containerd snapshotter integration enabled")
            : Line.info("[graphdriver] using prior storage driver: " + driver));
    lines.add(Line.info("Loading containers: start."));
    boolean asks = settings.bridge().bip().isEmpty() && settings.bridge().device().isEmpty();
    if (profile.version() == EngineVersion.V26_1 && asks) {
      lines.add(
          Line.info(
              "Default bridge (docker0) is assigned with an IP address 172.17.0.0/16. Daemon option"
                  + " --bip can be used to set a preferred IP address"));
    }
    lines.add(Line.info("Loading containers: done."));
    EngineProfile.Versions versions = profile.versions();
    lines.add(
        Line.info(
            "Docker daemon",
            " commit=" + versions.engineCommit(),
            " containerd-snapshotter=" + snapshotter,
            " storage-driver=" + driver,
            " version=" + versions.engine()));
    if (profile.version() != EngineVersion.V26_1) {
      lines.add(Line.info("Initializing buildkit"));
      lines.add(Line.info("Completed buildkit initialization"));
    }
    lines.add(Line.info("Daemon has completed initialization"));
    lines.add(Line.info("API listen on /run/docker.sock"));
    return lines;
  }

  /** The daemon has got SIGTERM or SIGINT. */
  Line signalled(String signal) {
    return Line.info("Processing signal '" + signal + "'");
  }

  /** A container has ended. */
  Line ended(String container) {
    return Line.info(
        "ignoring event",
        " container=" + container,
        " module=libcontainerd namespace=moby topic=/tasks/delete type=\"*events.TaskDelete\"");
  }

  /** The last lines. */
  List<Line> end() {
    return List.of(
        Line.info(
            "stopping event stream following graceful shutdown",
            " error=\"<nil>\" module=libcontainerd namespace=moby"),
        Line.info("Daemon shutdown complete"));
  }

  /** SIGHUP. */
  Line reload() {
    return Line.info("Got signal to reload configuration, reloading from: " + DaemonFile.PATH);
  }
}
