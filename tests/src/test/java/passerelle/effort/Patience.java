package passerelle.effort;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for what happens on the machine itself, which may be slow or busy: as short as it takes,
 * and long enough to tell what comes late from what never comes.
 */
public final class Patience {
  /** What takes longer does not come at all. */
  public static final Duration LIMIT = Duration.ofMinutes(2);

  private static final long BETWEEN_LOOKS_MILLIS = 10;

  private Patience() {}

  /** Whether the condition comes to hold. */
  public static boolean until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean holds = condition.call();
    while (!holds && System.nanoTime() - deadline < 0) {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
      holds = condition.call();
    }
    return holds;
  }
}
