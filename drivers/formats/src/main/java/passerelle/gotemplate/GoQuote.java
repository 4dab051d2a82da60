package passerelle.gotemplate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Go's quoted strings, both ways (Go: strconv {@code quote.go}). */
public final class GoQuote {
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b";
  private static final String LETTERS = "abfnrtv";

  private GoQuote() {}

  /** The string in double quotes (Go: {@code strconv.Quote}). */
  public static String quote(String s) {
    return quoteWith(s, '"', false);
  }

  static String quoteWith(String s, char quote, boolean asciiOnly) {
    StringBuilder out = new StringBuilder().append(quote);
    s.codePoints().forEach(c -> appendEscaped(out, c, quote, asciiOnly));
    return out.append(quote).toString();
  }

  private static void appendEscaped(StringBuilder out, int c, char quote, boolean asciiOnly) {
    int letter = ESCAPED.indexOf(c);
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (asciiOnly ? c < 0x7f && c >= ' ' : GoStrings.isPrint(c)) {
      out.appendCodePoint(c);
    } else if (letter >= 0) {
      out.append('\\').append(LETTERS.charAt(letter));
    } else if (c < ' ' || c == 0x7f) {
      out.append("\\x%02x".formatted(c));
    } else {
      out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    }
  }

  /** The text of a quoted or raw string, or nothing when it is malformed (strconv.Unquote). */
  static Optional<String> unquote(String s) {
    if (s.length() < 2 || s.charAt(0) != s.charAt(s.length() - 1)) {
      return Optional.empty();
    }
    String body = s.substring(1, s.length() - 1);
    if (s.charAt(0) == '`') {
      return Optional.of(body.replace("\r", ""));
    }
    return new Unquoter(body, s.charAt(0)).all();
  }

  /** The character of a constant such as {@code 'a'} or {@code '\n'}, or nothing. */
  static Optional<Integer> unquoteChar(String s) {
    if (s.length() < 3) {
      return Optional.empty();
    }
    return new Unquoter(s.substring(1, s.length() - 1), '\'').only();
  }

  /** True when {@code strconv.UnquoteChar} accepts the first character of a constant. */
  static boolean beginsWithChar(String s) {
    return s.length() > 2 && new Unquoter(s.substring(1), '\'').next() >= 0;
  }

  /** True when the string can stand in back quotes unchanged. */
  static boolean canBackquote(String s) {
    return s.codePoints()
        .noneMatch(c -> c == 0xfeff || c == '`' || c == 0x7f || c < ' ' && c != '\t');
  }

  /** Reads escapes one by one; bytes given as escapes are joined as UTF-8. */
  private static final class Unquoter {
    private final String s;
    private final char quote;
    private int pos;
    private boolean byteEscape;

    Unquoter(String s, char quote) {
      this.s = s;
      this.quote = quote;
    }

    Optional<Integer> only() {
      int c = next();
      return c >= 0 && pos == s.length() ? Optional.of(c) : Optional.empty();
    }

    Optional<String> all() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      while (pos < s.length()) {
        byteEscape = false;
        int c = next();
        if (c < 0) {
          return Optional.empty();
        } else if (byteEscape) {
          out.write(c);
        } else {
          out.writeBytes(GoStrings.bytes(Character.toString(c)));
        }
      }
      return Optional.of(out.toString(StandardCharsets.UTF_8));
    }

    /** The next character, or -1 when the text is malformed. */
    int next() {
      int c = s.codePointAt(pos);
      pos += Character.charCount(c);
      if (c == quote || c == '\n') {
        return -1;
      } else if (c != '\\') {
        return c;
      } else if (pos >= s.length()) {
        return -1;
      }
      char e = s.charAt(pos++);
      int letter = LETTERS.indexOf(e);
      if (letter >= 0) {
        return ESCAPED.charAt(letter);
      }
      return switch (e) {
        case 'x' -> number(2, 16, 0xff, true);
        case 'u' -> number(4, 16, Character.MAX_CODE_POINT, false);
        case 'U' -> number(8, 16, Character.MAX_CODE_POINT, false);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          pos--;
          yield number(3, 8, 0xff, true);
        }
        case '\\' -> '\\';
        case '\'', '"' -> e == quote ? e : -1;
        default -> -1;
      };
    }

    private int number(int digits, int radix, int max, boolean isByte) {
      long n = 0;
      for (int i = 0; i < digits; i++, pos++) {
        int d = pos < s.length() ? Character.digit(s.charAt(pos), radix) : -1;
        if (d < 0 || s.charAt(pos) > 0x7f) {
          return -1;
        }
        n = n * radix + d;
      }
      byteEscape = isByte;
      return n > max || !isByte && n >= 0xd800 && n <= 0xdfff ? -1 : (int) n;
    }
  }
}
