package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;

/**
 * {@code dockerd} typed by a person: its version, a look at its configuration, or, while the
 * service is stopped, the daemon in the foreground until Ctrl-C.
 */
record DockerdTool(Supplier<DockerService> service) implements BlockingProgram {
  @Override
  public int run(Process self) {
    DockerService docker = service.get();
    EngineProfile profile = docker.engine().profile();
    DaemonSettings settings = new DaemonSettings(profile, path -> text(self, path));
    try {
      Map<String, List<String>> flags = settings.flags(self.arguments());
      if (flags.containsKey("version")) {
        EngineProfile.Versions versions = profile.versions();
        String line = "Docker version " + versions.engine() + ", build " + versions.engineCommit();
        self.stdout().println(line);
        return 0;
      }
      if (flags.containsKey("help")) {
        return self.stderr()
            .println("dockerd: Passerelle does not model --help; see help engine", 2);
      }
      Map<String, List<String>> all = settings.merged(flags);
      if (flags.containsKey("validate")) {
        self.stdout().println("configuration OK");
        return 0;
      }
      log(self, new DaemonLog(profile).first());
      if (docker.engine().daemon().isRunning()) {
        throw new DaemonRefusal(
            "failed to start daemon, ensure docker is not running or delete /var/run/docker.pid:"
                + " process with PID "
                + docker.pid()
                + " is still running");
      }
      return serve(self, docker.engine(), settings.of(all));
    } catch (DaemonRefusal | EngineException refusal) {
      return self.stderr().println(refusal.getMessage(), 1);
    }
  }

  private static Optional<String> text(Process self, String path) {
    return self.files().text(path);
  }

  private static int serve(Process self, Engine engine, EngineSettings settings)
      throws EngineException {
    List<String> signals = new ArrayList<>();
    self.onSignal(Signal.INT, () -> signals.add("interrupt"));
    self.onSignal(Signal.TERM, () -> signals.add("terminated"));
    DaemonLog log = new DaemonLog(engine.profile());
    engine.daemon().start(settings);
    log.start(settings).forEach(line -> log(self, line));
    self.declareEndless();
    self.await(() -> !signals.isEmpty());
    log(self, log.signalled(signals.get(0)));
    engine.daemon().stop();
    log.end().forEach(line -> log(self, line));
    return 0;
  }

  private static void log(Process self, DaemonLog.Line line) {
    boolean terminal = self.stderr().isTerminal();
    self.stderr()
        .println(
            terminal
                ? line.onTerminal(LabDate.at(self.now()))
                : line.plain(LabDate.at(self.now())));
  }
}
