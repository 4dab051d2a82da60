package passerelle.cli.lab;

import java.util.OptionalDouble;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Pacer;

/** The pace at which real time passes in a simulated lab, while somebody waits for something. */
final class Pacing {
  private final SimKernel kernel;

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
    Pace kept = new Pace(kernel.machine().loop(), speed.getAsDouble(), person);
    kernel.scheduler().setPacer(kept);
    try {
      task.run();
    } finally {
      kernel.scheduler().setPacer(Pacer.NONE);
    }
  }
}
