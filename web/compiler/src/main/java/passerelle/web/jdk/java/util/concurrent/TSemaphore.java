package passerelle.web.jdk.java.util.concurrent;

import java.util.ArrayDeque;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;
import passerelle.web.jdk.Threads;

/**
 * java.util.concurrent.Semaphore on TeaVM's green threads. Who waits is woken within the same turn
 * of the page's event loop: no timer comes between two coroutines.
 */
public final class TSemaphore {
  /** Whose wait is over, and who runs as soon as the one that runs now waits. */
  private static final ArrayDeque<Waiter> READY = new ArrayDeque<>();

  private static boolean switching;

  /** A thread that waits. */
  private record Waiter(Thread who, AsyncCallback<Void> rest) {
    void goOn() {
      Threads.setCurrent(who);
      rest.complete(null);
    }
  }

  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private int permits;

  public TSemaphore(int permits) {
    this.permits = permits;
  }

  public void release() {
    if (waiting.isEmpty()) {
      permits++;
    } else {
      READY.add(waiting.poll());
    }
  }

  public void acquireUninterruptibly() {
    if (permits > 0) {
      permits--;
    } else {
      await(this);
    }
  }

  @Async
  private static native void await(TSemaphore semaphore);

  private static void await(TSemaphore semaphore, AsyncCallback<Void> caller) {
    semaphore.waiting.add(new Waiter(Thread.currentThread(), caller));
    if (switching) {
      return;
    }
    switching = true;
    try {
      Waiter next = READY.poll();
      while (next != null) {
        next.goOn();
        next = READY.poll();
      }
    } finally {
      switching = false;
    }
  }
}
