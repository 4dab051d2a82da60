package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A shell that a line of a pipe has opened")
class ShellsWithinTest {
  private final ShellsWithin within = new ShellsWithin();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private void shows(Consumer<byte[]> screen, String text) {
    within.accept(text.getBytes(StandardCharsets.UTF_8), screen);
  }

  @Test
  void hasNoPromptYetInTheBeginningOfALineThatCameAfterItWasSeenToRead() {
    Consumer<byte[]> screen = within.shownOn(shown::writeBytes);
    within.answer("ls | wc -l | tr '\\n' ' '; ip -br link");
    within.begin();
    within.look(KeyReader.SHELL);
    shows(screen, "ls | wc -l | tr '\\n' ' '; ip -br link\r\n1 ");
    assertFalse(within.isAsked(), "it was seen at the prompt before");
    shows(screen, "eth0\r\nroot@host:/# ");
    within.look(KeyReader.SHELL);
    assertTrue(within.isAsked());
    assertEquals("1 eth0\r\n", shown.toString(StandardCharsets.UTF_8));
  }
}
