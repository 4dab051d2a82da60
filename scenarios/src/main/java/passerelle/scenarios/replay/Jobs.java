package passerelle.scenarios.replay;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on many things, several at a time, whose results are taken in the order of the things. */
public final class Jobs {
  private Jobs() {}

  /**
   * Hands each result over as soon as all before it have been.
   *
   * @param count how many are worked on at a time, from 1
   * @param work may be called by several threads at once; what it throws is a defect
   * @param taker is called by this thread
   * @return false when this thread was interrupted, which it then still is
   */
  public static <T, R> boolean run(
      int count, List<T> things, Function<T, R> work, Consumer<R> taker) {
    ExecutorService workers = Executors.newFixedThreadPool(count);
    try {
      List<Future<R>> results =
          things.stream().map(thing -> workers.submit(() -> work.apply(thing))).toList();
      for (Future<R> result : results) {
        taker.accept(result.get());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
