package passerelle.web.jdk.java.util.concurrent.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import passerelle.web.jdk.Turn;

/**
 * {@code java.util.concurrent.locks.ReentrantLock} on the monitors of green threads, which wait in
 * the order in which they came.
 */
public class TReentrantLock {
  private Thread owner;
  private int holds;

  public TReentrantLock() {}

  public TReentrantLock(boolean fair) {}

  public void lock() {
    if (owner == Thread.currentThread()) {
      holds++;
      return;
    }
    take();
    holds = 1;
  }

  private synchronized void take() {
    while (owner != null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    owner = Thread.currentThread();
  }

  public boolean tryLock() {
    if (owner != null && owner != Thread.currentThread()) {
      return false;
    }
    lock();
    return true;
  }

  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    if (owner != Thread.currentThread()) {
      synchronized (this) {
        if (owner != null) {
          wait(Math.max(1, unit.toMillis(time)));
        }
        if (owner != null) {
          return false;
        }
        owner = Thread.currentThread();
      }
    }
    holds++;
    return true;
  }

  public void unlock() {
    if (owner != Thread.currentThread()) {
      throw new IllegalMonitorStateException();
    }
    if (--holds == 0) {
      free();
    }
  }

  private synchronized void free() {
    owner = null;
    notify();
  }

  public boolean isHeldByCurrentThread() {
    return owner == Thread.currentThread();
  }

  public int getHoldCount() {
    return isHeldByCurrentThread() ? holds : 0;
  }

  public Condition newCondition() {
    return new Turn(this::leaveAll, this::enterAgain);
  }

  private int leaveAll() {
    int held = holds;
    holds = 0;
    free();
    return held;
  }

  private void enterAgain(int held) {
    take();
    holds = held;
  }
}
