package passerelle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** nano and vi edit a file of the lab at a terminal. */
class EditorTest {
  private static final String ESCAPE = "\u001b";
  private static final String DOWN = "\u001b[B";

  private final Player player = Player.atHost();

  @AfterEach
  void close() {
    player.close();
  }

  @Test
  void nanoWritesWhatWasTyped() {
    player.line("cd /tmp");
    String screen = player.type("nano f\r", 100);
    assertTrue(screen.contains("  GNU nano 8.4"), screen);
    assertTrue(screen.contains("[ New File ]"), screen);
    player.type("one\rtwo", 100);
    assertTrue(player.type("\u0018", 100).contains("Save modified buffer? "));
    assertTrue(player.type("y", 100).contains("File Name to Write: f"));
    player.type("\r", 100);
    assertEquals("cat f\none\ntwo\nhost$ ", player.line("cat f"));
  }

  @Test
  void nanoCutsPastesAndLeavesWithoutWriting() {
    player.line("cd /tmp; printf 'a\\nb\\n' > f");
    assertTrue(player.type("nano f\r", 100).contains("[ Read 2 lines ]"));
    player.type("\u000b" + DOWN + "\u0015\u000f\r", 100);
    player.type("more\u0018n", 100);
    assertEquals("cat f\nb\na\nhost$ ", player.line("cat f"));
  }

  @Test
  void viInsertsDeletesAndWrites() {
    player.line("cd /tmp; printf 'a\\nb\\nc\\n' > f");
    assertTrue(player.type("vi f\r", 100).contains("\"f\" 3L, 6B"));
    player.type("jddoéx" + ESCAPE, 200);
    player.type("x", 100);
    assertTrue(player.type(":q\r", 100).contains("E37: No write since last change"));
    player.type(":wq\r", 100);
    assertEquals("cat f\na\nc\né\nhost$ ", player.line("cat f"));
  }

  @Test
  void withoutATerminalAnEditorSaysHowToWriteTheFile() {
    assertEquals(
        "nano f | cat\nnano: there is no terminal to edit at; write the file with: cat > f <<EOF\n"
            + "host$ ",
        player.line("nano f | cat"));
  }
}
