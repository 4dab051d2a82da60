package passerelle.sim.process;

import java.util.concurrent.ConcurrentLinkedQueue;

/** What other threads ask of the driver, such as keys: it is done between two steps of the lab. */
final class Inbox {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Any thread may call this. */
  void put(Runnable task) {
    tasks.add(task);
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  /** Does what has come, in its order. */
  void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
