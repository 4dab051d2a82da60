package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads one word with its quotes and expansions (POSIX XCU 2.2 and 2.6). */
final class WordReader {
  private static final String ARRAY = "[A-Za-z_][A-Za-z0-9_]*[+]?=";

  private final Lexer in;
  private final List<Word.Part> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private boolean plainQuoted;

  WordReader(Lexer in) {
    this.in = in;
  }

  static Word readHereDocument(Dialect dialect, String text, int depth) throws SyntaxError {
    WordReader reader = new WordReader(new Lexer(dialect, text, depth + 1));
    reader.readQuoted('\0', "\\$`");
    return reader.finish();
  }

  /** Reads up to a blank or an operator. */
  Word readWord() throws SyntaxError {
    while (!in.atEnd() && (" \t\r\n|&;<>()".indexOf(in.peek(0)) < 0 || in.isPiped())) {
      if (in.isPiped()) {
        boolean reads = in.advance() == '<';
        addPart(new Word.Piped(readScript(), reads));
      } else {
        readPiece();
      }
    }
    if (in.dialect() == Dialect.BASH && in.peek(0) == '(' && isArrayAssignment()) {
      parts.add(AssignmentReader.list(in));
    }
    return finish();
  }

  /** Whether {@code name=} or {@code name+=} has been read, and a parenthesis follows. */
  private boolean isArrayAssignment() {
    boolean begins = parts.isEmpty() && !plainQuoted && plain.toString().matches(ARRAY);
    if (begins) {
      flush();
    }
    return begins;
  }

  Word readUntil(String terminators) throws SyntaxError {
    while (terminators.indexOf(in.peek(0)) < 0) {
      if (in.atEnd()) {
        throw in.unclosed("}");
      }
      readPiece();
    }
    return finish();
  }

  /** The argument of an expansion in double quotes, where spaces and single quotes are plain. */
  Word readQuotedUntil(String terminators) throws SyntaxError {
    while (terminators.indexOf(in.peek(0)) < 0) {
      if (in.atEnd()) {
        throw in.unclosed("}");
      }
      char c = in.peek(0);
      if (c == '\\' || c == '"' || c == '$' || c == '`') {
        readPiece();
      } else {
        add(in.advance(), false);
      }
    }
    return finish();
  }

  /** Reads up to a blank. */
  Word readPattern() throws SyntaxError {
    while (!in.atEnd() && " \t\r\n".indexOf(in.peek(0)) < 0) {
      readPiece();
    }
    return finish();
  }

  private Word finish() {
    flush();
    return new Word(parts);
  }

  private void readPiece() throws SyntaxError {
    char c = in.advance();
    switch (c) {
      case '\\' -> {
        if (in.atEnd()) {
          add('\\', true);
        } else if (in.peek(0) == '\n') {
          in.advance();
        } else {
          add(in.advance(), true);
        }
      }
      case '\'' -> readSingleQuoted();
      case '"' -> {
        markQuoted();
        readQuoted('"', "\\$`\"");
      }
      case '$' -> readDollar(false);
      case '`' -> readBackquoted(false);
      default -> add(c, false);
    }
  }

  private void readSingleQuoted() throws SyntaxError {
    markQuoted();
    int begun = in.line();
    while (in.peek(0) != '\'') {
      if (in.atEnd()) {
        throw in.unclosed("'", begun);
      }
      add(in.advance(), true);
    }
    in.advance();
  }

  private void readQuoted(char end, String escapable) throws SyntaxError {
    int begun = in.line();
    while (true) {
      if (in.atEnd()) {
        if (end == '\0') {
          return;
        }
        throw in.unclosed(String.valueOf(end), begun);
      }
      char c = in.advance();
      if (c == end) {
        return;
      }
      if (c == '\\' && in.peek(0) == '\n') {
        in.advance();
      } else if (c == '\\' && !in.atEnd() && escapable.indexOf(in.peek(0)) >= 0) {
        add(in.advance(), true);
      } else if (c == '$') {
        readDollar(true);
      } else if (c == '`') {
        readBackquoted(true);
      } else {
        add(c, true);
      }
    }
  }

  private void readDollar(boolean quoted) throws SyntaxError {
    char c = in.peek(0);
    ParameterReader parameter = new ParameterReader(in, quoted);
    if (c == '(') {
      readParenthesis(quoted);
    } else if (c == '{') {
      in.advance();
      addPart(parameter.braces());
    } else if (parameter.isAtName()) {
      addPart(parameter.plain());
    } else if (c == '\'' && !quoted && in.dialect() != Dialect.DASH) {
      in.advance();
      readAnsiQuoted();
    } else if (c != '"' || quoted || in.dialect() != Dialect.BASH) {
      add('$', quoted);
    }
  }

  private void readAnsiQuoted() throws SyntaxError {
    StringBuilder text = new StringBuilder();
    while (in.peek(0) != '\'') {
      if (in.atEnd()) {
        throw in.unclosed("'");
      }
      char c = in.advance();
      text.append(c);
      if (c == '\\' && !in.atEnd()) {
        text.append(in.advance());
      }
    }
    in.advance();
    addPart(new Word.Text(Escapes.interpret(text.toString(), false).text(), true));
  }

  private void readParenthesis(boolean quoted) throws SyntaxError {
    if (in.peek(1) == '(' && readArithmetic(quoted)) {
      return;
    }
    addPart(new Word.Substitution(readScript(), quoted));
  }

  private Command readScript() throws SyntaxError {
    in.enter();
    in.advance();
    Command script = new Parser(in).parseUntilParenthesis();
    in.leave();
    return script;
  }

  private boolean readArithmetic(boolean quoted) throws SyntaxError {
    int end = ArithmeticText.end(in.script(), in.position() + 2);
    if (end < 0) {
      return false;
    }
    String text = in.script().substring(in.position() + 2, end);
    while (in.position() < end + 2) {
      in.advance();
    }
    addPart(new Word.Arithmetic(readHereDocument(in.dialect(), text, in.depth()), quoted));
    return true;
  }

  private void readBackquoted(boolean quoted) throws SyntaxError {
    in.enter();
    StringBuilder script = new StringBuilder();
    while (in.peek(0) != '`') {
      if (in.atEnd()) {
        throw in.unclosed("`");
      }
      char c = in.advance();
      boolean escapes =
          c == '\\' && (quoted ? "\\`$\"" : "\\`$").indexOf(in.peek(0)) >= 0 && !in.atEnd();
      script.append(escapes ? in.advance() : c);
    }
    in.advance();
    Lexer inner = new Lexer(in.dialect(), script.toString(), in.depth());
    addPart(new Word.Substitution(new Parser(inner).parseAll(), quoted));
    in.leave();
  }

  private void add(char c, boolean quoted) {
    if (quoted != plainQuoted) {
      flush();
      plainQuoted = quoted;
    }
    plain.append(c);
  }

  /** An empty pair of quotes makes a field too. */
  private void markQuoted() {
    flush();
    parts.add(new Word.Text("", true));
  }

  private void addPart(Word.Part part) {
    flush();
    parts.add(part);
  }

  private void flush() {
    if (plain.length() > 0) {
      parts.add(new Word.Text(plain.toString(), plainQuoted));
      plain.setLength(0);
    }
  }
}
