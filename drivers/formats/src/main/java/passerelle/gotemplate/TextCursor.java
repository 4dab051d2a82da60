package passerelle.gotemplate;

/** A place in a text, and what moves it forward. */
abstract class TextCursor {
  final String input;
  int pos;

  TextCursor(String input) {
    this.input = input;
  }

  /** The next character, or -1 at the end. */
  final int peek() {
    return pos < input.length() ? input.codePointAt(pos) : -1;
  }

  final int advance() {
    int c = peek();
    pos += c < 0 ? 0 : Character.charCount(c);
    return c;
  }

  /** Passes over what may be a number; false when a letter or digit follows it. */
  final boolean scanNumber() {
    accept("+-");
    String digits = "0123456789_";
    String exponent = "eE";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = "pP";
      } else if (accept("oO")) {
        digits = "01234567_";
        exponent = "";
      } else if (accept("bB")) {
        digits = "01_";
        exponent = "";
      }
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    if (accept(exponent)) {
      accept("+-");
      acceptRun("0123456789_");
    }
    accept("i");
    if (isAlphaNumeric(peek())) {
      advance();
      return false;
    }
    return true;
  }

  final boolean accept(String valid) {
    if (peek() >= 0 && valid.indexOf(peek()) >= 0) {
      advance();
      return true;
    }
    return false;
  }

  final void acceptRun(String valid) {
    while (accept(valid)) {
      continue;
    }
  }

  final void skipSpace() {
    while (isSpace(peek())) {
      advance();
    }
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isAlphaNumeric(int c) {

    return c == '_' || c >= 0 && (Character.isLetter(c) || Character.isDigit(c));
  }
}
