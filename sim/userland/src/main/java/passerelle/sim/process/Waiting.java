package passerelle.sim.process;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import passerelle.sim.core.EventLoop;

/** The ways in which a straight-line program waits. */
final class Waiting {
  private Waiting() {}

  static void until(Process process, BooleanSupplier condition) {
    process.mayGoOn();
    process.scheduler().await(process, new Waiter(Optional.of(process), condition), true);
    process.mayGoOn();
  }

  static boolean until(Process process, BooleanSupplier condition, long timeoutNanos) {
    process.mayGoOn();
    Scheduler scheduler = process.scheduler();
    Waiter waiter = new Waiter(Optional.of(process), condition);
    EventLoop.Timer timer =
        scheduler.loop().schedule(timeoutNanos, () -> scheduler.timeOut(waiter));
    scheduler.await(process, waiter, true);
    timer.cancel();
    process.mayGoOn();
    return condition.getAsBoolean();
  }

  static void sleep(Process process, long nanos) {
    process.mayGoOn();
    Scheduler scheduler = process.scheduler();
    Waiter waiter = new Waiter(Optional.of(process), () -> false);
    EventLoop.Timer timer = scheduler.loop().schedule(nanos, () -> scheduler.timeOut(waiter));
    scheduler.await(process, waiter, false);
    timer.cancel();
    process.mayGoOn();
  }

  static void untilWoken(Process process, WaitList list, BooleanSupplier condition) {
    process.mayGoOn();
    Waiter waiter = new Waiter(Optional.of(process), condition);
    if (!waiter.isReady()) {
      enlist(process.scheduler(), list, waiter);
      process.scheduler().await(process, waiter, false);
      process.mayGoOn();
    }
  }

  private static void enlist(Scheduler scheduler, WaitList list, Waiter waiter) {
    list.add(
        () -> {
          if (scheduler.isParked(waiter)) {
            scheduler.wake(waiter);
            enlist(scheduler, list, waiter);
          }
        });
  }
}
