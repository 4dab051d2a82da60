package passerelle.sim.sched;

import java.util.Optional;
import passerelle.sim.core.EventLoop;

/**
 * Runs a device's queue again when a frame's time has come ({@code struct qdisc_watchdog}): a
 * high-resolution timer, so that it is exact.
 */
final class Watchdog {
  private final RootQueue root;
  private Optional<EventLoop.Timer> timer = Optional.empty();

  Watchdog(RootQueue root) {
    this.root = root;
  }

  /** Wakes the queue at a moment, in nanoseconds; a moment set before is forgotten. */
  void wakeAt(long time) {
    if (timer.filter(set -> set.isPending() && set.time() == time).isEmpty()) {
      cancel();
      timer = Optional.of(root.loop().schedule(time - root.now(), root::run));
    }
  }

  void cancel() {
    timer.ifPresent(EventLoop.Timer::cancel);
    timer = Optional.empty();
  }
}
