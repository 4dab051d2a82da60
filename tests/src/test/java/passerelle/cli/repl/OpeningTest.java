package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.session.Session;
import passerelle.text.Language;
import passerelle.text.Messages;

/** The first prompt stands on the terminal before there is a lab behind it. */
class OpeningTest {
  private static final int COLUMNS = 100;
  private static final String WELCOME = "nothing here touches your machine.";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PipedInputStream keyboard = new PipedInputStream();
  private Terminal terminal;
  private int columns = COLUMNS;

  /** Opens; what is typed comes when the prompt is there. */
  private Opening open(String kind, String typed) throws IOException {
    PipedOutputStream keys = new PipedOutputStream(keyboard);
    terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type(kind)
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(keyboard, shown)
            .build();
    terminal.setSize(Size.of(columns, 24));
    Messages messages = Messages.of(Language.EN, "passerelle/cli/messages");
    Opening opening =
        Opening.on(terminal, Optional.of(Greeting.simulated(messages, "29.1.5", false)));
    keys.write(typed.getBytes(StandardCharsets.UTF_8));
    keys.flush();
    return opening;
  }

  @AfterEach
  void close() throws IOException {
    terminal.close();
  }

  /** What a terminal shows of all that came. */
  private String screen() {
    ScreenTerminal screen = new ScreenTerminal(columns, 24);
    screen.write(shown.toString(StandardCharsets.UTF_8));
    return screen.toString().replaceAll(" +(?=\n|$)", "");
  }

  private void sitDown(Opening opening) {
    Session session = new Session(Labs.commands(Language.EN));
    try {
      Tones tones = Tones.of(opening.finish(), Map.of());
      Console console =
          Console.on(terminal, tones, session, Optional.empty(), OptionalDouble.empty());
      if (opening.isGreeted()) {
        console.run(Optional.empty(), Optional.empty());
      } else {
        console.run(Optional.empty());
      }
    } finally {
      session.lab().close();
    }
  }

  @Test
  void theWelcomeAndTheFirstPromptAreThereBeforeTheLab() throws IOException {
    assertTrue(open("xterm", "").isGreeted());
    String screen = screen();
    assertTrue(screen.contains(WELCOME), screen);
    assertTrue(screen.stripTrailing().endsWith("\nhost$"), screen);
  }

  @Test
  void theWelcomeIsFoldedAtWordsWhereTheTerminalIsNarrow() throws IOException {
    columns = 60;
    assertTrue(open("xterm", "").isGreeted());
    String screen = screen();
    assertTrue(screen.contains("nothing here\n"), screen);
    assertTrue(screen.stripTrailing().endsWith("\nhost$"), screen);
  }

  @Test
  void whatIsTypedMeanwhileIsDoneAtThatPrompt() throws IOException {
    sitDown(open("xterm", "hostname\rexit\r"));
    String screen = screen();
    // The second line may show as soon as it is typed, as on any terminal, or with its prompt only.
    assertTrue(screen.contains("\nhost$ hostname\n"), screen);
    assertTrue(screen.contains("\nhost\nhost$ exit\n"), screen);
    assertEquals(screen.indexOf(WELCOME), screen.lastIndexOf(WELCOME), screen);
  }

  @Test
  void aTerminalThatOnlyPrintsShowsThemWithTheLab() throws IOException {
    Opening opening = open("dumb", "exit\r");
    assertFalse(opening.isGreeted());
    assertFalse(screen().contains(WELCOME), screen());
    sitDown(opening);
    assertTrue(screen().contains(WELCOME), screen());
  }

  @Test
  void whatIsSaidWhereThereWillBeNoLabBeginsALine() throws IOException {
    open("xterm", "").giveUp();
    assertTrue(shown.toString(StandardCharsets.UTF_8).endsWith("host$ \r\n"), screen());
  }
}
