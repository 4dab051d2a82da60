package passerelle.scenarios.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import passerelle.text.ReportPrinter;

/**
 * While this is open, Ctrl-C interrupts the thread that has opened it, and the program does not end
 * (with 130) before that thread has closed it, or a moment has passed.
 */
final class CtrlC implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 900;

  private final ReportPrinter out;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param out flushed before the program ends
   */
  CtrlC(ReportPrinter out) {
    this.out = out;
    Thread interrupted = Thread.currentThread();
    hook =
        new Thread(
            () -> {
              interrupted.interrupt();
              await();
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Does the work that Ctrl-C interrupts. */
  boolean listensTo(BooleanSupplier work) {
    return work.getAsBoolean();
  }

  private void await() {
    try {
      closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    out.flush();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The program ends already: the hook runs.
      return;
    }
  }
}
