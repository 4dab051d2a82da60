package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.sim.process.Terminal;

/** At a terminal time passes up to the key that ends a command, and no further. */
class PaceTest {
  private static final double SPEED = 10;
  private static final long SECOND = 1_000_000_000L;

  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  /** What a command prints that is ended by Ctrl-C after so many milliseconds of the machine. */
  private String interrupted(String line, int milliseconds) throws InterruptedException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Thread key =
        new Thread(
            () -> {
              try {
                Thread.sleep(milliseconds);
                lab.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    key.start();
    lab.atPace(
        OptionalDouble.of(SPEED),
        () -> lab.run("host", line, new Terminal(80, screen::writeBytes)));
    key.join();
    return screen.toString(StandardCharsets.UTF_8);
  }

  private long now() {
    return lab.kernel().machine().now();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep infinity", "docker run nginx", "docker logs -f web", "tail -f x"})
  void theClockStopsWhereTheKeyWasPressed(String line) throws Exception {
    Labs.run(lab, "docker run -d --name web nginx; touch x");
    long before = now();
    interrupted(line, 300);
    long passed = now() - before;
    assertTrue(passed >= 2 * SECOND && passed < 60 * SECOND, passed / SECOND + " s");
  }

  @Test
  void aLabAtWhichNobodySitsDoesNotWaitForEver() {
    lab.setScripted();
    String said = Labs.run(lab, "docker run nginx");
    assertTrue(said.contains("Ctrl-C"), said);
    assertTrue(now() < 620 * SECOND, now() / SECOND + " s");
    assertEquals("", Labs.run(lab, "docker ps -q"));
  }

  @Test
  void aHealthyNetworkLosesNoPacketToTheKey() throws Exception {
    String said = interrupted("docker run --rm alpine ping 192.0.2.1", 450);
    assertTrue(said.contains(", 0% packet loss"), said);
  }

  @Test
  void whatWasInterruptedIsInterruptedAtTheSameMomentWhenItIsDoneAgain() throws Exception {
    interrupted("docker run --rm alpine ping 192.0.2.1", 350);
    long then = now();
    try (Lab again = lab.redo(1)) {
      assertEquals(then, again.kernel().clock().now());
    }
  }
}
