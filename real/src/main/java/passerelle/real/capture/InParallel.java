package passerelle.real.capture;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import passerelle.real.sys.Uninterrupted;

/**
 * Many tasks at once that wait for the kernel rather than work: opening and closing a packet socket
 * each wait some 25 ms for all processors ({@code synchronize_net}), and many can wait together.
 */
final class InParallel {
  private static final int THREADS = 32;

  private InParallel() {}

  /** Runs all of them to their end. */
  static void run(List<Runnable> tasks) {
    if (tasks.size() <= 1) {
      tasks.forEach(Runnable::run);
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tasks.size()));
    try {
      for (Future<?> task : tasks.stream().<Future<?>>map(threads::submit).toList()) {
        Uninterrupted.get(task);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }
}
