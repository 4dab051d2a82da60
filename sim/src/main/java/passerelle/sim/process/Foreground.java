package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;

/** The command that the driver waits for: who gets Ctrl-C, and who is told when nothing comes. */
final class Foreground {
  private static final int ENOUGH = 3;

  /** {@code docker run} gives a container ten seconds to end. */
  private static final long LAST_WORDS = 15 * EventLoop.SECOND;

  private volatile boolean interruptRequested;
  private Optional<Process> root = Optional.empty();
  private long since;
  private long warned;
  private int warnings;
  private final List<Long> heard = new ArrayList<>();

  /** Takes the terminal; the answer goes to {@link #restore} afterwards. */
  Optional<Process> enter(Process process, long now) {
    Optional<Process> outer = root;
    root = Optional.of(process);
    since = outer.isEmpty() ? now : since;
    warnings = 0;
    if (outer.isEmpty()) {
      heard.clear();
    }
    return outer;
  }

  void restore(Optional<Process> outer) {
    root = outer;
    warnings = 0;
  }

  void requestInterrupt() {
    interruptRequested = true;
  }

  /** Whom warnings are for: the command that somebody waits for. */
  Optional<Process> root() {
    return root;
  }

  /** Ctrl-C goes to the command; who presses it for the third time has had enough. */
  void deliverInterrupt(long now) {
    if (interruptRequested && root.isPresent()) {
      interruptRequested = false;
      heard.add(now - since);
      root.get().signalGroup(heard.size() < ENOUGH ? Signal.INT : Signal.KILL);
    }
  }

  List<Long> heard() {
    return List.copyOf(heard);
  }

  /** Ctrl-C was pressed while no command runs, and time passes only by itself. */
  boolean isInterruptedWithoutCommand() {
    return interruptRequested && root.isEmpty();
  }

  /** Ctrl-C was heard since the last line was typed. */
  boolean wasInterrupted() {
    return interruptRequested || !heard.isEmpty();
  }

  void forgetInterrupt() {
    interruptRequested = false;
    heard.clear();
  }

  /** Until when the command may go on, or after the first warning end by itself. */
  long deadline(long patience) {
    if (root.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return warnings == 0 ? since + patience : warned + LAST_WORDS;
  }

  /**
   * Nothing is left to happen that could end the wait: says so and presses Ctrl-C, kills at the
   * second time.
   *
   * @return false when there is nothing more to try
   */
  boolean giveUp(boolean late, long now, Notices notices) {
    if (root.isEmpty() || warnings > 1) {
      return false;
    }
    Process process = root.get();
    if (warnings++ == 0) {
      warned = now;
      notices.tell(late ? "late" : "deadlock");
      process.signalGroup(Signal.INT);
    } else {
      process.signalGroup(Signal.KILL);
    }
    return true;
  }
}
