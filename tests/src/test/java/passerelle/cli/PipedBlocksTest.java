package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks of a course that come from a pipe, with what they print below their prompts. */
class PipedBlocksTest {
  private static String said(String lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream screen = new PrintStream(out, true, UTF_8);
    new Program(Map.of(), new ByteArrayInputStream(lines.getBytes(UTF_8)), screen, screen)
        .run("--lang", "en");
    return out.toString(UTF_8);
  }

  @Test
  void neitherJsonBelowAPromptNorMarksOfWhatIsLeftOutAreRun() {
    String said =
        said(
            """
            $ docker network inspect -f '{{.Name}}' bridge

            [
                {
                    "Name": "bridge",
                    "Options": {}
                }
            ]
            ...
            [REDACTED]
            $ echo done
            """);
    assertFalse(said.contains("bash:"), said);
    assertTrue(said.endsWith("host$ echo done\ndone\n"), said);
  }

  @Test
  void testsAndGroupsOfAShellAreRunBelowOne() {
    String said =
        said(
            """
            $ echo there
            [ "$HOME" = / ] || echo home
            { echo group; }
            """);
    assertTrue(said.contains("home\n") && said.contains("group\n"), said);
  }
}
