package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.Kernel;
import passerelle.kernel.Spaces;

/**
 * The units docker.service and docker.socket as systemd keeps them: the engine of the lab is the
 * process that they start and stop.
 */
public final class DockerService {
  static final String UNIT = "docker.service";
  static final String SOCKET = "docker.socket";
  static final String DESCRIPTION = "Docker Application Container Engine";

  private static final String TITLE = UNIT + " - " + DESCRIPTION;
  private static final long SECOND = 1_000_000_000L;

  /** RestartSec=, StartLimitBurst= and StartLimitInterval= of the unit. */
  private static final long PAUSE = 2 * SECOND;

  private static final int BURST = 3;
  private static final long INTERVAL = 60 * SECOND;

  private final Kernel kernel;
  private final Engine engine;
  private final UnitFiles files;
  private final UnitJournal journal;
  private final MainProcess main;
  private final List<Long> failures = new ArrayList<>();
  private State state = State.ACTIVE;
  private long since;
  private long activeSince;
  private int attempt;
  private boolean socket = true;
  private boolean enabled = true;
  private Map<String, String> loaded;
  private EngineSettings last;

  /** What systemd says of the service. */
  enum State {
    ACTIVE("active"),
    INACTIVE("inactive"),
    FAILED("failed"),
    RESTARTING("activating");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * The service of an engine that has just been started.
   *
   * @param options those of the unit's command line
   * @param launcher starts the daemon's processes
   */
  public DockerService(Kernel kernel, Engine engine, EngineSettings options, Launcher launcher) {
    main = new MainProcess(launcher, this::hear, this::lost);
    this.kernel = kernel;
    this.engine = engine;
    files = new UnitFiles(kernel.spaces(), options.host());
    journal = new UnitJournal(kernel.clock()::now, options.host());
    since = kernel.clock().now();
    activeSince = since;
    install(options);
    last = engine.settings();
    engine.daemon().onRestart(this::restarted);
    journal.systemd(SOCKET, "Starting docker.socket - Docker Socket for the API...");
    journal.systemd(SOCKET, "Listening on docker.socket - Docker Socket for the API.");
    journal.systemd(UNIT, "Starting " + TITLE + "...");
    main.start(files.command());
    tell(log().first());
    log().start(engine.settings()).forEach(this::tell);
    journal.systemd(UNIT, "Started " + TITLE + ".");
  }

  /** The unit's command line has the options that an engine was started with. */
  private void install(EngineSettings settings) {
    String options = DaemonWords.of(settings).replaceAll(" ?--store \\w+", "");
    files.install(engine.profile().version(), options);
    reloadUnits();
  }

  /** Somebody has restarted the engine, perhaps with options of its own. */
  private void restarted() {
    if (!engine.settings().equals(last)) {
      install(engine.settings());
      last = engine.settings();
    }
    main.start(files.command());
    become(State.ACTIVE);
    activeSince = since;
  }

  /** What a machine with Docker has before its daemon runs for the first time. */
  public static void prepare(Spaces spaces, String host) {
    UnitFiles.makeConfiguration(spaces, host);
  }

  /**
   * The settings with which an engine boots: its options with what is in daemon.json already.
   *
   * @throws DaemonRefusal as dockerd words it
   */
  public static EngineSettings atBoot(EngineSettings options, Spaces spaces) throws DaemonRefusal {
    DaemonSettings settings =
        new DaemonSettings(options.profile(), path -> spaces.readFile(options.host(), path));
    String words = DaemonWords.of(options);
    if (spaces.readFile(options.host(), DaemonFile.PATH).isEmpty()) {
      return options;
    }
    List<String> flags = words.isEmpty() ? List.of() : List.of(words.split(" "));
    return settings.of(settings.merged(settings.flags(flags)));
  }

  private DaemonLog log() {
    return new DaemonLog(engine.profile());
  }

  private void tell(DaemonLog.Line line) {
    journal.daemon(
        main.pid(), line.plain(engine.settings().boot().plusNanos(kernel.clock().now())));
  }

  UnitJournal journal() {
    return journal;
  }

  UnitFiles files() {
    return files;
  }

  Engine engine() {
    return engine;
  }

  State state() {
    return state;
  }

  /** When the state began, in nanoseconds of the lab's time. */
  long since() {
    return since;
  }

  /** When the daemon that runs, or ran last, was started. */
  long activeSince() {
    return activeSince;
  }

  long now() {
    return kernel.clock().now();
  }

  int pid() {
    return main.pid();
  }

  boolean isSocketActive() {
    return socket;
  }

  boolean isEnabled() {
    return enabled;
  }

  void setEnabled(boolean starts) {
    enabled = starts;
  }

  /** {@code daemon-reload}. */
  void reloadUnits() {
    loaded = files.texts(UNIT);
  }

  /** Whether the unit's files are not those that systemd has read. */
  boolean isOutdated() {
    return !loaded.equals(files.texts(UNIT));
  }

  /** Somebody connects to the socket; the answer is whether there is a daemon then. */
  public boolean wake() {
    engine.daemon().awaitStart();
    return engine.daemon().isRunning() || socket && start();
  }

