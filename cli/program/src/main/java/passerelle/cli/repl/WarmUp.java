package passerelle.cli.repl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import passerelle.cli.session.Session;

/**
 * Does what the first prompts of a person will need, where nobody sees it: for an archive of
 * classes that start faster.
 */
public final class WarmUp {
  /**
   * A look around, a container, a question, a key that completes a word, and Ctrl-D, which is asked
   * for twice.
   */
  private static final String TYPED =
      "\rdocker ps\rip addr\rdocker run -d -p 80:80 nginx\rwhy laptop 192.0.2.10:81\r"
          + "docker r\t\003\004\004";

  private WarmUp() {}

  /** Does it in the lab of a session, which is over then. */
  public static void run(Session session) throws IOException {
    OwnTerminal.open().close();
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type("xterm-256color")
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(
                new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream())
            .build();
    try (terminal) {
      terminal.setSize(OwnTerminal.UNKNOWN_SIZE);
      Console.on(
              terminal,
              Tones.of(terminal, Map.of()),
              session,
              Optional.empty(),
              OptionalDouble.empty())
          .run(Optional.empty(), Optional.empty());
    }
  }
}
