package passerelle.real.sys;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits for what another thread does with memory and descriptors of ours. An interrupt of who waits
 * does not end that: were they freed meanwhile, a system call would go on with what belongs to
 * somebody else by then.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * The result, however often the calling thread is interrupted, which it still is afterwards. Only
   * for what ends by itself, soon.
   */
  public static <T> T get(Future<T> work) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
