package passerelle.gotemplate;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number literal, which may stand for values of several types (Go: text/template/parse {@code
 * node.go:NumberNode}).
 *
 * @param text the literal as written
 * @param signed its value as an int64, when it has one
 * @param real its value as a float64, when it has one
 * @param complex its value as a complex128, when it is written as one
 */
record GoNumber(
    String text, Optional<Long> signed, Optional<Double> real, Optional<GoValue.Complex> complex) {
  private static final double TWO_63 = 0x1p63;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)([eE][+-]?\\d[\\d_]*)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX][\\da-fA-F_]*\\.?[\\da-fA-F_]*[pP][+-]?\\d+");
  private static final Pattern BAD_UNDERSCORE = Pattern.compile("_(?!\\d)|(?<![\\doObB])_");
  private static final Pattern BAD_HEXADECIMAL_UNDERSCORE =
      Pattern.compile("_(?![\\da-fA-F])|(?<![\\da-fA-FxX])_");

  /** The value of a character constant, or nothing when it is malformed. */
  static Optional<GoNumber> ofCharacter(String text) {
    return GoQuote.unquoteChar(text).map(c -> integer(text, BigInteger.valueOf(c)));
  }

  private static GoNumber integer(String text, BigInteger n) {
    boolean signed = n.bitLength() < 64;
    return new GoNumber(
        text,
        signed ? Optional.of(n.longValue()) : Optional.empty(),
        Optional.of(n.doubleValue()),
        Optional.empty());
  }

  /** The value of a number. */
  static GoNumber parse(String text) throws GoTemplateException {
    if (text.endsWith("i")) {
      Optional<Double> f = parseFloat(text.substring(0, text.length() - 1));
      if (f.isPresent()) {
        return complex(text, 0, f.get());
      }
    }
    Optional<BigInteger> n = parseInteger(text);
    if (n.isPresent() && n.get().bitLength() < (n.get().signum() < 0 || isSigned(text) ? 64 : 65)) {
      return integer(text, n.get());
    }
    Optional<Double> f = parseFloat(text);
    if (f.isEmpty()) {
      throw new GoTemplateException("illegal number syntax: " + GoQuote.quote(text));
    } else if (text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
      throw new GoTemplateException("integer overflow: " + GoQuote.quote(text));
    }
    return real(text, f.get(), Optional.empty());
  }

  /** The value of a sum of a real and an imaginary number. */
  static GoNumber parseComplex(String text) throws GoTemplateException {
    int sign = text.length() - 1;
    while (sign > 0
        && !("+-".indexOf(text.charAt(sign)) >= 0 && "eEpP".indexOf(text.charAt(sign - 1)) < 0)) {
      sign--;
    }
    Optional<Double> real = parseFloat(text.substring(0, sign));
    Optional<Double> imaginary = parseFloat(text.substring(sign, text.length() - 1));
    if (real.isEmpty() || imaginary.isEmpty()) {
      throw new GoTemplateException("syntax error scanning complex number");
    }
    return complex(text, real.get(), imaginary.get());
  }

  private static GoNumber complex(String text, double real, double imaginary) {
    GoValue.Complex value = new GoValue.Complex(real, imaginary);
    return imaginary == 0
        ? real(text, real, Optional.of(value))
        : new GoNumber(text, Optional.empty(), Optional.empty(), Optional.of(value));
  }

  private static GoNumber real(String text, double f, Optional<GoValue.Complex> complex) {
    boolean whole = f == Math.rint(f);
    return new GoNumber(
        text,
        whole && f >= -TWO_63 && f < TWO_63 ? Optional.of((long) f) : Optional.empty(),
        Optional.of(f),
        complex);
  }

  private static boolean isSigned(String text) {
    return text.startsWith("+") || text.startsWith("-");
  }

  private static Optional<BigInteger> parseInteger(String text) {
    if (!underscoresAreRight(text)) {
      return Optional.empty();
    }
    String digits = (isSigned(text) ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    int radix = 10;
    if (digits.startsWith("0x")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.startsWith("0o")) {
      radix = 8;
      digits = digits.substring(2);
    } else if (digits.startsWith("0b")) {
      radix = 2;
      digits = digits.substring(2);
    } else if (digits.startsWith("0") && digits.length() > 1) {
      radix = 8;
    }
    digits = digits.replace("_", "");
    int base = radix;
    if (digits.isEmpty() || digits.chars().anyMatch(c -> Character.digit(c, base) < 0)) {
      return Optional.empty();
    }
    BigInteger n = new BigInteger(digits, radix);
    return Optional.of(text.startsWith("-") ? n.negate() : n);
  }

  /** Go's {@code strconv.ParseFloat}; nothing for bad syntax and for what is out of range. */
  static Optional<Double> parseFloat(String text) {
    boolean hex = HEXADECIMAL.matcher(text).matches();
    if (!hex && !DECIMAL.matcher(text).matches() || !underscoresAreRight(text)) {
      return Optional.empty();
    }
    try {
      double f = Double.parseDouble(text.replace("_", ""));
      return Double.isInfinite(f) ? Optional.empty() : Optional.of(f);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Underscores separate digits, or the base's prefix from the first digit. */
  private static boolean underscoresAreRight(String text) {
    boolean hex = text.matches("[+-]?0[xX].*");
    return !(hex ? BAD_HEXADECIMAL_UNDERSCORE : BAD_UNDERSCORE).matcher(text).find();
  }
}
