package passerelle.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.effort.Effort;
import passerelle.files.HandedFiles;
import passerelle.lab.LabTopology;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/**
 * Ctrl-C ends what runs at once, where no bound would. How long that takes is measured in the lab's
 * own time and in what is computed meanwhile, which no other load of the machine changes.
 */
@Tag("campaign")
class CtrlCTest {
  /** When it is pressed, in real time: at another moment of the lab on each machine. */
  private static final int AFTER_MILLIS = 200;

  /** When nothing heard the first, two more kill the command, so that the test has an end. */
  private static final int GIVE_UP_SECONDS = 60;

  /** A second is promised, and an attached container has a quarter of one to end. */
  private static final long LONGEST = 2 * EventLoop.SECOND;

  private static final int AGAIN_MILLIS = 300;

  /** A time slice is 250,000 steps, each of which can print a line. */
  private static final long MOST_LINES = 100_000;

  @ParameterizedTest
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
        "sleep 1000 & while :; do :; done",
        "while :; do ping -f -c 1000 192.0.2.20 >/dev/null; done",
        "ip link add b1 type bridge; ip link set b1 up; for i in 1 2 3; do ip link add v$i type"
            + " veth peer name w$i; ip link set v$i master b1 up; ip link set w$i master b1 up;"
            + " done; ip addr add 10.9.9.1/24 dev b1; ping 10.9.9.2"
      })
  void endsWhatRuns(String line) {
    ScheduledExecutorService person = Executors.newSingleThreadScheduledExecutor();
    try (SimLab lab = unbounded()) {
      long[] pressed = {Long.MAX_VALUE};
      person.schedule(() -> press(lab, pressed), AFTER_MILLIS, TimeUnit.MILLISECONDS);
      person.scheduleWithFixedDelay(lab::interrupt, GIVE_UP_SECONDS, 1, TimeUnit.SECONDS);
      Labs.run(lab, line);
      lab.settle();
      long took = now(lab) - pressed[0];
      assertTrue(took >= 0, "it ended by itself");
      assertTrue(took < LONGEST, () -> took + " ns");
      lab.forgetInterrupt();
      // A storm that goes on is told to whoever comes first.
      String next = Labs.run(lab, "echo on");
      assertTrue(next.endsWith("on\n"), next);
    } finally {
      person.shutdownNow();
    }
  }

  /** Each copy of the lab, and all that is tried there, is for nobody then. */
  @ParameterizedTest
  @ValueSource(
      strings = {"why laptop 192.0.2.10:8081", "plan docker ps", "undo", "save x", "load kept"})
  void givesUpWhatIsFoundOutInOtherLabs(String question) {
    try (Asked asked = new Asked(question, 1)) {
      assertEquals(130, asked.status, asked::said);
      assertEquals("", asked.said());
    }
  }

  /** Whether it comes in the first command that is done again, the longest one, or too late. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 80, 160, 320, 640})
  void leavesNoLabHalfSaved(int afterMillis) {
    try (Asked asked = new Asked("save x", afterMillis)) {
      String said = asked.said();
      assertEquals(said.isEmpty() ? 130 : 0, asked.status, said);
      assertFalse(said.contains("not in all like"), said);
      String again = asked.now("save x");
      assertEquals(said.isEmpty(), again.startsWith("x written, "), again);
    }
  }

  /** A question that another lab is needed for, and Ctrl-C again and again some time later. */
  private static final class Asked implements AutoCloseable {
    private final Session session =
        new Session(
            Session.commands(Labs.open(), Language.EN, new HandedFiles((name, content) -> {})));
    private final SimLab lab = (SimLab) session.lab();
    private final String said;
    private final int status;

    Asked(String question, int afterMillis) {
      String many = "for n in $(seq 40); do docker run -d alpine sleep 1d; done";
      String web = "docker run -d --name web -p 8080:80 nginx";
      for (String line : List.of(web, "ip link add v1 type dummy", many, "save kept")) {
        now(line);
      }
      ScheduledExecutorService person = Executors.newSingleThreadScheduledExecutor();
      person.scheduleWithFixedDelay(lab::interrupt, afterMillis, 1, TimeUnit.MILLISECONDS);
      try {
        said = now(question);
        status = session.status();
      } finally {
        person.shutdownNow();
      }
    }

    String said() {
      return said;
    }

    /** The answer to a line. */
    private String now(String line) {
      StringBuilder answer = new StringBuilder();
      session.run(
          line,
          bytes -> {
            answer.append(new String(bytes, StandardCharsets.UTF_8));
            return true;
          });
      return answer.toString();
    }

    /** The lab is the one that there was, and goes on. */
    @Override
    public void close() {
      lab.forgetInterrupt();
      assertSame(lab, session.lab());
      assertTrue(Labs.run(lab, "ip link show v1").contains("v1"));
      lab.close();
    }
  }

  static LongStream moments() {
    return LongStream.of(200, 4_000).limit(Effort.of(1, 2));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void isHeardThoughOutputNeverPauses(long afterMillis) {
    try (SimLab lab = unbounded()) {
      long[] pressed = {Long.MAX_VALUE};
      pressAt(lab, afterMillis, pressed);
      lab.run(LabTopology.HOST, "docker run --rm alpine yes", new Terminal(80, bytes -> {}));
      long took = now(lab) - pressed[0];
      assertTrue(took >= 0 && took < LONGEST, () -> took + " ns");
    }
  }

  @Test
  void doesNotWaitForWhatACommandComputesMeanwhile() {
    try (SimLab lab = unbounded()) {
      long[] pressed = {Long.MAX_VALUE};
      long[] lines = {0};
      pressAt(lab, 1_000, pressed);
      Terminal screen =
          new Terminal(
              80,
              bytes -> {
                for (int i = 0; i < bytes.length && now(lab) > pressed[0]; i++) {
                  lines[0] += bytes[i] == '\n' ? 1 : 0;
                }
              });
      lab.run(LabTopology.HOST, "docker run --rm alpine yes", screen);
      assertTrue(lines[0] < MOST_LINES, () -> lines[0] + " lines");
    }
  }

  /** A lab in which nothing but Ctrl-C ends what computes. */
  private static SimLab unbounded() {
    SimLab lab = Labs.open();
    lab.kernel().scheduler().setBudget(Long.MAX_VALUE / 100);
    return lab;
  }

  private static long now(SimLab lab) {
    return lab.kernel().machine().now();
  }

  private static void press(SimLab lab, long[] pressed) {
    pressed[0] = now(lab);
    lab.interrupt();
  }

  /** Presses it at a moment of the lab, and twice more: the container's process 1 ignores it. */
  private static void pressAt(SimLab lab, long afterMillis, long[] pressed) {
    EventLoop loop = lab.kernel().machine().loop();
    loop.schedule(afterMillis * EventLoop.MILLISECOND, () -> press(lab, pressed));
    for (int i = 1; i <= 2; i++) {
      loop.schedule((afterMillis + i * AGAIN_MILLIS) * EventLoop.MILLISECOND, lab::interrupt);
    }
  }
}
