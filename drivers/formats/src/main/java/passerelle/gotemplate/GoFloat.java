package passerelle.gotemplate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floating point numbers in Go's formats (Go: strconv {@code ftoa.go}). */
final class GoFloat {
  /** The precision that asks for as few digits as tell the number from its neighbours. */
  static final int SHORTEST = -1;

  /** The largest precision that is worked out; a double has no more digits than 1,075. */
  private static final int MAX_PRECISION = 1_100;

  private GoFloat() {}

  /** {@code strconv.FormatFloat(f, verb, precision, 64)} for the verbs e E f g G x X b. */
  static String format(double f, char verb, int precision) {
    if (Double.isNaN(f)) {
      return "NaN";
    } else if (Double.isInfinite(f)) {
      return f > 0 ? "+Inf" : "-Inf";
    }
    String sign = f < 0 || f == 0 && 1 / f < 0 ? "-" : "";
    double abs = Math.abs(f);
    String digits =
        switch (verb) {
          case 'e', 'E' -> exponential(abs, precision);
          case 'f' -> fixed(abs, precision);
          case 'x', 'X' -> hexadecimal(abs, precision);
          case 'b' -> binary(abs);
          default -> general(abs, precision);
        };
    return sign
        + (verb == 'E' || verb == 'G' || verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
  }

  /** The decimal of fewest digits that reads back as the same double. */
  private static BigDecimal shortest(double f) {
    BigDecimal exact = new BigDecimal(f);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == f) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }

  private static String exponential(double f, int precision) {
    int prec = Math.min(precision, MAX_PRECISION);
    BigDecimal d =
        prec < 0
            ? shortest(f)
            : new BigDecimal(f).round(new MathContext(prec + 1, RoundingMode.HALF_EVEN));
    return exponential(d, prec);
  }

  private static String exponential(BigDecimal d, int precision) {
    String digits = d.signum() == 0 ? "0" : significant(d);
    int exponent = d.signum() == 0 ? 0 : pointOf(d) - 1;
    String fraction = digits.substring(1);
    if (precision >= 0) {
      fraction = fraction + "0".repeat(Math.max(0, precision - fraction.length()));
    }
    return digits.charAt(0)
        + (fraction.isEmpty() ? "" : "." + fraction)
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String fixed(double f, int precision) {
    int prec = Math.min(precision, MAX_PRECISION);
    BigDecimal d =
        prec < 0 ? shortest(f) : new BigDecimal(f).setScale(prec, RoundingMode.HALF_EVEN);
    return prec < 0 && d.scale() > 0 || prec >= 0
        ? d.toPlainString()
        : d.setScale(0, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String general(double f, int precision) {
    int prec = precision == 0 ? 1 : Math.min(precision, MAX_PRECISION);
    BigDecimal d =
        prec < 0
            ? shortest(f)
            : new BigDecimal(f).round(new MathContext(prec, RoundingMode.HALF_EVEN));
    int count = d.signum() == 0 ? 0 : significant(d).length();
    int point = d.signum() == 0 ? 0 : pointOf(d);
    int threshold = prec > count && count >= point ? count : prec;
    if (prec < 0) {
      threshold = 6;
    }
    int exponent = point - 1;
    if (exponent < -4 || exponent >= threshold) {
      return exponential(d, Math.max(0, count - 1));
    }
    return d.setScale(Math.max(count - point, 0), RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The digits without trailing zeros. */
  private static String significant(BigDecimal d) {
    return d.stripTrailingZeros().unscaledValue().toString();
  }

  /** Where the decimal point stands: 0 for 0.5, 1 for 5, 2 for 50. */
  private static int pointOf(BigDecimal d) {
    return d.precision() - d.scale();
  }

  private static String hexadecimal(double f, int precision) {
    if (f == 0) {
      return "0x0"
          + (precision > 0 ? "." + "0".repeat(Math.min(precision, MAX_PRECISION)) : "")
          + "p+00";
    }
    int exponent = Math.getExponent(f);
    if (exponent < Double.MIN_EXPONENT) {
      exponent = Math.getExponent(f * 0x1p54) - 54;
    }
    BigDecimal mantissa = new BigDecimal(Math.scalb(Math.scalb(f, 54), -exponent - 54));
    if (precision >= 0 && precision < 13) {
      BigDecimal unit = new BigDecimal(Math.scalb(1.0, -4 * precision));
      mantissa = mantissa.divide(unit, 0, RoundingMode.HALF_EVEN).multiply(unit);
      if (mantissa.compareTo(BigDecimal.valueOf(2)) >= 0) {
        mantissa = BigDecimal.ONE;
        exponent++;
      }
    }
    long bits = Double.doubleToLongBits(mantissa.doubleValue()) & 0xfffffffffffffL;
    String fraction = "%013x".formatted(bits);
    if (precision < 0) {
      fraction = fraction.replaceAll("0+$", "");
    } else {
      fraction =
          (fraction + "0".repeat(Math.min(precision, MAX_PRECISION)))
              .substring(0, Math.min(precision, MAX_PRECISION));
    }
    return "0x1"
        + (fraction.isEmpty() ? "" : "." + fraction)
        + String.format(Locale.ROOT, "p%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String binary(double f) {
    long bits = Double.doubleToLongBits(f);
    long fraction = bits & 0xfffffffffffffL;
    int exponent = (int) (bits >> 52);
    long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
    return mantissa + String.format(Locale.ROOT, "p%+d", Math.max(exponent, 1) - 1075);
  }
}
