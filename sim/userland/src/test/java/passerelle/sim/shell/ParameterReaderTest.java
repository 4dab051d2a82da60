package passerelle.sim.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ParameterReaderTest {
  private static ParameterReader at(Dialect dialect, String behindDollar) {
    return new ParameterReader(new Lexer(dialect, behindDollar, 0), false);
  }

  private static Word.Parameter braces(Dialect dialect, String behindBrace) throws SyntaxError {
    return at(dialect, behindBrace).braces();
  }

  @Test
  void aNameEndsWhereNoLetterFollows() {
    assertEquals("PORT", at(Dialect.DASH, "PORT:80").plain().name());
    assertEquals("?", at(Dialect.DASH, "??").plain().name());
    assertTrue(at(Dialect.DASH, "1").isAtName());
    assertFalse(at(Dialect.DASH, ".").isAtName());
  }

  @Test
  void anOperatorIsTheLongestThatFits() throws SyntaxError {
    Word.Parameter parameter = braces(Dialect.BASH, "file##*/}");
    assertEquals("##", parameter.operator());
    assertEquals("*/", parameter.arguments().get(0).plain());
  }

  @Test
  void aReplacementHasTwoArguments() throws SyntaxError {
    assertEquals(2, braces(Dialect.BASH, "a/b/c}").arguments().size());
    assertEquals(1, braces(Dialect.BASH, "a/b}").arguments().size());
  }

  @Test
  void whatDashDoesNotKnowIsABadSubstitutionThatAshFindsAsItReads() throws SyntaxError {
    assertEquals("bad", braces(Dialect.DASH, "a//b}").operator());
    assertThrows(SyntaxError.class, () -> braces(Dialect.ASH, "a^}"));
  }

  @Test
  void aBraceThatIsNotClosedIsAnError() {
    assertThrows(SyntaxError.class, () -> braces(Dialect.BASH, "a:-b"));
  }
}
