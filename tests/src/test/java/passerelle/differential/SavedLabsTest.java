package passerelle.differential;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.SameLab;
import passerelle.cli.session.Session;
import passerelle.effort.Effort;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** Whatever is done in a lab: it can be saved, and what is loaded is the same lab. */
@Tag("campaign")
class SavedLabsTest {
  private static final int CASES = Effort.of(5, 50);

  /** What people do between the commands of a lab. */
  private static final List<String> BETWEEN =
      List.of(
          "docker ps",
          "sleep 7",
          "undo",
          "trace laptop 192.0.2.10",
          "trace host -- ping -c1 192.0.2.20",
          "docker exec -ti c1 sh",
          "host",
          "c1",
          "bash",
          "cd /tmp",
          "X=$RANDOM; echo $X",
          "exit 3",
          "graph | tail -1",
          "capture all",
          "router",
          "sleep 50 &",
          "docker run -ti --name sh1 alpine");

  @TempDir private Path directory;

  @Test
  void randomLabsAreLoadedAsTheyWereSaved() {
    for (long seed = 1; seed <= CASES; seed++) {
      Session typed = new Session(Labs.commands(Language.EN));
      Session loaded = new Session(Labs.commands(Language.EN));
      try {
        Random dice = new Random(seed);
        for (Line line : CaseGenerator.of(seed).lines()) {
          run(typed, line.place().prompt() + line.command());
          String between = BETWEEN.get(dice.nextInt(BETWEEN.size()));
          if (!between.startsWith("exit") || typed.prompt().endsWith("# ")) {
            run(typed, between);
          }
        }
        String file = directory.resolve(seed + ".md").toString();
        String told = run(typed, "lab> save " + file);
        assertFalse(told.contains("not in all like"), seed + ": " + told);
        String answer = run(loaded, "load " + file);
        assertFalse(answer.contains("otherwise"), seed + ": " + answer);
        SameLab.check(typed.lab(), loaded.lab(), "seed " + seed);
      } finally {
        typed.lab().close();
        loaded.lab().close();
      }
    }
  }

  private static String run(Session session, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    String text = screen.toString(StandardCharsets.UTF_8);
    assertFalse(text.contains("defect of Passerelle"), text);
    return text;
  }
}
