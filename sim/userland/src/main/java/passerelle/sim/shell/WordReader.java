package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.SyntaxError.Kind;

/** Reads one word with its quotes and expansions (POSIX XCU 2.2 and 2.6). */
final class WordReader {
  private static final String SPECIAL_PARAMETERS = "@*#?$!-0123456789";
  private static final List<String> OPERATORS =
      List.of(
          ":-", ":=", ":?", ":+", "-", "=", "?", "+", "%%", "%", "##", "#", "//", "/", ":", "^^",
          ",,", "^", ",", "@Q", "@U", "@L", "@u", "@E", "@a");
  private static final String ONLY_BASH = "^,@";
  private static final String NOT_IN_DASH = "^,@/:";

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

  private Word readUntil(String terminators) throws SyntaxError {
    while (terminators.indexOf(in.peek(0)) < 0) {
      if (in.atEnd()) {
        throw in.unclosed("}");
      }
      readPiece();
    }
    return finish();
  }

  /** The argument of an expansion in double quotes, where spaces and single quotes are plain. */
  private Word readQuotedUntil(String terminators) throws SyntaxError {
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
    if (c == '(') {
      readParenthesis(quoted);
    } else if (c == '{') {
      in.advance();
      addPart(readBraces(quoted));
    } else if (isNameStart(c)) {
      addPart(new Word.Parameter(readName(), quoted));
    } else if (c != 0 && SPECIAL_PARAMETERS.indexOf(c) >= 0) {
      addPart(new Word.Parameter(String.valueOf(in.advance()), quoted));
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

  private Word.Parameter readBraces(boolean quoted) throws SyntaxError {
    int start = in.position();
    boolean bash = in.dialect() == Dialect.BASH;
    boolean length = in.peek(0) == '#' && in.peek(1) != '}';
    boolean indirect = bash && in.peek(0) == '!' && isNameStart(in.peek(1));
    if (length || indirect) {
      in.advance();
    }
    Optional<String> name = readParameterName();
    if (in.atEnd()) {
      throw in.unclosed(quoted && in.dialect() == Dialect.DASH ? "\"" : "}");
    }
    if (name.isEmpty()) {
      return badSubstitution(start, quoted);
    }
    Optional<Word> subscript = Optional.empty();
    if (bash && isNameStart(name.get().charAt(0)) && in.peek(0) == '[') {
      subscript = Optional.of(readSubscript());
    }
    List<Word> arguments = new ArrayList<>();
    String operator = length ? "#length" : indirect ? "!" : readOperator();
    if (indirect && (in.peek(0) == '*' || in.peek(0) == '@')) {
      operator = "!names" + in.advance();
    } else if (!operator.isEmpty() && !length && !indirect && operator.charAt(0) != '@') {
      readArguments(operator, quoted, arguments);
    }
    if (in.peek(0) != '}') {
      return badSubstitution(start, quoted);
    }
    in.advance();
    return new Word.Parameter(name.get(), subscript, operator, arguments, quoted);
  }

  private Word readSubscript() throws SyntaxError {
    in.enter();
    in.advance();
    Word subscript = new WordReader(in).readUntil("]");
    in.advance();
    in.leave();
    return subscript;
  }

  private void readArguments(String operator, boolean quoted, List<Word> arguments)
      throws SyntaxError {
    boolean two = operator.startsWith("/") || operator.equals(":");
    arguments.add(argument(quoted, two ? (operator.equals(":") ? ":}" : "/}") : "}"));
    if (two && in.peek(0) != '}') {
      in.advance();
      arguments.add(argument(quoted, "}"));
    }
  }

  private Word argument(boolean quoted, String terminators) throws SyntaxError {
    in.enter();
    WordReader reader = new WordReader(in);
    Word word = quoted ? reader.readQuotedUntil(terminators) : reader.readUntil(terminators);
    in.leave();
    return word;
  }

  private String readOperator() {
    String unknown = in.dialect().choose("", ONLY_BASH, NOT_IN_DASH);
    for (String operator : OPERATORS) {
      boolean posix = operator.length() == 2 && operator.charAt(0) == ':';
      boolean known = posix || unknown.indexOf(operator.charAt(0)) < 0;
      if (known && in.script().startsWith(operator, in.position())) {
        for (int i = 0; i < operator.length(); i++) {
          in.advance();
        }
        return operator;
      }
    }
    return "";
  }

  /** The name; empty where none can be. */
  private Optional<String> readParameterName() throws SyntaxError {
    if (isNameStart(in.peek(0))) {
      return Optional.of(readName());
    }
    if (Character.isDigit(in.peek(0))) {
      StringBuilder digits = new StringBuilder();
      while (Character.isDigit(in.peek(0)) && digits.length() < 9) {
        digits.append(in.advance());
      }
      return Optional.of(digits.toString());
    }
    if (in.atEnd()) {
      throw in.unclosed("}");
    }
    if (SPECIAL_PARAMETERS.indexOf(in.peek(0)) >= 0) {
      return Optional.of(String.valueOf(in.advance()));
    }
    return Optional.empty();
  }

  /** ash finds it out as it reads, bash when it comes to it ({@code subst.c}). */
  private Word.Parameter badSubstitution(int start, boolean quoted) throws SyntaxError {
    if (in.dialect() == Dialect.ASH) {
      throw new SyntaxError(Kind.OTHER, "bad substitution", "", in.line());
    }
    int depth = 1;
    while (depth > 0) {
      if (in.atEnd()) {
        throw in.unclosed(quoted && in.dialect() == Dialect.DASH ? "\"" : "}");
      }
      char c = in.advance();
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    String text = "${" + in.script().substring(start, in.position());
    return new Word.Parameter(text, Optional.empty(), "bad", List.of(), quoted);
  }

  private String readName() {
    StringBuilder name = new StringBuilder();
    while (isNameStart(in.peek(0)) || Character.isDigit(in.peek(0))) {
      name.append(in.advance());
    }
    return name.toString();
  }

  static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
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
