package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people wait for, each at a terminal of their own; one of them has the turn. */
final class Foregrounds {
  /** Each once; looked at after every event. */
  private final List<Foreground> attended = new ArrayList<>();

  private volatile Foreground present = new Foreground();

  /** That of the person who has the turn. Any thread may call this. */
  Foreground present() {
    return present;
  }

  void setPresent(Foreground next) {
    present = next;
  }

  /** Somebody waits at a seat; the answer goes to {@link #leave} afterwards. */
  Optional<Seat> enter(Foreground who, Seat seat, long now) {
    if (!attended.contains(who)) {
      attended.add(who);
    }
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
    if (areInterrupted()) {
      List.copyOf(attended).forEach(each -> each.deliverInterrupt(now));
    }
  }

  /** Somebody who waits has pressed Ctrl-C. */
  boolean isInterrupted() {
    return present.wasInterrupted() || areInterrupted();
  }

  /** Asked at every step, so that it makes nothing. */
  private boolean areInterrupted() {
    for (Foreground who : attended) {
      if (who.wasInterrupted()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEndless(Seat seat) {
    return seat.groups().stream().anyMatch(ProcessGroup::isEndless);
  }

  /** Until when all may go on, no later than {@code until}. */
  long deadline(long until, Patience patience) {
    long earliest = until;
    for (Foreground who : attended) {
      earliest = who.deadline(earliest, patience, Foregrounds::isEndless);
    }
    return earliest;
  }

  /** Whether the time of one of them is over. */
  boolean isLate(long now, Patience patience) {
    return deadline(now + 1, patience) <= now;
  }

  /**
   * Those whose time is over are interrupted.
   *
   * @return false when there is nothing more to try
   */
  boolean endLate(Patience patience, long now, Notices notices) {
    boolean any = false;
    for (Foreground who : List.copyOf(attended)) {
      boolean late = who.deadline(now + 1, patience, Foregrounds::isEndless) <= now;
      any |= late && who.giveUp(true, now, Foregrounds::isEndless, notices);
    }
    return any;
  }

  /**
   * The same of who has the turn, since it computes without end, or nothing can happen any more.
   */
  boolean giveUp(boolean late, long now, Notices notices) {
    return present.giveUp(late, now, Foregrounds::isEndless, notices);
  }
}
