package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.sim.core.EventLoop;

/**
 * The command that one person waits for: who gets that person's Ctrl-C, and who is told when
 * nothing comes.
 */
public final class Foreground {
  /** {@code docker run} gives a container ten seconds to end. */
  private static final long LAST_WORDS = 15 * EventLoop.SECOND;

  /** Ctrl-C three times, Ctrl-\\, and SIGKILL. */
  private static final int MOST_ATTEMPTS = 5;

  private volatile boolean interruptRequested;
  private volatile Optional<Seat> seat = Optional.empty();
  private long since;
  private long warned;
  private int warnings;
  private final List<Long> heard = new ArrayList<>();

  /** Somebody who waits for nothing yet. */
  Foreground() {}

  /** Takes the terminal; the answer goes to {@link #restore} afterwards. */
  Optional<Seat> enter(Seat taken, long now) {
    Optional<Seat> outer = seat;
    seat = Optional.of(taken);
    since = outer.isEmpty() ? now : since;
    warnings = 0;
    if (outer.isEmpty()) {
      heard.clear();
    }
    return outer;
  }

  void restore(Optional<Seat> outer) {
    seat = outer;
    warnings = 0;
  }

  void requestInterrupt() {
    interruptRequested = true;
  }

  /** Whom warnings are for: the command that somebody waits for. */
  Optional<Process> root() {
    return seat.map(Seat::process);
  }

  /** Ctrl-C goes to the command. */
  void deliverInterrupt(long now) {
    if (interruptRequested && seat.isPresent()) {
      interruptRequested = false;
      heard.add(now - since);
      seat.get().interrupt(heard.size());
    }
  }

  List<Long> heard() {
    return List.copyOf(heard);
  }

  /** Ctrl-C was pressed while no command runs, and time passes only by itself. */
  boolean isInterruptedWithoutCommand() {
    return interruptRequested && seat.isEmpty();
  }

  /** Ctrl-C was heard since the last line was typed. */
  boolean wasInterrupted() {
    return interruptRequested || !heard.isEmpty();
  }

  void forgetInterrupt() {
    interruptRequested = false;
    heard.clear();
  }

  /**
   * Until when the command may go on, or after the first warning end by itself; no later than
   * {@code until}, so that what the command is need not be found out at each step.
   *
   * @param endless whether what is waited for at a seat never ends by itself
   */
  long deadline(long until, Patience patience, Predicate<Seat> endless) {
    if (seat.isEmpty()) {
      return until;
    }
    if (warnings > 0) {
      return Math.min(until, warned + LAST_WORDS);
    }
    if (until - since <= Math.min(patience.endless(), patience.others())) {
      return until;
    }
    long most = endless.test(seat.get()) ? patience.endless() : patience.others();
    return until - since <= most ? until : since + most;
  }

  /**
   * Nothing is left to happen that could end the wait: says so and presses Ctrl-C, again and again.
   *
   * @return false when there is nothing more to try
   */
  boolean giveUp(boolean late, long now, Predicate<Seat> endless, Notices notices) {
    if (seat.isEmpty() || warnings >= MOST_ATTEMPTS) {
      return false;
    }
    warned = now;
    if (warnings++ == 0) {
      long seconds = (now - since) / EventLoop.SECOND;
      String key = !late ? "deadlock" : endless.test(seat.get()) ? "endless" : "late";
      notices.tell(seat.get().process(), key, seconds);
    }
    seat.get().giveUp(warnings);
    return true;
  }
}
