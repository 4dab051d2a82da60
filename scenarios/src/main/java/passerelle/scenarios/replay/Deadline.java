package passerelle.scenarios.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that one transcript may take: then what runs in its lab is interrupted, until it ends.
 */
public final class Deadline implements AutoCloseable {
  private static final long AGAIN_MILLIS = 100;

  private final ScheduledExecutorService timer;
  private volatile boolean passed;

  /**
   * Begins to count.
   *
   * @param interrupt presses Ctrl-C in the lab
   * @param seconds of real time
   */
  public Deadline(Runnable interrupt, long seconds) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "replay deadline");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(
        () -> {
          passed = true;
          interrupt.run();
        },
        TimeUnit.SECONDS.toMillis(seconds),
        AGAIN_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  /** Whether the time is over: what runs is being interrupted. */
  public boolean isPassed() {
    return passed;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
