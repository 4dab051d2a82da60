package passerelle.gotemplate;

/** Cuts a template's text into items (Go: text/template/parse {@code lex.go}). */
final class Lexer extends TextCursor {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";

  private int start;
  private int parenDepth;
  private boolean insideAction;
  private boolean failed;
  private int lineOfMark = 1;
  private int mark;

  Lexer(String input) {
    super(input);
  }

  /** The next item; after an error or the end, EOF for ever. */
  Token next() {
    if (failed) {
      return new Token(Token.Kind.EOF, 0, "EOF", lineOf(start));
    }
    return insideAction ? lexInsideAction() : lexText();
  }

  private int lineOf(int position) {
    if (position < mark) {
      mark = 0;
      lineOfMark = 1;
    }
    for (; mark < position; mark++) {
      if (input.charAt(mark) == '\n') {
        lineOfMark++;
      }
    }
    return lineOfMark;
  }

  private Token emit(Token.Kind kind) {
    Token token = new Token(kind, start, input.substring(start, pos), lineOf(start));
    start = pos;
    return token;
  }

  private Token error(String message) {
    failed = true;
    return new Token(Token.Kind.ERROR, start, message, lineOf(start));
  }

  private Token lexText() {
    int delim = input.indexOf(LEFT, pos);
    if (delim < 0) {
      pos = input.length();
      return pos > start ? emit(Token.Kind.TEXT) : emitEof();
    }
    if (delim > pos) {
      pos = delim;
      if (isLeftTrim(delim + 2)) {
        pos = start + trimmedRight(input.substring(start, delim)).length();
      }
      Token text = emit(Token.Kind.TEXT);
      pos = delim;
      start = delim;
      if (!text.text().isEmpty()) {
        return text;
      }
    }
    return lexLeftDelim();
  }

  private Token emitEof() {
    return new Token(Token.Kind.EOF, pos, "EOF", lineOf(start));
  }

  private Token lexLeftDelim() {
    int delim = pos;
    pos += LEFT.length();
    int afterMarker = isLeftTrim(pos) ? 2 : 0;
    if (input.startsWith("/*", pos + afterMarker)) {
      pos += afterMarker;
      start = pos;
      return lexComment();
    }
    Token token = new Token(Token.Kind.LEFT_DELIM, delim, LEFT, lineOf(delim));
    insideAction = true;
    pos += afterMarker;
    start = pos;
    parenDepth = 0;
    return token;
  }

  private Token lexComment() {
    int end = input.indexOf("*/", pos + 2);
    if (end < 0) {
      return error("unclosed comment");
    }
    pos = end + 2;
    boolean trim = isTrimmedRightDelim(pos);
    if (!trim && !input.startsWith(RIGHT, pos)) {
      return error("comment ends before closing delimiter");
    }
    pos += RIGHT.length() + (trim ? 2 : 0);
    if (trim) {
      skipSpace();
    }
    start = pos;
    return lexText();
  }

  private Token lexRightDelim() {
    boolean trim = isTrimmedRightDelim(pos);
    if (trim) {
      pos += 2;
      start = pos;
    }
    pos += RIGHT.length();
    Token token = emit(Token.Kind.RIGHT_DELIM);
    if (trim) {
      skipSpace();
      start = pos;
    }
    insideAction = false;
    return token;
  }

  private Token lexInsideAction() {
    if (input.startsWith(RIGHT, pos) || isTrimmedRightDelim(pos)) {
      return parenDepth == 0 ? lexRightDelim() : error("unclosed left paren");
    }
    int c = peek();
    if (c < 0) {
      return error("unclosed action");
    } else if (isSpace(c)) {
      return lexSpace();
    } else if (c == '+' || c == '-' || isDigit(c) || c == '.' && isDigitAt(pos + 1)) {
      return lexNumber();
    } else if (isAlphaNumeric(c)) {
      return lexWord(Token.Kind.IDENTIFIER);
    }
    advance();
    return lexSymbol(c);
  }

