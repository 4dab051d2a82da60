package passerelle.real.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Whoever is interrupted while another thread works with what is his waits all the same. */
class UninterruptedTest {
  @Test
  void theWorkIsWaitedForAndTheInterruptKept() throws Exception {
    Thread waiting = Thread.currentThread();
    FutureTask<String> work =
        new FutureTask<>(
            () -> {
              waiting.interrupt();
              while (waiting.isInterrupted()) {
                Thread.onSpinWait(); // Until the waiting thread has been woken.
              }
              waiting.interrupt();
              return "done";
            });
    new Thread(work).start();
    assertEquals("done", Uninterrupted.get(work));
    assertTrue(Thread.interrupted());
  }

  @Test
  void whatTheWorkFailsOfIsTold() {
    FutureTask<String> work =
        new FutureTask<>(
            () -> {
              throw new IllegalStateException("broken");
            });
    new Thread(work).start();
    assertThrows(ExecutionException.class, () -> Uninterrupted.get(work));
  }
}
