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
  private int nesting;
  private volatile boolean closed;

  /** Unwinds the stack of a coroutine that is never resumed any more. */
  private static final class Closed extends Error {
    Closed() {
      super("closed", null, false, false);
    }
  }

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
    if (!closed) {
      pause.release();
      run.acquireUninterruptibly();
    }
    if (closed) {
      throw new Closed();
    }
  }

  /** How many programs wait for one another on its stack while it does not run. */
  int nesting() {
    return nesting;
  }

  void nesting(int depth) {
    nesting = depth;
  }

  boolean isFinished() {
    return body.isEmpty();
  }

  /** Ends the thread, whatever it waits for. */
  void close() {
    closed = true;
    run.release();
  }

  private void work() {
    run.acquireUninterruptibly();
    while (body.isPresent() && !closed) {
      try {
        body.get().run();
      } catch (Closed end) {
        return;
      } catch (RuntimeException | Error thrown) {
        failure = Optional.of(thrown);
      }
      body = Optional.empty();
      rest();
    }
  }

  /** Waits for another body, or the end. */
  private void rest() {
    pause.release();
    run.acquireUninterruptibly();
  }
}