  /** Starts the daemon; false when it does not come up. */
  boolean start() {
    if (engine.daemon().isRunning()) {
      return true;
    }
    startSocket();
    attempt++;
    journal.systemd(UNIT, "Starting " + TITLE + "...");
    main.start(files.command());
    try {
      DaemonSettings settings = new DaemonSettings(engine.profile(), this::file);
      Map<String, List<String>> flags = settings.flags(words());
      Map<String, List<String>> all = settings.merged(flags);
      tell(log().first());
      EngineSettings wanted = settings.of(all);
      engine.daemon().start(wanted);
      last = wanted;
      log().start(wanted).forEach(this::tell);
      journal.systemd(UNIT, "Started " + TITLE + ".");
      become(State.ACTIVE);
      activeSince = since;
      failures.clear();
      return true;
    } catch (DaemonRefusal | EngineException refusal) {
      journal.daemon(main.pid(), refusal.getMessage());
      fail();
      return false;
    }
  }

  private Optional<String> file(String path) {
    return kernel.spaces().readFile(engine.settings().host(), path);
  }

  /** The options of the unit's command line, without the program. */
  private List<String> words() {
    List<String> command = files.command();
    return command.isEmpty() ? command : command.subList(1, command.size());
  }

  private void become(State next) {
    state = next;
    since = kernel.clock().now();
  }

  /** The process has ended with status 1: systemd tries again, three times in a minute. */
  private void fail() {
    main.end();
    journal.systemd(UNIT, UNIT + ": Main process exited, code=exited, status=1/FAILURE");
    failed();
    restartSoon();
  }

  private void failed() {
    journal.systemd(UNIT, UNIT + ": Failed with result 'exit-code'.");
    journal.systemd(UNIT, "Failed to start " + TITLE + ".");
  }

  private void tryAgain(int number) {
    if (attempt != number || state != State.RESTARTING) {
      return;
    }
    journal.systemd(
        UNIT, UNIT + ": Scheduled restart job, restart counter is at " + failures.size() + ".");
    if (failures.size() < BURST) {
      start();
      return;
    }
    journal.systemd(UNIT, UNIT + ": Start request repeated too quickly.");
    failed();
    journal.systemd(SOCKET, SOCKET + ": Failed with result 'service-start-limit-hit'.");
    socket = false;
    become(State.FAILED);
  }

  /** {@code reset-failed}. */
  void resetFailed() {
    failures.clear();
    if (state == State.FAILED) {
      become(State.INACTIVE);
    }
  }

  /** Stops the daemon, as its settings say what becomes of containers. */
  void stop() {
    attempt++;
    if (!engine.daemon().isRunning()) {
      become(state == State.FAILED ? State.FAILED : State.INACTIVE);
      return;
    }
    journal.systemd(UNIT, "Stopping " + TITLE + "...");
    end("terminated");
    journal.systemd(UNIT, "Stopped " + TITLE + ".");
    become(State.INACTIVE);
  }

  /** The daemon ends well. */
  private void end(String signal) {
    tell(log().signalled(signal));
    List<String> running = running();
    engine.daemon().stop();
    main.end();
    running.removeAll(running());
    running.forEach(id -> tell(log().ended(id)));
    log().end().forEach(this::tell);
    journal.systemd(UNIT, UNIT + ": Deactivated successfully.");
  }

  /**
   * Somebody has sent the process a signal: it takes a while to end, and systemd starts it again.
   */
  private void hear(String signal) {
    if (signal.equals("HUP")) {
      takeOver();
      return;
    }
    int receiver = main.pid();
    kernel
        .clock()
        .begin(
            () -> {
              if (main.isRunning() && main.pid() == receiver) {
                end(signal.equals("INT") ? "interrupt" : "terminated");
                restartSoon();
              }
            });
  }

  /** The process was killed. */
  private void lost() {
    engine.daemon().crash();
    journal.systemd(UNIT, UNIT + ": Main process exited, code=killed, status=9/KILL");
    journal.systemd(UNIT, UNIT + ": Failed with result 'signal'.");
    restartSoon();
  }

  /** {@code Restart=always}. */
  private void restartSoon() {
    failures.removeIf(moment -> moment < kernel.clock().now() - INTERVAL);
    failures.add(kernel.clock().now());
    become(State.RESTARTING);
    int number = ++attempt;
    kernel.clock().after(PAUSE, () -> tryAgain(number));
  }

  private List<String> running() {
    return new ArrayList<>(
        engine.containers().stream().filter(Container::isRunning).map(Container::id).toList());
  }

  void startSocket() {
    if (!socket) {
      socket = true;
      journal.systemd(SOCKET, "Starting docker.socket - Docker Socket for the API...");
      journal.systemd(SOCKET, "Listening on docker.socket - Docker Socket for the API.");
    }
  }

  /** Closes the socket; the service needs it, so that it ends too. */
  void stopSocket() {
    if (engine.daemon().isRunning()) {
      stop();
    }
    if (socket) {
      socket = false;
      journal.systemd(SOCKET, SOCKET + ": Deactivated successfully.");
      journal.systemd(SOCKET, "Closed docker.socket - Docker Socket for the API.");
    }
  }

  /** SIGHUP: of what a daemon takes over without a restart, live restore is modelled. */
  void reload() {
    journal.systemd(UNIT, "Reloading " + TITLE + "...");
    takeOver();
    journal.systemd(UNIT, "Reloaded " + TITLE + ".");
  }

  private void takeOver() {
    tell(log().reload());
    try {
      DaemonSettings settings = new DaemonSettings(engine.profile(), this::file);
      EngineSettings wanted = settings.of(settings.merged(settings.flags(words())));
      engine.daemon().reload(wanted.liveRestore());
    } catch (DaemonRefusal refusal) {
      tell(new DaemonLog.Line("error", refusal.getMessage(), ""));
    }
  }
}
