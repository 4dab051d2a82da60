package passerelle.real.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lock that makes one out of many threads. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealClockTest {
  private final List<String> said = new CopyOnWriteArrayList<>();

  /**
   * A server that has written its log with the sockets held waited for an engine that wants them.
   */
  @Test
  void whoSaysSomethingWhileTheLabIsBusyWaitsForNobody() {
    try (RealClock clock = new RealClock()) {
      clock.run(
          () -> {
            Thread server = new Thread(() -> clock.soon(() -> said.add("GET /")));
            server.start();
            join(server);
            assertFalse(server.isAlive(), "it waits");
            assertEquals(List.of(), said);
          });
      clock.run(() -> assertEquals(List.of("GET /"), said));
    }
  }

  @Test
  void whatIsSaidWhileTheLabIsIdleIsHeardAtOnce() {
    try (RealClock clock = new RealClock()) {
      clock.soon(() -> said.add("GET /"));
      assertEquals(List.of("GET /"), said);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
