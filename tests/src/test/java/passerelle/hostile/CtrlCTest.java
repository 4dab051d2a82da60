package passerelle.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/** Ctrl-C ends what runs at once, where no bound would. */
class CtrlCTest {
  private static final int AFTER_MILLIS = 200;

  /** A second is promised; a busy machine gets some more. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  @ParameterizedTest
  @Timeout(20)
  @ValueSource(
      strings = {
        "while :; do :; done",
        "while :; do /bin/true; done",
        "sh -c 'while :; do :; done'",
        "trap '' INT; while :; do :; done",
        "echo a | sed ':a;s/b/x/;ba'",
        "awk 'BEGIN { while (1) x++ }'",
        "yes",
        "yes | cat >/dev/null",
        "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '^(a+)+(a+)+\\1c$'",
        "sleep 1 & while :; do :; done",
        "docker run --rm alpine sh -c 'while :; do :; done'",
        "docker run --rm alpine yes",
        "while :; do ping -f -c 1000 192.0.2.20 >/dev/null; done",
        "ip link add b1 type bridge; ip link set b1 up; for i in 1 2 3; do ip link add v$i type veth"
            + " peer name w$i; ip link set v$i master b1 up; ip link set w$i master b1 up; done;"
            + " ip addr add 10.9.9.1/24 dev b1; ping 10.9.9.2"
      })
  void endsWhatRuns(String line) {
    ScheduledExecutorService person = Executors.newSingleThreadScheduledExecutor();
    try (SimLab lab = Labs.open()) {
      lab.kernel().scheduler().setBudget(Long.MAX_VALUE / 100);
      long[] pressed = {0};
      person.schedule(
          () -> {
            pressed[0] = System.nanoTime();
            lab.interrupt();
          },
          AFTER_MILLIS,
          TimeUnit.MILLISECONDS);
      Labs.run(lab, line);
      lab.settle();
      Duration took = Duration.ofNanos(System.nanoTime() - pressed[0]);
      assertTrue(pressed[0] > 0, "it ended by itself");
      assertTrue(took.compareTo(LONGEST) < 0, took::toString);
      lab.forgetInterrupt();
      assertEquals("on\n", Labs.run(lab, "echo on"));
    } finally {
      person.shutdownNow();
    }
  }
}
