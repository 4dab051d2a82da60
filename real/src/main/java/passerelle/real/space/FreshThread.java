package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.SystemCall;
import passerelle.real.sys.Uninterrupted;

/**
 * Runs system calls on a thread of its own, which may enter namespaces because it ends with them.
 * While it sees another root than the JVM's it must not need a class that is not loaded yet: calls
 * only.
 */
final class FreshThread {
  private FreshThread() {}

  /** A task that fails with errno. */
  @FunctionalInterface
  interface Steps<T> {
    T run() throws LastErrorException;
  }

  /** A thread that has begun; {@link #result} waits for its end. */
  static <T> Pending<T> begin(Steps<T> steps) {
    FutureTask<T> future = new FutureTask<>(steps::run);
    Daemon.start("namespaces", future);
    return new Pending<>(future);
  }

  static <T> T run(Steps<T> steps) throws KernelException {
    return begin(steps).result();
  }

  /** What a thread will answer. */
  record Pending<T>(FutureTask<T> future) {
    boolean isDone() {
      return future.isDone();
    }

    /** Waits for the thread's end: what it has been given to work with is in use until then. */
    T result() throws KernelException {
      try {
        return Uninterrupted.get(future);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof LastErrorException failed) {
          throw SystemCall.failure(failed.getErrorCode());
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
