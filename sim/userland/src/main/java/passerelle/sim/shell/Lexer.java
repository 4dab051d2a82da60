package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.SyntaxError.Kind;

/** Cuts a script into tokens (POSIX XCU 2.3); words are read by {@link WordReader}. */
final class Lexer {
  private static final List<String> OPERATORS =
      List.of(
          ";;&", ";&", "|&", "&>>", "<<<", "<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>",
          ">|", "&>", "&", "|", ";", "<", ">", "(", ")");

  /** Deeper nesting than any script needs; keeps the Java stack small. */
  private static final int MAX_DEPTH = 60;

  private final Dialect dialect;
  private String script;
  private final List<HereDocument> hereDocuments = new ArrayList<>();
  private int depth;
  private int position;
  private int line = 1;
  private Optional<HereDocument> openHereDocument = Optional.empty();

  Lexer(Dialect dialect, String script, int depth) {
    this.dialect = dialect;
    this.script = script;
    this.depth = depth;
  }

  Dialect dialect() {
    return dialect;
  }

  /** How many constructs are open here. */
  int depth() {
    return depth;
  }

  /** One construct inside another. */
  void enter() throws SyntaxError {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxError(Kind.OTHER, "nested too deeply", "", line);
    }
  }

  void leave() {
    depth--;
  }

  /** The operand of {@code =~}: up to the next blank, parentheses and bars included. */
  Word nextPattern() throws SyntaxError {
    skipBlanks();
    return new WordReader(this).readPattern();
  }

  String script() {
    return script;
  }

  int position() {
    return position;
  }

  void moveTo(int offset) {
    position = offset;
  }

  /** Puts other text in the place of what stands between an offset and here; it is read next. */
  void replaceFrom(int start, String text) {
    script = script.substring(0, start) + text + script.substring(position);
    position = start;
  }

  int line() {
    return line;
  }

  boolean atEnd() {
    return position >= script.length();
  }

  /** The character here plus {@code offset}; NUL beyond the end. */
  char peek(int offset) {
    int at = position + offset;
    return at < script.length() ? script.charAt(at) : 0;
  }

  char advance() {
    char c = script.charAt(position++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  /** Its text is read when the line ends. */
  void expect(HereDocument document) {
    hereDocuments.add(document);
  }

  /** Whether the script ended before the delimiter of a here-document. */
  boolean hasOpenHereDocument() {
    return openHereDocument.isPresent() || !hereDocuments.isEmpty();
  }

  /** The delimiter before which the script ended. */
  Optional<String> openDocument() {
    return hereDocuments.stream()
        .findFirst()
        .or(() -> openHereDocument)
        .map(HereDocument::delimiter);
  }

  Token next() throws SyntaxError {
    skipBlanks();
    int start = position;
    int startLine = line;
    if (atEnd()) {
      return new Token(Token.Kind.END, "newline", Optional.empty(), start, startLine);
    }
    if (peek(0) == '\n') {
      advance();
      readHereDocuments();
      return new Token(Token.Kind.NEWLINE, "newline", Optional.empty(), start, startLine);
    }
    Optional<String> operator = operator();
    if (operator.isPresent()) {
      position += operator.get().length();
      return new Token(Token.Kind.OPERATOR, operator.get(), Optional.empty(), start, startLine);
    }
    Word word = new WordReader(this).readWord();
    String text = script.substring(start, position);
    boolean redirects = peek(0) == '<' || peek(0) == '>';
    if (redirects && text.length() < 4 && text.chars().allMatch(Character::isDigit)) {
      return new Token(Token.Kind.IO_NUMBER, text, Optional.of(word), start, startLine);
    }
    return new Token(Token.Kind.WORD, text, Optional.of(word), start, startLine);
  }

  private Optional<String> operator() {
    for (String operator : isPiped() ? List.<String>of() : OPERATORS) {
      if (script.startsWith(operator, position) && dialect.hasOperator(operator)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether a process substitution of bash begins here. */
  boolean isPiped() {
    char c = peek(0);
    return dialect != Dialect.DASH && (c == '<' || c == '>') && peek(1) == '(';
  }

  private void skipBlanks() {
    while (!atEnd()) {
      char c = peek(0);
      if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '\\' && peek(1) == '\n') {
        position += 2;
        line++;
      } else if (c == '#') {
        while (!atEnd() && peek(0) != '\n') {
          position++;
        }
      } else {
        return;
      }
    }
  }

  private void readHereDocuments() throws SyntaxError {
    for (HereDocument document : hereDocuments) {
      StringBuilder text = new StringBuilder();
      boolean open = atEnd();
      Optional<String> content = open ? Optional.empty() : document.content(readLine());
      while (content.isPresent()) {
        text.append(content.get()).append('\n');
        open = atEnd();
        content = open ? Optional.empty() : document.content(readLine());
      }
      openHereDocument = openHereDocument.or(open ? () -> Optional.of(document) : Optional::empty);
      document.setText(
          document.isQuoted() ? Word.quoted(text.toString()) : expanding(text.toString()));
    }
    hereDocuments.clear();
  }

  /**
   * Bash knows where a document ends whatever stands in it; ash reads on for what is not closed.
   */
  private Word expanding(String document) throws SyntaxError {
    try {
      return WordReader.readHereDocument(dialect, document, depth);
    } catch (SyntaxError error) {
      if (dialect == Dialect.BASH && error.isIncomplete() && openHereDocument.isEmpty()) {
        String message =
            "bad substitution: no closing \"" + error.token() + "\" in " + error.token();
        throw new SyntaxError(SyntaxError.Kind.OTHER, message, "", error.line());
      }
      throw error;
    }
  }

  private String readLine() {
    int end = script.indexOf('\n', position);
    String text = script.substring(position, end < 0 ? script.length() : end);
    position = end < 0 ? script.length() : end + 1;
    line++;
    return text;
  }

  SyntaxError unclosed(String closing) {
    return unclosed(closing, line);
  }

  /** bash tells where what is not closed begins, the others where the script ends. */
  SyntaxError unclosed(String closing, int begun) {
    return new SyntaxError(Kind.UNCLOSED, closing, "", dialect == Dialect.BASH ? begun : line);
  }

  /** Begins to count lines with another number. */
  Lexer countingFrom(int first) {
    line = first;
    return this;
  }
}
