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
    int number = deeds;
    clock.after(nanos, () -> interruptIfStill(number));
  }

  private void interruptIfStill(int number) {
    if (number == deeds) {
      interrupt.run();
    }
  }
}
