package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;

/** The command that the driver waits for: who gets Ctrl-C, and who is told when nothing comes. */
final class Foreground {
  /** {@code docker run} gives a container ten seconds to end. */
  private static final long LAST_WORDS = 15 * EventLoop.SECOND;

  /** Ctrl-C three times, Ctrl-\\, and SIGKILL. */
  private static final int MOST_ATTEMPTS = 5;

  private volatile boolean interruptRequested;
  private Optional<Seat> seat = Optional.empty();
  private long since;
  private long warned;
  private int warnings;
  private final List<Long> heard = new ArrayList<>();
  private final List<Process> endless = new ArrayList<>();

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

  /** A process will not end by itself. */
  void addEndless(Process process) {
    endless.removeIf(other -> !other.isRunning());
    endless.add(process);
  }

  /** Until when the command may go on, or after the first warning end by itself. */
  long deadline(Patience patience) {
    if (seat.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (warnings > 0) {
      return warned + LAST_WORDS;
    }
    long most = isEndless() ? patience.endless() : patience.others();
    return most > Long.MAX_VALUE - since ? Long.MAX_VALUE : since + most;
  }

  private boolean isEndless() {
    return endless.stream()
        .anyMatch(process -> process.isRunning() && seat.get().waitsFor(process));
  }

  /**
   * Nothing is left to happen that could end the wait: says so and presses Ctrl-C, again and again.
   *
   * @return false when there is nothing more to try
   */
  boolean giveUp(boolean late, long now, Notices notices) {
    if (seat.isEmpty() || warnings >= MOST_ATTEMPTS) {
      return false;
    }
    warned = now;
    if (warnings++ == 0) {
      long seconds = (now - since) / EventLoop.SECOND;
      notices.tell(!late ? "deadlock" : isEndless() ? "endless" : "late", seconds);
    }
    seat.get().giveUp(warnings);
    return true;
  }
}
