package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.List;

/** Splits a jq program into tokens (lexer.l). */
final class JqLexer {
  /** What a token is. */
  enum Kind {
    WORD,
    FIELD,
    VARIABLE,
    FORMAT,
    NUMBER,
    STRING,
    SIGN,
    END
  }

  /**
   * A token.
   *
   * @param text without the dot, dollar or quotes
   * @param parts of a string: its texts and, between them, the tokens' sources of what is put in
   * @param start where it begins in the source
   */
  record Token(Kind kind, String text, List<String> parts, int start) {}

  private static final List<String> SIGNS =
      List.of(
          "?//", "//=", "|=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "..", ".",
          "[", "]", "(", ")", "{", "}", "|", ",", ":", ";", "=", "<", ">", "+", "-", "*", "/", "%",
          "?");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int start;

  private JqLexer(String source) {
    this.source = source;
  }

  static List<Token> split(String source) throws JqSyntaxError {
    JqLexer lexer = new JqLexer(source);
    lexer.run();
    lexer.start = Math.max(0, source.length() - 1);
    lexer.add(Kind.END, "end of file");
    return lexer.tokens;
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, List.of(), start));
  }

  private void run() throws JqSyntaxError {
    while (at < source.length()) {
      char c = source.charAt(at);
      start = at;
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#') {
        while (at < source.length() && source.charAt(at) != '\n') {
          at++;
        }
      } else if (c == '"') {
        string();
      } else if (Character.isDigit(c) || c == '.' && isDigitAt(at + 1)) {
        number();
      } else if (isNameStart(c)) {
        add(Kind.WORD, name());
      } else if (c == '.' && at + 1 < source.length() && isNameStart(source.charAt(at + 1))) {
        at++;
        add(Kind.FIELD, name());
      } else if (c == '$' && at + 1 < source.length() && isNameStart(source.charAt(at + 1))) {
        at++;
        add(Kind.VARIABLE, name());
      } else if (c == '@' && at + 1 < source.length() && isNameStart(source.charAt(at + 1))) {
        at++;
        add(Kind.FORMAT, name());
      } else {
        sign();
      }
    }
  }

  private boolean isDigitAt(int index) {
    return index < source.length() && Character.isDigit(source.charAt(index));
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private String name() {
    int from = at;
    while (at < source.length()
        && (isNameStart(source.charAt(at)) || Character.isDigit(source.charAt(at)))) {
      at++;
    }
    return source.substring(from, at);
  }

  private void number() {
    while (isDigitAt(at) || at < source.length() && source.charAt(at) == '.') {
      at++;
    }
    if (at < source.length() && "eE".indexOf(source.charAt(at)) >= 0) {
      int exponent = at + 1;
      exponent += exponent < source.length() && "+-".indexOf(source.charAt(exponent)) >= 0 ? 1 : 0;
      if (isDigitAt(exponent)) {
        at = exponent;
        while (isDigitAt(at)) {
          at++;
        }
      }
    }
    add(Kind.NUMBER, source.substring(start, at));
  }

  private void sign() throws JqSyntaxError {
    for (String sign : SIGNS) {
      if (source.startsWith(sign, at)) {
        at += sign.length();
        add(Kind.SIGN, sign);
        return;
      }
    }
    throw new JqSyntaxError("syntax error, unexpected INVALID_CHARACTER", start);
  }

  private void string() throws JqSyntaxError {
    List<String> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    at++;
    while (at < source.length() && source.charAt(at) != '"') {
      char c = source.charAt(at++);
      if (c != '\\' || at == source.length()) {
        text.append(c);
      } else if (source.charAt(at) == '(') {
        parts.add(text.toString());
        text.setLength(0);
        parts.add(inner());
      } else {
        escape(text);
      }
    }
    if (at == source.length()) {
      throw new JqSyntaxError(
          "syntax error, unexpected end of file, expecting QQSTRING_TEXT or"
              + " QQSTRING_INTERP_START or QQSTRING_END",
          source.length());
    }
    at++;
    parts.add(text.toString());
    tokens.add(new Token(Kind.STRING, "QQSTRING_START", parts, start));
  }

  private void escape(StringBuilder text) throws JqSyntaxError {
    char c = source.charAt(at++);
    int simple = "bfnrt\"\\/".indexOf(c);
    if (simple >= 0) {
      text.append("\b\f\n\r\t\"\\/".charAt(simple));
    } else if (c == 'u'
        && at + 4 <= source.length()
        && source.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      text.append((char) Integer.parseInt(source.substring(at, at + 4), 16));
      at += 4;
    } else {
      throw new JqSyntaxError("syntax error, unexpected INVALID_CHARACTER", start);
    }
  }

  /** The source of what stands in {@code \(...)}, strings within it left as they are. */
  private String inner() throws JqSyntaxError {
    int from = ++at;
    int depth = 1;
    boolean quoted = false;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (quoted && c == '\\') {
        if (at < source.length() && source.charAt(at) == '(') {
          inner();
        } else {
          at++;
        }
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
          return source.substring(from, at - 1);
        }
      }
    }
    throw new JqSyntaxError("syntax error, unexpected end of file", source.length());
  }
}