  private Token lexSymbol(int c) {
    return switch (c) {
      case '=' -> emit(Token.Kind.ASSIGN);
      case ':' -> advance() == '=' ? emit(Token.Kind.DECLARE) : error("expected :=");
      case '|' -> emit(Token.Kind.PIPE);
      case '"' -> lexQuoted('"', Token.Kind.STRING, "unterminated quoted string");
      case '\'' -> lexQuoted('\'', Token.Kind.CHAR_CONSTANT, "unterminated character constant");
      case '`' -> lexRawString();
      case '$' -> atTerminator() ? emit(Token.Kind.VARIABLE) : lexWord(Token.Kind.VARIABLE);
      case '.' -> atTerminator() ? emit(Token.Kind.DOT) : lexWord(Token.Kind.FIELD);
      case '(' -> {
        parenDepth++;
        yield emit(Token.Kind.LEFT_PAREN);
      }
      case ')' -> {
        parenDepth--;
        yield parenDepth < 0 ? error("unexpected right paren") : emit(Token.Kind.RIGHT_PAREN);
      }
      default ->
          c > ' ' && c < 0x7f
              ? emit(Token.Kind.CHAR)
              : error("unrecognized character in action: " + GoStrings.unicode(c));
    };
  }

  private Token lexSpace() {
    int spaces = 0;
    while (isSpace(peek())) {
      advance();
      spaces++;
    }
    if (isTrimmedRightDelim(pos - 1)) {
      pos--;
      if (spaces == 1) {
        return lexRightDelim();
      }
    }
    return emit(Token.Kind.SPACE);
  }

  private Token lexWord(Token.Kind kind) {
    while (isAlphaNumeric(peek())) {
      advance();
    }
    if (!atTerminator()) {
      return error("bad character " + GoStrings.unicode(peek()));
    }
    if (kind != Token.Kind.IDENTIFIER) {
      return emit(kind);
    }
    String word = input.substring(start, pos);
    if (word.equals("true") || word.equals("false")) {
      return emit(Token.Kind.BOOL);
    }
    return emit(Token.KEYWORDS.getOrDefault(word, kind));
  }

  private boolean atTerminator() {
    int c = peek();
    return c < 0 || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || input.startsWith(RIGHT, pos);
  }

  private Token lexQuoted(char quote, Token.Kind kind, String unterminated) {
    while (true) {
      int c = advance();
      if (c == '\\') {
        c = advance();
        if (c >= 0 && c != '\n') {
          continue;
        }
      }
      if (c < 0 || c == '\n') {
        return error(unterminated);
      } else if (c == quote) {
        return emit(kind);
      }
    }
  }

  private Token lexRawString() {
    int end = input.indexOf('`', pos);
    if (end < 0) {
      return error("unterminated raw quoted string");
    }
    pos = end + 1;
    return emit(Token.Kind.RAW_STRING);
  }

  private Token lexNumber() {
    Token.Kind kind = Token.Kind.NUMBER;
    boolean good = scanNumber();
    if (good && (peek() == '+' || peek() == '-')) {
      kind = Token.Kind.COMPLEX;
      good = scanNumber() && input.charAt(pos - 1) == 'i';
    }
    return good
        ? emit(kind)
        : error("bad number syntax: " + GoQuote.quote(input.substring(start, pos)));
  }

  private boolean isLeftTrim(int at) {
    return at + 1 < input.length() && input.charAt(at) == '-' && isSpace(input.charAt(at + 1));
  }

  private boolean isTrimmedRightDelim(int at) {
    return at >= 0
        && at < input.length()
        && isSpace(input.charAt(at))
        && input.startsWith("-" + RIGHT, at + 1);
  }

  private static String trimmedRight(String s) {
    int end = s.length();
    while (end > 0 && isSpace(s.charAt(end - 1))) {
      end--;
    }
    return s.substring(0, end);
  }

  private boolean isDigitAt(int at) {
    return at >= input.length() || isDigit(input.charAt(at));
  }
}
