package passerelle.engine.life;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.StartFailure;
import passerelle.engine.Wording;
import passerelle.engine.network.ContainerFiles;
import passerelle.engine.network.ContainerNetworking;
import passerelle.engine.process.Starter;
import passerelle.engine.process.StopSignal;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.volume.Mounts;
import passerelle.engine.volume.Volumes;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.SignalNames;

/** Starts, stops and removes containers (daemon/start.go, stop.go, kill.go, delete.go). */
public final class Lifecycle {
  private static final long SECOND = 1_000_000_000L;

  /** How long a start takes once the network is there, in milliseconds. */
  private static final long FIRST_START = 150;

  /** The same of one that a restart policy brings about: its files are at hand. */
  private static final long RESTART = 80;

  /**
   * How long the engine does not know yet that a process has ended, in nanoseconds. What its last
   * connections still have to say is said meanwhile: the sandbox is there until the engine knows.
   */
  private static final long HEARSAY = SECOND / 200;

  private final Host host;
  private final EngineState state;
  private final ContainerNetworking networking;
  private final ContainerFiles files;
  private final Starter starter;
  private final Mounts mounts;
  private final Removal removal;
  private final Freezer freezer;
  private final HealthMonitor health;

  /** Those that are being restarted: they stay, though they would go as they end. */
  private final Set<Container> kept = new HashSet<>();

  private Phase phase = Phase.SERVING;

  /** What the daemon does. */
  private enum Phase {
    SERVING,
    /** It stops its containers, and starts none again. */
    ENDING,
    /** It is no more: what happens to containers is another's business. */
    ENDED
  }

  public Lifecycle(
      Host host,
      EngineState state,
      ContainerNetworking networking,
      ContainerFiles files,
      Starter starter,
      Mounts mounts,
      Volumes volumes,
      HealthMonitor health) {
    this.health = health;
    this.mounts = mounts;
    this.removal = new Removal(host, state, volumes);
    this.host = host;
    this.state = state;
    this.networking = networking;
    this.files = files;
    this.starter = starter;
    this.freezer = new Freezer(host, state);
  }

  public void start(Container container, int columns) throws EngineException {
    awaitLock(container);
    if (container.status() == Container.Status.PAUSED) {
      throw EngineException.conflict("cannot start a paused container, try unpause instead");
    }
    if (container.isRunning() || container.status() == Container.Status.RESTARTING) {
      return;
    }
    container.restartManager().reset();
    startLocked(container, columns, FIRST_START);
  }

  /** Others wait until it is started, or has failed to ({@code container.Lock}). */
  private void startLocked(Container container, int columns, long millis) throws EngineException {
    container.stoppedByHand(false);
    container.locked(true);
    KernelProcess process;
    try {
      boolean early = starter.joinsBeforeTask();
      if (!early) {
        networking.linker().check(container);
      }
      networking.open(container);
      tellOfNetworks(container, early);
      if (early) {
        networking.linker().check(container);
      }
      starter.prepare(container);
      files.write(container);
      networking.startNames(container);
      host.spend(millis);
      process = starter.main(container, columns);
      tellOfNetworks(container, !early);
    } catch (EngineException e) {
      giveUp(container, e);
      throw e;
    } catch (RuntimeException bug) {
      EngineException told = EngineException.defect(bug);
      giveUp(container, told);
      throw told;
    } finally {
      container.locked(false);
    }
    container.startedAt(host.now(), process);
    health.begin(container);
    state.events().container(container, "start");
    watch(container, process);
    host.spend(100);
  }

  private void tellOfNetworks(Container container, boolean now) {
    if (now) {
      networking.tellJoined(container);
    }
  }

  private void awaitLock(Container container) {
    host.kernel().clock().advanceUntil(() -> !container.isLocked(), Long.MAX_VALUE / 4);
  }

  /** Takes over a container that runs already. */
  public void adopt(Container container, KernelProcess process) {
    container.process(process);
    watch(container, process);
    health.begin(container);
  }

  /** The end of a process is told by its shim, and heard of somewhat later. */
  private void watch(Container container, KernelProcess process) {
    process.onExit(
        status -> host.kernel().clock().after(HEARSAY, () -> exited(container, process, status)));
  }

  private void giveUp(Container container, EngineException e) {
    int status = e.startStatus();
    endHelpers(container);
    networking.close(container);
    if (container.started() < 0 && !container.isUnpacked()) {
      host.kernel().spaces().remove(container.id());
    } else {
      host.kernel().spaces().stop(container.id());
    }
    boolean onFile = e.getMessage().endsWith(StartFailure.MOUNTED_ON_FILE);
    container.failedToStart(e.getMessage(), onFile ? 127 : status == 125 ? 128 : status);
    if (container.spec().life().autoRemove()) {
      removal.forget(container, true);
    }
  }

  private void exited(Container container, KernelProcess process, int status) {
    boolean ours = container.process().equals(Optional.of(process)) && state.has(container);
    if (!ours || phase == Phase.ENDED) {
      return;
    }
    endHelpers(container);
    host.kernel().spaces().stop(container.id());
    networking.close(container);
    mounts.unmount(container);
    container.log().end(host.now());
    container.exitedAt(host.now(), status);
    health.end(container);
    tellOfEnd(container, status);
    ContainerSpec.Life life = container.spec().life();
    if (life.autoRemove() && !kept.contains(container)) {
      removal.forget(container, true);
    } else if (phase == Phase.SERVING && restarts(container, life, status)) {
      container.status(Container.Status.RESTARTING);
      long pause = container.restartManager().pause();
      host.kernel().clock().after(pause, () -> startAgain(container));
    }
  }

