package passerelle.real.sys;

import java.util.concurrent.ThreadFactory;

/** Threads that the program does not wait for when it ends. */
public final class Daemon {
  private Daemon() {}

  /** A thread that has not begun. */
  public static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that has begun. */
  public static Thread start(String name, Runnable task) {
    Thread thread = thread(name, task);
    thread.start();
    return thread;
  }

  /** The threads of an executor. */
  public static ThreadFactory factory(String name) {
    return task -> thread(name, task);
  }

  /** Waits for a thread's end; who is interrupted meanwhile waits no longer, and stays so. */
  public static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
