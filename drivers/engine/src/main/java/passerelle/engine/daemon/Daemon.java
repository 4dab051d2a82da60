package passerelle.engine.daemon;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;

/** The daemon's end and beginning, with what becomes of its containers meanwhile. */
public final class Daemon {
  private static final long START_MILLIS = 500;

  private final Engine engine;
  private final Host host;
  private final EngineState state;
  private boolean running = true;
  private boolean starting;
  private Runnable watcher = () -> {};

  Daemon(Engine engine, Host host, EngineState state) {
    this.engine = engine;
    this.host = host;
    this.state = state;
  }

  /** What a daemon may refuse to do. */
  @FunctionalInterface
  private interface Attempt {
    void by(Daemon understudy) throws EngineException;
  }

  /** Who connects while it starts waits until it has. */
  public void awaitStart() {
    if (starting) {
      host.spend(START_MILLIS);
    }
  }

  /** Whether it is there to be asked. */
  public boolean isRunning() {
    return running;
  }

  /**
   * Stops the daemon and starts it again with these settings. With {@code --live-restore} before
   * and after, containers go on meanwhile; otherwise they are stopped, and started again where
   * their restart policy says so.
   *
   * <p>Settings with which the daemon would not start are refused before anything is done.
   *
   * @param other of the same engine version
   */
  public void restart(EngineSettings other) throws EngineException {
    boolean live = engine.settings().liveRestore() && other.liveRestore();
    check(
        understudy -> {
          understudy.engine.defaultNetworks(other).checkOptions();
          understudy.leave(live);
          understudy.begin(other);
        });
    if (running) {
      leave(live);
    }
    begin(other);
    running = true;
    engine.parts().lifecycle().startAll();
    watcher.run();
  }

  /** Calls the watcher after each {@link #restart}. */
  public void onRestart(Runnable watching) {
    watcher = watching;
  }

  /**
   * Stops the daemon. Its containers end, unless {@code --live-restore} lets them go on; networks,
   * devices and rules stay as they are.
   */
  public void stop() {
    leave(engine.settings().liveRestore());
    running = false;
  }

  /** The daemon is gone without having stopped anything: its containers go on. */
  public void crash() {
    leave(true);
    running = false;
  }

  /**
   * Starts a daemon that was stopped, with these settings; containers are started where their
   * restart policy says so. Nothing is done when it refuses the settings.
   */
  public void start(EngineSettings other) throws EngineException {
    check(understudy -> understudy.begin(other));
    starting = true;
    try {
      begin(other);
    } finally {
      starting = false;
    }
    running = true;
    engine.parts().lifecycle().startAll();
  }

  /** Takes a new setting over without a restart (daemon/reload.go). */
  public void reload(boolean liveRestore) {
    engine.use(engine.settings().withLiveRestore(liveRestore));
  }

  /** Refuses what an attempt would refuse, before anything is done. */
  private void check(Attempt attempt) throws EngineException {
    List<EngineException> refusal = new ArrayList<>();
    engine.rehearse(
        understudy -> {
          try {
            attempt.by(understudy.daemon());
          } catch (EngineException e) {
            refusal.add(e);
          }
        });
    if (!refusal.isEmpty()) {
      throw refusal.get(0);
    }
  }

  private void leave(boolean live) {
    if (!live) {
      engine.parts().lifecycle().shutdown();
    }
    engine.parts().lifecycle().end();
    engine.parts().publisher().end();
  }

  private void begin(EngineSettings other) throws EngineException {
    engine.defaultNetworks(other).checkOptions();
    if (!other.liveRestore()) {
      endLeftovers();
    }
    engine.assemble(other, engine.books().forNextDaemon(other, state));
    boolean alive = state.containers().stream().anyMatch(Container::isRunning);
    engine.defaultNetworks(other).restart(alive);
    for (Container container : state.containers()) {
      if (container.isRunning()) {
        engine.parts().lifecycle().adopt(container, container.process().orElseThrow());
        engine.parts().networking().restore(container);
      }
    }
    host.spend(START_MILLIS);
  }

  /** Containers that a daemon with live restore has left are ended by one without. */
  private void endLeftovers() {
    List<Container> left = state.containers().stream().filter(Container::isRunning).toList();
    if (!left.isEmpty()) {
      EngineSettings former = engine.settings();
      engine.assemble(former, engine.books().forNextDaemon(former, state));
      left.forEach(c -> engine.parts().lifecycle().adopt(c, c.process().orElseThrow()));
      leave(false);
    }
  }
}
