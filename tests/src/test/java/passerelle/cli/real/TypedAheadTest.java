package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what a person has typed comes to the prompt as typed ahead. */
class TypedAheadTest {
  private static String unescape(String text) {
    return text.replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("<del>", "\u007f")
        .replace("<c>", "\u0003")
        .replace("<d>", "\u0004")
        .replace("<u>", "\u0015")
        .replace("<w>", "\u0017");
  }

  @ParameterizedTest
  @CsvSource({
    "ls\\r, ls\\n",
    "ls\\r, ls\\r\\n",
    "read by a program\\rls, ls",
    "ls<del><del>pw<del>wd\\r, pwd\\n",
    "<del><del>a, a",
    "one\\rtwo<u>three, one\\nthree",
    "one two  <w>three, one three",
    "lost<c>ls, ls",
    "ls<d>, ls",
    "été<del>\u00e9, été",
    "raw<del>, raw<del>"
  })
  void whatWasTypedAndNotReadIsTaken(String typed, String unread) {
    String text = unescape(unread);
    String taken = text.replace("\r\n", "\n");
    assertEquals(taken, ahead(unescape(typed)).take(text));
  }

  @ParameterizedTest
  @CsvSource({
    "x, lab> capture save host:/x /y\\n",
    "ls\\r, ls\\nrm\\n",
    "ls\\r, rm; ls\\n",
    "rm<u>ls, rm",
    "rm<c>, rm",
    "'', x",
    "rm<del><del>\\r, rm\\n"
  })
  void whatWasNotTypedIsNot(String typed, String unread) {
    assertEquals("", ahead(unescape(typed)).take(unescape(unread)));
  }

  private static TypedAhead ahead(String typed) {
    TypedAhead ahead = new TypedAhead();
    for (int i = 0; i < typed.length(); i++) {
      ahead.add(typed.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
    }
    return ahead;
  }
}
