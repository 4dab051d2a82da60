package passerelle.sim.process;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One place in the code that waits: for a condition, a time-out, or the end of its process. */
final class Waiter {
  private final Optional<Process> process;
  private final BooleanSupplier condition;
  private boolean timedOut;

  Waiter(Optional<Process> process, BooleanSupplier condition) {
    this.process = process;
    this.condition = condition;
  }

  void timeOut() {
    timedOut = true;
  }

  /** Nothing to wait for any more; a frozen process goes on waiting whatever happens. */
  boolean isReady() {
    if (process.isPresent() && process.get().isRunning()) {
      boolean done = timedOut || process.get().life().isInterrupted() || condition.getAsBoolean();
      return done && !process.get().isSuspended();
    }
    return process.isPresent() || condition.getAsBoolean();
  }

  boolean belongsTo(Process other) {
    return process.isPresent() && process.get() == other;
  }
}
