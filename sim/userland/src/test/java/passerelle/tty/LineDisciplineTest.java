package passerelle.tty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;

/**
 * What keys become: the answers are those of a pseudo-terminal of Linux 6.18, but that signal keys
 * are typed a moment after the others.
 */
class LineDisciplineTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Tty tty = new Tty(80, 24, screen::writeBytes);

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("abc\r", "abc\r\n", List.of("abc\n")),
        Arguments.of("ab\177c\r", "ab\b \bc\r\n", List.of("ac\n")),
        Arguments.of("a\tb\177\177c\r", "a\tb\b \b\b\b\b\b\b\b\bc\r\n", List.of("ac\n")),
        Arguments.of(
            "one two\027three\r", "one two\b \b\b \b\b \bthree\r\n", List.of("one three\n")),
        Arguments.of("abc\025d\r", "abc\b \b\b \b\b \bd\r\n", List.of("d\n")),
        Arguments.of("a\001b\177\177c\r", "a^Ab\b \b\b \b\b \bc\r\n", List.of("ac\n")),
        Arguments.of("\026\003x\r", "^\b^Cx\r\n", List.of("\003x\n")),
        Arguments.of("é\177e\r", "é\b \be\r\n", List.of("e\n")),
        Arguments.of("x\022y\r", "x^R\r\nxy\r\n", List.of("xy\n")),
        Arguments.of("\004", "", List.of("")),
        Arguments.of("ab\004c\r", "abc\r\n", List.of("ab", "c\n")),
        Arguments.of("a\003b\r", "a^Cb\r\n", List.of("b\n")),
        Arguments.of("a\034b\r", "a^\\b\r\n", List.of("b\n")),
        Arguments.of("a\032b\r", "a^Zb\r\n", List.of("b\n")),
        Arguments.of("a\023b\021c\r", "abc\r\n", List.of("abc\n")),
        Arguments.of("a-b c.d\027\027x\r", "a-b c.d\b \b\b \b\b \bx\r\n", List.of("a-b x\n")),
        Arguments.of("a\nb\r", "a\r\nb\r\n", List.of("a\n", "b\n")),
        Arguments.of("\177\025\027q\r", "q\r\n", List.of("q\n")),
        Arguments.of("\033[A\r", "^[[A\r\n", List.of("\033[A\n")),
        Arguments.of("\b\r", "^H\r\n", List.of("\b\n")));
  }

  private List<String> reads() {
    List<String> reads = new ArrayList<>();
    while (tty.source().isReadable() || tty.source().atEnd()) {
      reads.add(new String(tty.source().take(4096), StandardCharsets.UTF_8));
    }
    return reads;
  }

  private void type(String keys) {
    tty.type(keys.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysAreShownAndReadAsLinuxDoesIt(String keys, String shown, List<String> read) {
    type(keys);
    assertEquals(shown, screen.toString(StandardCharsets.UTF_8));
    assertEquals(read, reads());
  }

  @Test
  void rawKeysAreReadAtOnceAndNotShown() {
    type("cooked");
    tty.setModes(Modes.RAW);
    type("\003\r");
    assertEquals("cooked", screen.toString(StandardCharsets.UTF_8));
    assertEquals(List.of("cooked\003\r"), reads());
  }

  @Test
  void aLineThatIsTooLongKeepsItsBeginningAndItsNewline() {
    type("x".repeat(5000) + "\r");
    assertEquals(List.of("x".repeat(4095) + "\n"), reads());
  }

  @Test
  void whatIsPrintedWhileControlSHoldsItComesWithControlQ() {
    type("\023");
    tty.sink().write("a\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("", screen.toString(StandardCharsets.UTF_8));
    type("\021");
    assertEquals("a\r\n", screen.toString(StandardCharsets.UTF_8));
  }

  @Property
  boolean whatIsErasedAgainWasNeverTyped(
      @ForAll @StringLength(max = 200) @CharRange(from = ' ', to = '~') String keys) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Tty terminal = new Tty(80, 24, shown::writeBytes);
    terminal.type((keys + "\177".repeat(keys.length()) + "z\r").getBytes(StandardCharsets.UTF_8));
    return new String(terminal.source().take(4096), StandardCharsets.UTF_8).equals("z\n");
  }

  @Test
  void aTerminalThatIsHungUpIsAtItsEnd() {
    tty.hangUp();
    assertTrue(tty.source().atEnd());
  }
}
