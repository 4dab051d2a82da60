package passerelle.cli.lab;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Pacer;
import passerelle.sim.process.Scheduler;

/**
 * The pace at which real time passes in a simulated lab, while anybody waits for something: it is
 * one, however many wait, and ends with the last of them.
 */
final class Pacing {
  /** What was to happen at a moment has happened then. */
  private static final long SURE = 1_000_000;

  private final SimKernel kernel;
  private Supplier<Pacer> pace = () -> Pacer.NONE;
  private int waiting;

  Pacing(SimKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Runs something at a pace.
   *
   * @param speed seconds of the lab a real second; empty for no waiting
   * @param person whether somebody sits there
   */
  void run(OptionalDouble speed, boolean person, Runnable task) {
    if (speed.isEmpty()) {
      task.run();
      return;
    }
    if (waiting++ == 0) {
      pace = () -> new Pace(kernel.machine().loop(), speed.getAsDouble(), person);
      kernel.scheduler().setPacer(pace.get());
    }
    try {
      task.run();
    } finally {
      if (--waiting == 0) {
        kernel.scheduler().setPacer(Pacer.NONE);
      }
    }
  }

  /**
   * Lets what a command has left behind happen. Whoever is alone sees what listens in the
   * background: at the prompt the clock will stand still.
   *
   * @param least how long that takes, in nanoseconds
   */
  void settle(long least) {
    Scheduler scheduler = kernel.scheduler();
    long nanos = Math.max(least, scheduler.untilPrepared() + SURE);
    long shown = waiting == 1 ? scheduler.untilShown() : 0;
    atOnce(() -> scheduler.settle(Math.max(nanos, shown)));
  }

  /** Lets time pass, in nanoseconds. */
  void pass(long nanos) {
    atOnce(() -> kernel.scheduler().advance(nanos));
  }

  /** Whoever is alone does not wait for what happens. */
  private void atOnce(Runnable passing) {
    Scheduler scheduler = kernel.scheduler();
    if (waiting != 1) {
      passing.run();
      return;
    }
    scheduler.setPacer(Pacer.NONE);
    try {
      passing.run();
    } finally {
      scheduler.setPacer(pace.get());
    }
  }
}
