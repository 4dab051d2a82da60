package passerelle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs as BusyBox's ash 1.37 tells of them: what was typed at a terminal of its own, and shown. */
class AshJobsTest {
  private final Player player = Player.atHost();

  /**
   * Keys and what they bring.
   *
   * @param pause milliseconds after the keys
   * @param shown what follows, but the prompt at its end
   */
  private record Step(String keys, int pause, String shown) {
    static Step line(String line, String shown) {
      return new Step(line + "\r", 300, line + "\n" + shown);
    }
  }

  @AfterEach
  void close() {
    player.close();
  }

  private void play(Step... steps) {
    player.line("docker run -ti --name box alpine sh");
    go(steps);
  }

  private void go(Step... steps) {
    for (Step step : List.of(steps)) {
      assertEquals(step.shown() + "box# ", player.type(step.keys(), step.pause()), () -> "" + step);
    }
  }

  private static Step enter(String shown) {
    return new Step("\r", 300, "\n" + shown);
  }

  private static Step stop(String job) {
    return new Step(Player.CTRL_Z, 300, "^Z[1]+  Stopped                    " + job + "\n");
  }

  @Test
  void aJobThatHasEndedIsToldOfBeforeThePrompt() {
    play(
        Step.line("sleep 0.5 &", ""),
        new Step("\r", 800, "\n"),
        enter("[1]+  Done                       sleep 0.5\n"),
        Step.line("false &", ""),
        enter("[1]+  Done(1)                    false\n"),
        Step.line("sh -c \"exit 3\" &", ""),
        enter("[1]+  Done(3)                    sh -c \"exit 3\"\n"));
  }

  @Test
  void jobsAreListedTheLatestFirst() {
    play(
        Step.line("sleep 40 &", ""),
        Step.line("sleep 41 &", ""),
        Step.line(
            "jobs",
            "[2]+  Running                    sleep 41\n"
                + "[1]-  Running                    sleep 40\n"),
        Step.line("kill %1", ""),
        enter("[1]-  Terminated                 sleep 40\n"),
        Step.line("kill -9 %2", ""),
        enter("[2]+  Killed                     sleep 41\n"),
        Step.line("jobs", ""),
        Step.line("sleep 50 | cat &", ""),
        Step.line("jobs", "[1]+  Running                    sleep 50 | cat\n"),
        Step.line("kill %1", ""),
        enter("[1]+  Terminated                 sleep 50 | cat\n"));
  }

  @Test
  void aStoppedJobGoesOnBehindOrInFront() {
    player.line("docker run -ti --name box alpine sh");
    player.type("sleep 30\r", 300);
    go(
        stop("sleep 30"),
        Step.line("jobs", "[1]+  Stopped                    sleep 30\n"),
        Step.line("bg", "[1] sleep 30\n"),
        Step.line("jobs", "[1]+  Running                    sleep 30\n"));
    assertEquals("fg\nsleep 30\n", player.type("fg\r", 300));
    go(new Step(Player.CTRL_C, 300, "^C\n"), Step.line("echo $?", "130\n"));
    player.type("sleep 60\r", 300);
    go(
        stop("sleep 60"),
        Step.line("kill %1", ""),
        enter(""),
        Step.line("fg", "sleep 60\nTerminated\n"),
        Step.line("bg", "sh: bg: No current job\n"),
        Step.line("kill %5", "sh: kill: %5: no such job\n"));
    player.type("sleep 70\r", 300);
    go(stop("sleep 70"), Step.line("exit", "You have stopped jobs.\n"));
    assertEquals("exit\nhost$ ", player.type("exit\r", 600));
  }
}
