package passerelle.sim.shell;

import java.util.Optional;

/** Looks at scripts without running them. */
public final class Scripts {
  private Scripts() {}

  /** Whether more lines must follow: an open quote, a missing {@code done}, a trailing pipe. */
  public static boolean isIncomplete(Dialect dialect, String script) {
    if (isContinued(script)) {
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

  /** Whether the next line is one of a here-document. */
  static boolean isInHereDocument(Dialect dialect, String script) {
    if (!script.contains("<<")) {
      return false;
    }
    Lexer lexer = new Lexer(dialect, script, 0);
    try {
      new Parser(lexer).parseAll();
      return lexer.hasOpenHereDocument();
    } catch (SyntaxError error) {
      return error.isIncomplete() && lexer.hasOpenHereDocument();
    }
  }

  /** The delimiter that has not come yet of a here-document in a script that is whole otherwise. */
  public static Optional<String> openDocument(Dialect dialect, String script) {
    Lexer lexer = new Lexer(dialect, script, 0);
    try {
      new Parser(lexer).parseAll();
      return lexer.openDocument();
    } catch (SyntaxError error) {
      return Optional.empty();
    }
  }

  /** Whether the next line stands in the quotes that are open at the end of the last. */
  static boolean isInQuotes(Dialect dialect, String script) {
    try {
      new Parser(new Lexer(dialect, script, 0)).parseAll();
      return false;
    } catch (SyntaxError error) {
      return error.kind() == SyntaxError.Kind.UNCLOSED && "'\"`".contains(error.token());
    }
  }

  /** Whether the last line ends in a backslash that no other one before it makes literal. */
  static boolean isContinued(String script) {
    int end = script.endsWith("\n") ? script.length() - 1 : script.length();
    int first = end;
    while (first > 0 && script.charAt(first - 1) == '\\') {
      first--;
    }
    return (end - first) % 2 == 1;
  }
}
