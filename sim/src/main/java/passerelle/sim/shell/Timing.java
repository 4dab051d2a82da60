package passerelle.sim.shell;

import java.util.Locale;
import passerelle.sim.core.EventLoop;

/** What {@code time} prints; computing takes no time in the lab. */
final class Timing {
  private Timing() {}

  static String report(Dialect dialect, long nanos) {
    long minutes = nanos / (60 * EventLoop.SECOND);
    double seconds = (nanos - minutes * 60 * EventLoop.SECOND) / (double) EventLoop.SECOND;
    return dialect == Dialect.BASH
        ? String.format(
            Locale.ROOT, "\nreal\t%dm%.3fs\nuser\t0m0.000s\nsys\t0m0.000s\n", minutes, seconds)
        : String.format(
            Locale.ROOT, "real\t%dm %.2fs\nuser\t0m 0.00s\nsys\t0m 0.00s\n", minutes, seconds);
  }
}
