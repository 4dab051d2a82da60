package passerelle.sim.shell;

import passerelle.sim.core.EventLoop;
import passerelle.text.CNumber;

/** What {@code time} prints; computing takes no time in the lab. */
final class Timing {
  private Timing() {}

  static String report(Dialect dialect, long nanos) {
    long minutes = nanos / (60 * EventLoop.SECOND);
    double seconds = (nanos - minutes * 60 * EventLoop.SECOND) / (double) EventLoop.SECOND;
    return dialect == Dialect.BASH
        ? "\nreal\t"
            + minutes
            + "m"
            + CNumber.fixed(seconds, 3)
            + "s\nuser\t0m0.000s\nsys\t0m0.000s\n"
        : "real\t"
            + minutes
            + "m "
            + CNumber.fixed(seconds, 2)
            + "s\nuser\t0m 0.00s\nsys\t0m 0.00s\n";
  }
}
