package passerelle.engine.life;

import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.process.StopSignal;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;

/** The daemon stops all containers, all at once (daemon/daemon.go:Shutdown). */
record Shutdown(Host host, EngineState state) {
  private static final long SECOND = 1_000_000_000L;
  private static final int STOP_SECONDS = 10;

  void run() {
    List<Container> running = state.containers().stream().filter(Container::isRunning).toList();
    running.forEach(Shutdown::askToEnd);
    long waited = 0;
    for (long limit : running.stream().map(Shutdown::patience).distinct().sorted().toList()) {
      host.kernel().clock().advanceUntil(() -> areEnded(running), limit - waited);
      waited = limit;
      running.stream()
          .filter(c -> c.isRunning() && patience(c) <= limit)
          .forEach(c -> c.process().orElseThrow().signal("KILL"));
    }
    host.kernel().clock().advanceUntil(() -> areEnded(running), SECOND);
    state.containers().stream()
        .filter(c -> c.status() == Container.Status.RESTARTING)
        .forEach(c -> c.status(Container.Status.EXITED));
  }

  private static void askToEnd(Container container) {
    if (container.status() == Container.Status.PAUSED) {
      Freezer.thaw(container);
    }
    container.process().orElseThrow().signal(StopSignal.of(container));
  }

  private static boolean areEnded(List<Container> containers) {
    return containers.stream().noneMatch(Container::isRunning);
  }

  /** Nanoseconds between the request to end and the end by force. */
  private static long patience(Container container) {
    return container.spec().life().stopTimeout().orElse(STOP_SECONDS) * SECOND;
  }
}
