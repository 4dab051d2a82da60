package passerelle.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys at the prompt of a shell, where no other line editor sits before it. */
class LineEditingTest {
  private static final String ESC = "\u001b";

  private final Player player = Player.atHost();
  private final ScreenTerminal screen = new ScreenTerminal(80, 24);

  LineEditingTest() {
    player.window().show(bytes -> screen.write(new String(bytes, UTF_8)));
    shows("^L");
  }

  @AfterEach
  void close() {
    player.close();
  }

  /** What the screen shows after keys, from its top, without the blanks at the ends. */
  private String shows(String keys) {
    String bytes = keys.replace("^[", ESC).replace("<", ESC + "[D");
    for (char c = '@'; c <= '_'; c++) {
      bytes = bytes.replace("^" + c, "" + (char) (c - '@'));
    }
    player.type(bytes, 20);
    return screen.toString().replaceAll(" +(?=\n|$)", "").stripTrailing();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo abd<X | echo abXd",
        "echo ab^Ax^E! | xecho ab!",
        "echo one two^W^W1 | echo 1",
        "echo one two^[b^K | echo one",
        "echo one^U | ''",
        "echo ab^W^Yc^Y | echo abcab",
        "echo ab^T | echo ba",
        "abc^A^D^[[3~ | c",
        "echo abc^B^B^H | echo bc",
        "ab^[[Hx^[[Fy | xaby",
        "^V^Cx | ^Cx",
        "é<x | xé",
      })
  void keysEditTheLine(String keys, String line) {
    assertEquals(("host$ " + line).stripTrailing(), shows(keys));
  }

  @Test
  void theLinesBeforeComeBack() {
    shows("echo one\recho two\r^L");
    assertEquals("host$ echo one", shows("^[[A^[[A"));
    assertEquals("host$ echo two", shows("^N"));
    assertEquals("host$ new", shows("^Nnew"));
    assertEquals("host$ new", shows("^P^[[B"));
    assertEquals("host$ new two", shows(" ^[."));
    assertEquals("(reverse-i-search)`on': echo one", shows("^Ron"));
    assertEquals("host$ echo one\none\nhost$", shows("\r"));
    assertEquals("host$ echo one\none\n(failed reverse-i-search)`zz': ", shows("^Rzz") + " ");
    assertEquals("host$ echo one\none\nhost$", shows("^G"));
  }

  @Test
  void tabCompletesAndTheSecondOneLists() {
    assertEquals("host$ cat /etc/passwd", shows("cat /etc/pass\t"));
    assertEquals("host$ traceroute", shows("^Utracer\t"));
    assertEquals("host$ echo $HOME", shows("^Uecho $HOM\t"));
    assertTrue(shows("^Uls /etc/host\t\t").startsWith("host$ ls /etc/host\nhost"));
    assertTrue(shows("").endsWith("\nhost$ ls /etc/host"));
  }

  @Test
  void aLineMayBeLongerThanTheScreenIsWide() {
    String long74 = "echo " + "x".repeat(69);
    assertEquals("host$ " + long74, shows(long74));
    assertEquals("host$ " + long74 + "\ny", shows("y"));
    assertEquals("host$ Z" + long74.substring(0, 73) + "\nxy", shows("^AZ"));
    assertEquals("host$ Z" + long74.substring(0, 73) + "\nx", shows("^E^H"));
    assertEquals("host$ Z", shows("^A^F^K"));
  }

  @Test
  void aPasteInBracketsWaitsForEnter() {
    assertEquals("host$ echo one\necho two", shows("^[[200~echo one\recho two^[[201~"));
    assertEquals("host$ echo one\necho two\none\ntwo\nhost$", shows("\r"));
  }

  @Test
  void aPasteWithoutBracketsRunsLineByLine() {
    assertEquals("host$ echo one\none\nhost$ echo two\ntwo\nhost$", shows("echo one\recho two\r"));
  }

  @Test
  void whatACommandReadsOfAPasteIsOneLine() {
    assertEquals("host$ cat\nthree", shows("cat\rtwo\rthree\r"));
    assertEquals("host$ cat\nhost$", shows("^D"));
  }
}
