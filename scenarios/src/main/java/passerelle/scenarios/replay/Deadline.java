package passerelle.scenarios.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that one transcript may take: then what runs in its lab is interrupted, until it ends.
 */
final class Deadline implements AutoCloseable {
  private static final long AGAIN_MILLIS = 100;

  private final ScheduledExecutorService timer;
  private volatile boolean passed;

  /**
   * Begins to count.
   *
   * @param seconds of real time
   */
  Deadline(LabSession lab, long seconds) {
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
          lab.interrupt();
        },
        TimeUnit.SECONDS.toMillis(seconds),
        AGAIN_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  boolean isPassed() {
    return passed;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
