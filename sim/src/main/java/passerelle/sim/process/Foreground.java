package passerelle.sim.process;

import java.util.Optional;

/** The command that the driver waits for: who gets Ctrl-C, and who is told when nothing comes. */
final class Foreground {
  private volatile boolean interruptRequested;
  private Optional<Process> root = Optional.empty();
  private long since;
  private int warnings;

  /** Takes the terminal; the answer goes to {@link #restore} afterwards. */
  Optional<Process> enter(Process process, long now) {
    Optional<Process> outer = root;
    root = Optional.of(process);
    since = now;
    warnings = 0;
    return outer;
  }

  void restore(Optional<Process> outer) {
    root = outer;
    warnings = 0;
    if (outer.isEmpty()) {
      interruptRequested = false;
    }
  }

  void requestInterrupt() {
    interruptRequested = true;
  }

  void deliverInterrupt() {
    if (interruptRequested && root.isPresent()) {
      interruptRequested = false;
      root.get().signalGroup(Signal.INT);
    }
  }

  boolean isLate(long now, long patience) {
    return root.isPresent() && now - since > patience;
  }

  /**
   * Nothing is left to happen that could end the wait: says so and presses Ctrl-C, kills at the
   * second time.
   *
   * @return false when there is nothing more to try
   */
  boolean giveUp(boolean late) {
    if (root.isEmpty() || warnings > 1) {
      return false;
    }
    Process process = root.get();
    if (warnings++ == 0) {
      process.stderr().sink().write(late ? Messages.late() : Messages.deadlock());
      process.signalGroup(Signal.INT);
    } else {
      process.signalGroup(Signal.KILL);
    }
    return true;
  }
}
