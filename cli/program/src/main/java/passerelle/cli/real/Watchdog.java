package passerelle.cli.real;

import java.util.function.IntSupplier;
import passerelle.real.clock.RealClock;

/** Presses Ctrl-C when what is done in the foreground goes on for too long. */
final class Watchdog {
  private final RealClock clock;
  private final Runnable interrupt;
  private volatile int deeds;

  Watchdog(RealClock clock, Runnable interrupt) {
    this.clock = clock;
    this.interrupt = interrupt;
  }

  /** Does something, which may be the next thing that is interrupted; its exit status. */
  int watch(IntSupplier deed) {
    deeds++;
    int status = deed.getAsInt();
    deeds++;
    return status;
  }

  /** Interrupts what is done now, if it still is after so many nanoseconds. */
  void interruptAfter(long nanos) {
    interruptAfter(nanos, interrupt);
  }

  /** The same in a way of its own. */
  void interruptAfter(long nanos, Runnable way) {
    int number = deeds;
    clock.after(
        nanos,
        () -> {
          if (number == deeds) {
            way.run();
          }
        });
  }
}
