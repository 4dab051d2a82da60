package passerelle.cli.lab;

import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Pacer;

/**
 * Lets real time pass while a command waits in the lab: a {@code ping} shows a line a second. What
 * only takes a moment, as the start of a container, is not waited for. A key ends the wait where it
 * is.
 */
final class Pace implements Pacer {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SHORTEST = 5 * MILLISECOND;

  /** So far the lab may be ahead of the clock on the wall. */
  private static final long HEAD_START = 300 * MILLISECOND;

  /**
   * What has fallen further behind the clock on the wall than it can make up hears keys at once.
   */
  private static final long LONGEST_DELAY = 300 * MILLISECOND;

  private static final long LONGEST = 3600_000L * MILLISECOND;

  private final double speed;
  private final boolean patient;
  private final long realStart = System.nanoTime();
  private final long labStart;
  private boolean woken;
  private long wokenAt;

  /**
   * A pace that is kept from now on.
   *
   * @param speed seconds of the lab a real second, above 0
   * @param patient whether somebody may type when nothing else is to happen any more
   */
  Pace(EventLoop loop, double speed, boolean patient) {
    this.speed = speed;
    this.patient = patient;
    labStart = loop.now() + HEAD_START;
  }

  /** A key has come, from any thread. */
  @Override
  public synchronized void wake() {
    wokenAt = woken ? wokenAt : System.nanoTime();
    woken = true;
    notifyAll();
  }

  @Override
  public synchronized boolean isBehind(long due) {
    boolean behind = left(due) <= 0 && (!woken || System.nanoTime() - wokenAt < LONGEST_DELAY);
    woken &= behind; // Else whoever asks hears the key now.
    return behind;
  }

  @Override
  public boolean isPatient() {
    return patient;
  }

  @Override
  public synchronized long passUntil(long due) {
    long left = left(due);
    while (left > SHORTEST && !woken) {
      try {
        wait(Math.max(1, left / MILLISECOND));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return due;
      }
      left = left(due);
    }
    return woken && left > 0 ? Math.min(due, labStart + (long) (passed() * speed)) : due;
  }

  private long passed() {
    return System.nanoTime() - realStart;
  }

  /** Nanoseconds of real time, at most an hour. */
  private long left(long due) {
    return (long) Math.min(LONGEST, (due - labStart) / speed - passed());
  }
}
