package passerelle.web.jdk;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * A condition of a lock, on the monitors of green threads.
 *
 * @param leave gives it up and says how often it was held
 * @param enter takes it as often again
 */
public record Turn(IntSupplier leave, IntConsumer enter) implements Condition {
  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    int held = leave.getAsInt();
    try {
      pause(Math.max(1, unit.toMillis(time)));
    } finally {
      enter.accept(held);
    }
    return true;
  }

  private synchronized void pause(long milliseconds) throws InterruptedException {
    wait(milliseconds);
  }

  @Override
  public synchronized void signal() {
    notify();
  }

  @Override
  public synchronized void signalAll() {
    notifyAll();
  }

  @Override
  public void await() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void awaitUninterruptibly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long awaitNanos(long nanos) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean awaitUntil(Date deadline) {
    throw new UnsupportedOperationException();
  }
}
