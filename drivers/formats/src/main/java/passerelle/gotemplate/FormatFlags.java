package passerelle.gotemplate;

import java.math.BigInteger;
import java.util.Locale;

/** The flags, width and precision of one verb, and what they do (Go: fmt {@code format.go}). */
final class FormatFlags {
  boolean minus;
  boolean plus;
  boolean sharp;
  boolean space;
  boolean zero;
  boolean plusV;
  boolean sharpV;

  /** The width, or -1. */
  int width = -1;

  /** The precision, or -1. */
  int precision = -1;

  /** {@code %v} means {@code %+v} or {@code %#v} by a flag; the flag itself is then used up. */
  void beginV() {
    sharpV = sharp;
    sharp = false;
    plusV = plus;
    plus = false;
  }

  String pad(String s) {
    return pad(s, zero && !minus ? "0" : " ");
  }

  private String pad(String s, String with) {
    int missing = width - GoStrings.runeCount(s);
    if (missing <= 0) {
      return s;
    }
    return minus ? s + with.repeat(missing) : with.repeat(missing) + s;
  }

  private String padWithSpaces(String s) {
    return pad(s, " ");
  }

  private String truncated(String s) {
    return precision < 0 ? s : GoStrings.firstRunes(s, precision);
  }

  String string(String s) {
    return pad(truncated(s));
  }

  String quoted(String s) {
    String text = truncated(s);
    if (sharp && GoQuote.canBackquote(text)) {
      return pad("`" + text + "`");
    }
    return pad(GoQuote.quoteWith(text, '"', plus));
  }

  String hexString(String s, boolean upper) {
    byte[] bytes = GoStrings.bytes(s);
    int length = precision >= 0 ? Math.min(precision, bytes.length) : bytes.length;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (i > 0 && space) {
        out.append(' ');
      }
      if (sharp && (i == 0 || space)) {
        out.append(upper ? "0X" : "0x");
      }
      out.append(String.format(Locale.ROOT, upper ? "%02X" : "%02x", bytes[i]));
    }
    return pad(out.toString());
  }

  /** An integer in a base; {@code verb} tells %O and the case of digits. */
  String integer(BigInteger n, int base, char verb) {
    boolean negative = n.signum() < 0;
    if (precision == 0 && n.signum() == 0) {
      return " ".repeat(Math.max(width, 0));
    }
    int digits = precision;
    if (precision < 0 && zero && !minus && width >= 0) {
      digits = negative || plus || space ? width - 1 : width;
    }
    String body = n.abs().toString(base);
    body = "0".repeat(Math.max(0, digits - body.length())) + body;
    if (sharp) {
      body = basePrefix(base, body) + body;
    }
    body = (verb == 'O' ? "0o" : "") + body;
    String sign = negative ? "-" : plus ? "+" : space ? " " : "";
    return padWithSpaces(sign + (verb == 'X' ? body.toUpperCase(Locale.ROOT) : body));
  }

  private static String basePrefix(int base, String body) {
    return switch (base) {
      case 2 -> "0b";
      case 8 -> body.startsWith("0") ? "" : "0";
      case 16 -> "0x";
      default -> "";
    };
  }

  String character(BigInteger n) {
    return pad(Character.toString(codePoint(n)));
  }

  String quotedCharacter(BigInteger n) {
    return pad(GoQuote.quoteWith(Character.toString(codePoint(n)), '\'', plus));
  }

  private static int codePoint(BigInteger n) {
    boolean valid =
        n.bitLength() < 22 && n.signum() >= 0 && n.intValue() <= Character.MAX_CODE_POINT;
    int c = valid ? n.intValue() : 0xfffd;
    return c >= 0xd800 && c <= 0xdfff ? 0xfffd : c;
  }

  String unicode(BigInteger number) {
    BigInteger n = number.signum() < 0 ? number.add(BigInteger.ONE.shiftLeft(64)) : number;
    String code = n.toString(16).toUpperCase(Locale.ROOT);
    code = "U+" + "0".repeat(Math.max(0, Math.max(4, precision) - code.length())) + code;
    boolean shown = sharp && n.bitLength() < 22 && GoStrings.isPrint(n.intValue());
    return padWithSpaces(shown ? code + " '" + Character.toString(n.intValue()) + "'" : code);
  }

  String floating(double f, char verb, int defaultPrecision) {
    int prec = precision >= 0 ? precision : defaultPrecision;
    String num = GoFloat.format(f, verb, prec);
    String sign = num.startsWith("-") ? "-" : plus ? "+" : space ? " " : "";
    String body = num.startsWith("-") || num.startsWith("+") ? num.substring(1) : num;
    if (body.startsWith("I") || body.startsWith("N")) {
      boolean infinite = body.startsWith("I");
      String shown = infinite && sign.isEmpty() ? "+" : sign;
      return padWithSpaces(shown + body);
    }
    if (sharp && verb != 'b') {
      body = withPoint(body, verb, prec);
    }
    if (!sign.isEmpty() && zero && !minus && width > sign.length() + body.length()) {
      return sign + "0".repeat(width - sign.length() - body.length()) + body;
    }
    return pad(sign + body);
  }

  /** The # flag keeps the decimal point, and with %g the zeros behind it. */
  private static String withPoint(String body, char verb, int precision) {
    int end = body.length();
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == 'p' || c == 'P' || (verb != 'x' && verb != 'X' && (c == 'e' || c == 'E'))) {
        end = i;
        break;
      }
    }
    String number = body.substring(0, end);
    int digits = 0;
    if (verb == 'g' || verb == 'G' || verb == 'x') {
      digits = precision < 0 ? 6 : precision;
    }
    String counted = number.replace(".", "").replaceFirst("^0+", "");
    digits -= counted.length();
    if (!number.contains(".")) {
      digits -= number.equals("0") ? 1 : 0;
      number += ".";
    }
    return number + "0".repeat(Math.max(0, digits)) + body.substring(end);
  }
}
