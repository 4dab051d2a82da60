package passerelle.sim.process;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A thread that runs only while it holds the baton: {@link #resume} hands it over and comes back
 * when the coroutine {@link #pass}es it on or its body ends. A finished coroutine takes another
 * body.
 */
final class Coroutine {
  private final Semaphore run = new Semaphore(0);
  private final Semaphore pause = new Semaphore(0);
  private Optional<Runnable> body = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();
  private boolean started;

  /** Takes a body; it begins with the next {@link #resume}. */
  void take(Runnable task) {
    body = Optional.of(task);
    if (!started) {
      started = true;
      Thread thread = new Thread(this::work, "passerelle-coroutine");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Lets it run until it yields or ends; rethrows what its body threw. */
  void resume() {
    run.release();
    pause.acquireUninterruptibly();
    Optional<Throwable> thrown = failure;
    failure = Optional.empty();
    thrown.ifPresent(
        cause -> {
          throw new IllegalStateException("a coroutine failed: " + cause, cause);
        });
  }

  /** Called by the coroutine itself: gives the baton back until the next {@link #resume}. */
  void pass() {
    pause.release();
    run.acquireUninterruptibly();
  }

  boolean isFinished() {
    return body.isEmpty();
  }

  /** Ends the thread of a finished coroutine. */
  void close() {
    run.release();
  }

  private void work() {
    run.acquireUninterruptibly();
    while (body.isPresent()) {
      try {
        body.get().run();
      } catch (RuntimeException | Error thrown) {
        failure = Optional.of(thrown);
      }
      body = Optional.empty();
      pass();
    }
  }
}
