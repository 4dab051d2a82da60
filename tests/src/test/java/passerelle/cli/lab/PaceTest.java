package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.effort.Patience;
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

  /**
   * What a command prints that is ended by Ctrl-C so many milliseconds of the machine after a word
   * came on the screen, and again and again: a container's process 1 may hear none, and docker the
   * third.
   */
  private String interrupted(String line, String word, int milliseconds) throws Exception {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    AtomicBoolean running = new AtomicBoolean(true);
    Thread key =
        new Thread(
            () -> {
              try {
                Patience.until(() -> screen.toString(StandardCharsets.UTF_8).contains(word));
                while (running.get()) {
                  Thread.sleep(milliseconds);
                  lab.interrupt();
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    key.start();
    lab.atPace(
        OptionalDouble.of(SPEED),
        () -> lab.run("host", line, new Terminal(80, screen::writeBytes)));
    running.set(false);
    key.join();
    lab.forgetInterrupt();
    return screen.toString(StandardCharsets.UTF_8);
  }

  private long now() {
    return lab.kernel().machine().now();
  }

  @Test
  void aKeyIsHeardHoweverFarTheLabIsBehind() {
    long due = now();
    Pace pace = new Pace(lab.kernel().machine().loop(), 1, true);
    pace.wake();
    boolean heard = false;
    for (long begin = System.nanoTime(); !heard && System.nanoTime() - begin < 30 * SECOND; ) {
      pace.passUntil(due); // Something happens that was due before.
      heard = !pace.isBehind(due);
    }
    assertTrue(heard);
  }

  @Test
  void whatTakesAMomentIsNotWaitedForAndWhatTakesLongerIs() {
    Pace pace = new Pace(lab.kernel().machine().loop(), 1, true);
    long moment = now() + SECOND * 3 / 10;
    long begin = System.nanoTime();
    assertEquals(moment, pace.passUntil(moment));
    assertTrue(System.nanoTime() - begin < SECOND / 10);
    pace.passUntil(moment + SECOND / 2);
    assertTrue(System.nanoTime() - begin > SECOND * 4 / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep infinity", "docker run nginx", "docker logs -f web", "tail -f x"})
  void theClockStopsWhereTheKeyWasPressed(String line) throws Exception {
    Labs.run(lab, "docker run -d --name web nginx; touch x");
    long passed = 0;
    long real = 0;
    // On a busy machine the key may be pressed before the command waits.
    for (int millis = 300; passed < 2 * SECOND && millis < 20_000; millis *= 2) {
      long before = now();
      long begin = System.nanoTime();
      interrupted(line, "", millis);
      passed = now() - before;
      real = System.nanoTime() - begin;
    }
    assertTrue(passed >= 2 * SECOND && passed < SPEED * real + SECOND, passed / SECOND + " s");
  }

  @Test
  void aLabAtWhichNobodySitsDoesNotWaitForEver() {
    lab.setScripted();
    String said = Labs.run(lab, "docker run nginx");
    assertTrue(said.contains("Ctrl-C"), said);
    assertTrue(now() < 620 * SECOND, now() / SECOND + " s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping 192.0.2.20", "tcpdump -ni eth0", "nc -l 8000"})
  void whatDoesNotEndByItselfGetsTenSecondsWhereNobodySits(String line) {
    lab.setScripted();
    long before = now();
    String said = Labs.run(lab, line);
    assertTrue(said.contains(": Ctrl-C"), said);
    assertTrue(now() - before < 12 * SECOND, (now() - before) / SECOND + " s");
    boolean pings = line.startsWith("ping");
    assertEquals(pings, said.contains("does not end by itself: Ctrl-C after 10 s"), said);
    assertEquals(pings, said.contains(" 0% packet loss"), said);
  }

  @Test
  void whoHasTypedALineIsNotKeptWaitingForWhatItLeavesBehind() {
    long before = now();
    double slow = 1e-4;
    assertTimeoutPreemptively(
        Patience.LIMIT, () -> lab.atPace(OptionalDouble.of(slow), lab::settle));
    assertTrue(now() > before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "traceroute"})
  void thePauseThatIsMadeBeforeACommandIsNotWaitedFor(String word) {
    long before = now();
    long begin = System.nanoTime();
    lab.atPace(
        OptionalDouble.of(0.1),
        () -> {
          Pauses.before(word, lab);
          lab.kernel().clock().advance(SECOND / 5);
        });
    assertTrue(now() - before > 2 * SECOND);
    assertTrue(System.nanoTime() - begin < 15 * SECOND);
  }

  @Test
  void aHealthyNetworkLosesNoPacketToTheKey() throws Exception {
    String said = interrupted("docker run --rm alpine ping 192.0.2.1", "seq=2 ", 50);
    assertTrue(said.contains(", 0% packet loss"), said);
  }

  @Test
  void whatWasInterruptedIsInterruptedAtTheSameMomentWhenItIsDoneAgain() throws Exception {
    interrupted("docker run --rm alpine ping 192.0.2.1", "seq=1 ", 30);
    long then = now();
    try (Lab again = lab.another(lab.recipe().first(1))) {
      assertEquals(then, again.kernel().clock().now());
    }
  }
}
