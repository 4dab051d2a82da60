package passerelle.scenarios.replay;

import java.util.concurrent.TimeUnit;

/**
 * The time that one transcript may take: then what runs in its lab is interrupted, until it ends.
 */
public final class Deadline implements AutoCloseable {
  private static final long AGAIN_MILLIS = 100;

  private final Runnable interrupt;
  private final Thread timer;
  private volatile boolean passed;

  /**
   * Begins to count.
   *
   * @param interrupt presses Ctrl-C in the lab
   * @param seconds of real time
   */
  public Deadline(Runnable interrupt, long seconds) {
    this.interrupt = interrupt;
    timer = new Thread(() -> count(TimeUnit.SECONDS.toMillis(seconds)), "replay deadline");
    timer.setDaemon(true);
    timer.start();
  }

  private void count(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
      passed = true;
      while (true) {
        interrupt.run();
        Thread.sleep(AGAIN_MILLIS);
      }
    } catch (InterruptedException closed) {
      // The transcript has ended.
    }
  }

  /** Whether the time is over: what runs is being interrupted. */
  public boolean isPassed() {
    return passed;
  }

  @Override
  public void close() {
    timer.interrupt();
  }
}
