package passerelle.sim.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people wait for, each at a terminal of their own; one of them has the turn. */
final class Foregrounds {
  private static final int FEW = 16;

  private final Set<Foreground> attended = new LinkedHashSet<>();
  private final List<Process> endless = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private int manyEndless = FEW;
  private volatile Foreground present = new Foreground();

  private record Wait(Process waiting, Process awaited) {}

  /** That of the person who has the turn. Any thread may call this. */
  Foreground present() {
    return present;
  }

  void setPresent(Foreground next) {
    present = next;
  }

  /** Somebody waits at a seat; the answer goes to {@link #leave} afterwards. */
  Optional<Seat> enter(Foreground who, Seat seat, long now) {
    attended.add(who);
    return who.enter(seat, now);
  }

  void leave(Foreground who, Optional<Seat> outer) {
    who.restore(outer);
    if (outer.isEmpty()) {
      attended.remove(who);
    }
  }

  /** Who has pressed Ctrl-C is heard. */
  void deliverInterrupts(long now) {
    List.copyOf(attended).forEach(who -> who.deliverInterrupt(now));
  }

  /** Somebody who waits has pressed Ctrl-C. */
  boolean isInterrupted() {
    return present.wasInterrupted() || attended.stream().anyMatch(Foreground::wasInterrupted);
  }

  /**
   * A process will not end by itself. Those that have ended are looked for when there may be twice
   * as many as the last time: a container may have thousands of proxies.
   */
  void addEndless(Process process) {
    if (endless.size() >= manyEndless) {
      endless.removeIf(other -> !other.isRunning());
      manyEndless = 2 * endless.size() + FEW;
    }
    endless.add(process);
  }

  /** A process will not end before another one does. */
  void addWait(Process waiting, Process awaited) {
    waits.removeIf(wait -> !wait.waiting().isRunning());
    waits.add(new Wait(waiting, awaited));
  }

  private boolean isEndless(Seat seat) {
    return endless.stream().anyMatch(process -> process.isRunning() && isAwaited(process, seat));
  }

  private boolean isAwaited(Process process, Seat seat) {
    return seat.waitsFor(process)
        || waits.stream()
            .anyMatch(w -> seat.waitsFor(w.waiting()) && descends(process, w.awaited()));
  }

  private static boolean descends(Process process, Process ancestor) {
    return process == ancestor
        || process.parent().filter(parent -> descends(parent, ancestor)).isPresent();
  }

  /** Until when all may go on. */
  long deadline(Patience patience) {
    return attended.stream()
        .mapToLong(who -> who.deadline(patience, this::isEndless))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Those whose time is over are interrupted.
   *
   * @return false when there is nothing more to try
   */
  boolean endLate(Patience patience, long now, Notices notices) {
    boolean any = false;
    for (Foreground who : List.copyOf(attended)) {
      boolean late = who.deadline(patience, this::isEndless) <= now;
      any |= late && who.giveUp(true, now, this::isEndless, notices);
    }
    return any;
  }

  /**
   * The same of who has the turn, since it computes without end, or nothing can happen any more.
   */
  boolean giveUp(boolean late, long now, Notices notices) {
    return present.giveUp(late, now, this::isEndless, notices);
  }
}
