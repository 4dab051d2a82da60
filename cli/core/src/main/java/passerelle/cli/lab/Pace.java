package passerelle.cli.lab;

import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Pacer;

/**
 * Lets real time pass while a command waits in the lab: a {@code ping} shows a line a second. What
 * only takes a few milliseconds is not waited for.
 */
final class Pace implements Pacer {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SHORTEST = 5 * MILLISECOND;
  private static final long SLICE = 20 * MILLISECOND;

  private final double speed;
  private final long realStart = System.nanoTime();
  private final long labStart;
  private volatile boolean interrupted;

  /**
   * A pace that is kept from now on.
   *
   * @param speed seconds of the lab a real second, above 0
   */
  Pace(EventLoop loop, double speed) {
    this.speed = speed;
    labStart = loop.now();
  }

  /** Ctrl-C: the wait ends where it is. Any thread may call this. */
  void interrupt() {
    interrupted = true;
  }

  @Override
  public long passUntil(long due) {
    long end = realStart + (long) ((due - labStart) / speed);
    long left = end - System.nanoTime();
    while (left > SHORTEST && !interrupted) {
      try {
        Thread.sleep(Math.max(1, Math.min(left, SLICE) / MILLISECOND));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return due;
      }
      left = end - System.nanoTime();
    }
    boolean cut = interrupted && left > 0;
    interrupted = false;
    return cut ? Math.min(due, labStart + (long) ((System.nanoTime() - realStart) * speed)) : due;
  }
}
