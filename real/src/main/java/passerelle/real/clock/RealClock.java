package passerelle.real.clock;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import passerelle.kernel.Kernel;
import passerelle.real.sys.Daemon;

/**
 * Real time, and the lock that makes one out of many threads: the engine and all that it hears of
 * (the end of a process, a question to its name server, a timer) run holding it, one at a time. Who
 * waits by this clock gives the lock up meanwhile.
 */
public final class RealClock implements Kernel.Clock, AutoCloseable {
  private static final long LAST_WORDS_SECONDS = 10;

  private final long boot = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong work = new AtomicLong();
  private final Queue<Runnable> earlier = new ConcurrentLinkedQueue<>();
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Daemon.factory("lab timers"));

  @Override
  public long now() {
    return System.nanoTime() - boot;
  }

  /**
   * When this clock showed nothing, by the system's clock as it is set now: what to take off a
   * capture's time stamp. Nanoseconds since 1970.
   */
  public long bootedAt() {
    Instant wall = Instant.now();
    return TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano() - now();
  }

  /** Runs something while nothing else of the lab does, then wakes who waits by the clock. */
  public void run(Runnable task) {
    get(
        () -> {
          task.run();
          return true;
        });
  }

  /** As {@link #run}, with an answer. */
  public <T> T get(Supplier<T> task) {
    lock.lock();
    try {
      doEarlier();
      return task.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /**
   * Does something before whatever the lab does next: now, if it does nothing. It waits for nobody,
   * so that who has a lock of their own may say something, too.
   */
  public void soon(Runnable task) {
    earlier.add(task);
    if (!lock.tryLock()) {
      try {
        timers.execute(() -> run(() -> {}));
      } catch (RejectedExecutionException closing) {
        // The lab ends: nobody hears of it any more.
      }
      return;
    }
    try {
      doEarlier();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  private void doEarlier() {
    for (Runnable task = earlier.poll(); task != null; task = earlier.poll()) {
      task.run();
    }
  }

  @Override
  public void advance(long nanos) {
    advanceUntil(() -> false, nanos);
  }

  /** Only counted: what the engine's work takes here has passed already. */
  @Override
  public void work(long nanos) {
    work.addAndGet(nanos);
  }

  /**
   * How long an engine that starts real processes would have worked since this was last asked, in
   * nanoseconds.
   */
  public long takeWork() {
    return work.getAndSet(0);
  }

  @Override
  public void after(long nanos, Runnable task) {
    timers.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void begin(Runnable task) {
    Daemon.start("lab task", () -> run(task));
  }

  @Override
  public boolean advanceUntil(BooleanSupplier condition, long limit) {
    lock.lock();
    try {
      long left = limit;
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what a timer has begun, which needs the lock; no timer goes off after that. */
  @Override
  public void close() {
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timers.shutdown();
    try {
      timers.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
