package passerelle.cli.repl;

import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Scheduler;

/**
 * Lets real time pass while a command waits in the lab: a {@code ping} shows a line a second. What
 * only takes a few milliseconds is not waited for.
 */
final class Pace implements Scheduler.Pacer {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SHORTEST = 5 * MILLISECOND;
  private static final long SLICE = 20 * MILLISECOND;

  private final double speed;
  private EventLoop loop;
  private long realStart;
  private long labStart;
  private boolean running;
  private volatile boolean interrupted;

  /**
   * A pace.
   *
   * @param speed seconds of the lab a real second, above 0
   */
  Pace(EventLoop loop, double speed) {
    this.loop = loop;
    this.speed = speed;
  }

  /** A command begins; the lab may be another one than before. */
  void begin(EventLoop current) {
    loop = current;
    realStart = System.nanoTime();
    labStart = loop.now();
    interrupted = false;
    running = true;
  }

  /** The command has ended: between commands nobody waits. */
  void end() {
    running = false;
  }

  /** Ctrl-C: no use waiting any longer. Any thread may call this. */
  void interrupt() {
    interrupted = true;
  }

  @Override
  public void beforeStep(long due) {
    if (!running) {
      return;
    }
    long end = realStart + (long) ((due - labStart) / speed);
    long left = end - System.nanoTime();
    while (left > SHORTEST && !interrupted) {
      try {
        Thread.sleep(Math.max(1, Math.min(left, SLICE) / MILLISECOND));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = end - System.nanoTime();
    }
  }
}
