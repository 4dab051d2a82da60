package passerelle.gotemplate;

import java.util.Map;

/**
 * One item of a template's text (Go: text/template/parse {@code lex.go:item}).
 *
 * @param position where it begins, in chars
 * @param line the line it begins on, from 1
 */
record Token(Kind kind, int position, String text, int line) {

  /** What an item is. Keywords come last, so that they can be told by their order. */
  enum Kind {
    ERROR,
    BOOL,
    CHAR,
    CHAR_CONSTANT,
    COMPLEX,
    ASSIGN,
    DECLARE,
    EOF,
    FIELD,
    IDENTIFIER,
    LEFT_DELIM,
    LEFT_PAREN,
    NUMBER,
    PIPE,
    RAW_STRING,
    RIGHT_DELIM,
    RIGHT_PAREN,
    SPACE,
    STRING,
    TEXT,
    VARIABLE,
    BLOCK,
    BREAK,
    CONTINUE,
    DOT,
    DEFINE,
    ELSE,
    END,
    IF,
    NIL,
    RANGE,
    TEMPLATE,
    WITH;

    boolean isKeyword() {
      return compareTo(VARIABLE) > 0;
    }
  }

  static final Map<String, Kind> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("if", Kind.IF),
          Map.entry("range", Kind.RANGE),
          Map.entry("nil", Kind.NIL),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("with", Kind.WITH));

  /** The item as error texts show it. */
  @Override
  public String toString() {
    if (kind == Kind.EOF) {
      return "EOF";
    } else if (kind == Kind.ERROR) {
      return text;
    } else if (kind.isKeyword()) {
      return "<" + text + ">";
    } else if (GoStrings.byteLength(text) > 10) {
      return GoQuote.quote(GoStrings.firstRunes(text, 10)) + "...";
    }
    return GoQuote.quote(text);
  }
}
