package passerelle.sim.shell;

/** Looks at scripts without running them. */
public final class Scripts {
  private Scripts() {}

  /** Whether more lines must follow: an open quote, a missing {@code done}, a trailing pipe. */
  public static boolean isIncomplete(Dialect dialect, String script) {
    if (script.matches("(?s).*(?<!\\\\)(\\\\\\\\)*\\\\\\n?")) {
      return true;
    }
    Lexer lexer = new Lexer(dialect, script, 0);
    try {
      new Parser(lexer).parseAll();
      return lexer.hasOpenHereDocument();
    } catch (SyntaxError error) {
      return error.isIncomplete();
    }
  }

  static Command parse(Dialect dialect, String script) throws SyntaxError {
    return new Parser(new Lexer(dialect, script, 0)).parseAll();
  }
}