  private void tellOfEnd(Container container, int status) {
    if (container.isStopping()) {
      state.events().container(container, "stop");
    }
    long ran = (container.finished() - container.started()) / SECOND;
    String[] how = {"execDuration", String.valueOf(ran), "exitCode", String.valueOf(status)};
    state.events().container(container, "die", how);
  }

  private static boolean restarts(Container container, ContainerSpec.Life life, int status) {
    long ran = container.finished() - container.started();
    return container
        .restartManager()
        .shouldRestart(life, status, container.wasStoppedByHand(), ran);
  }

  private void startAgain(Container container) {
    boolean waits = container.status() == Container.Status.RESTARTING && state.has(container);
    if (!waits || phase != Phase.SERVING) {
      return;
    }
    try {
      startLocked(container, 80, RESTART);
    } catch (EngineException e) {
      container.failedToStart(e.getMessage(), 128);
    }
  }

  private static void endHelpers(Container container) {
    container.helpers().forEach(p -> p.signal("KILL"));
    container.helpers().clear();
  }

  /**
   * {@code docker stop}: asks the main process to end, waits, and kills it.
   *
   * @param asked the signal that asks it to end, without SIG, if not the container's own
   * @param seconds how long to wait; -1 is for ever
   */
  public void stop(Container container, Optional<String> asked, int seconds) {
    awaitLock(container);
    if (container.status() == Container.Status.RESTARTING) {
      container.status(Container.Status.EXITED);
    }
    if (!container.isRunning()) {
      return;
    }
    container.stoppedByHand(true);
    container.stopping(true);
    if (container.status() == Container.Status.PAUSED) {
      Freezer.thaw(container);
    }
    KernelProcess process = container.process().orElseThrow();
    String signal = asked.orElse(StopSignal.of(container));
    tellOfSignal(container, signal);
    process.signal(signal);
    long limit = seconds < 0 ? Long.MAX_VALUE / 4 : seconds * SECOND;
    boolean ended = host.kernel().clock().advanceUntil(() -> !container.isRunning(), limit);
    if (!ended) {
      tellOfSignal(container, "KILL");
      process.signal("KILL");
      settle(container);
    }
    container.stopping(false);
  }

  private void tellOfSignal(Container container, String signal) {
    String number = String.valueOf(SignalNames.number(signal));
    state.events().container(container, "kill", "signal", number);
  }

  /** The daemon ends and its containers go on, or have gone before. */
  public void end() {
    phase = Phase.ENDED;
    state.containers().forEach(health::end);
  }

  /** The daemon ends and stops all containers. */
  public void shutdown() {
    phase = Phase.ENDING;
    new Shutdown(host, state).run();
  }

  /** Starts what the restart policies want started when a daemon starts. */
  public void startAll() {
    for (Container container : state.containers()) {
      if (container.isRunning() || container.started() < 0 || !isWanted(container)) {
        continue;
      }
      try {
        start(container, 80);
      } catch (EngineException e) {
        container.failedToStart(e.getMessage(), 128);
      }
    }
  }

  private static boolean isWanted(Container container) {
    return switch (container.spec().life().restart()) {
      case "always" -> true;
      case "unless-stopped" -> !container.wasStoppedByHand();
      case "on-failure" -> container.exitCode() != 0;
      default -> false;
    };
  }

  private void settle(Container container) {
    host.kernel().clock().advanceUntil(() -> !container.isRunning(), SECOND);
  }

  /** {@code docker kill}. */
  public void kill(Container container, String signal) throws EngineException {
    awaitLock(container);
    if (container.status() == Container.Status.RESTARTING) {
      container.status(Container.Status.EXITED);
      return;
    }
    if (!container.isRunning()) {
      throw EngineException.conflict("container " + container.id() + " is not running");
    }
    tellOfSignal(container, signal);
    container.stoppedByHand(true);
    if (StopSignal.endsRestarts(container, signal)) {
      container.restartManager().cancel();
    }
    if (signal.equals("KILL")) {
      container.process().orElseThrow().signal("KILL");
      settle(container);
    } else {
      container.process().orElseThrow().signal(signal);
      host.spend(20);
    }
  }

  /**
   * {@code docker restart}.
   *
   * @param name as it was typed, for what may be refused
   */
  public void restart(Container container, String name, Optional<String> signal, int seconds)
      throws EngineException {
    kept.add(container);
    stop(container, signal, seconds);
    kept.remove(container);
    try {
      start(container, 80);
    } catch (EngineException e) {
      throw new EngineException(
          e.kind(), "Cannot restart container " + name + ": " + e.getMessage());
    }
    state.events().container(container, "restart");
  }

  public void pause(Container container) throws EngineException {
    awaitLock(container);
    freezer.pause(container);
    health.end(container);
  }

  public void unpause(Container container) throws EngineException {
    freezer.unpause(container);
    health.resume(container);
  }

  /**
   * {@code docker rm}.
   *
   * @param withVolumes those without a name go, too
   */
  public void remove(Container container, boolean force, boolean withVolumes, Wording wording)
      throws EngineException {
    awaitLock(container);
    Removal.check(container, force, wording);
    if (container.isRunning()) {
      kill(container, "KILL");
    }
    removal.forget(container, withVolumes);
    host.spend(20);
  }
}
