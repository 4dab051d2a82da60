package passerelle.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Floating point numbers as C's {@code printf} writes them: the exact value is rounded, half to
 * even. Java's own formatter rounds the shortest decimal that stands for the value, and half up.
 */
public final class CNumber {
  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** Below it a product is known to a ten-millionth. */
  private static final double SURE = 1e9;

  private static final double HALF = 0.5;

  /** Nearer to a half than this the exact value decides. */
  private static final double NEAR = 1e-6;

  private CNumber() {}

  /**
   * One number, as {@code %.Nf} writes it.
   *
   * @param digits after the point
   */
  public static String fixed(double value, int digits) {
    return format(value, 'f', digits);
  }

  /**
   * One number.
   *
   * @param conversion one of {@code f F e E g G}
   * @param precision digits after the point; for g, significant digits
   */
  public static String format(double value, char conversion, int precision) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    char lower = Character.toLowerCase(conversion);
    String text =
        lower == 'f'
            ? decimal(value, precision)
            : lower == 'e' ? exponential(value, precision) : general(value, precision);
    boolean negativeZero = (value < 0 || 1 / value < 0) && !text.startsWith("-");
    text = negativeZero ? "-" + text : text;
    return lower == conversion ? text : text.toUpperCase(Locale.ROOT);
  }

  /** Most values are far from a half of their last digit, and rounded without their exact value. */
  private static String decimal(double value, int precision) {
    double scaled = precision < POWERS.length ? Math.abs(value) * POWERS[precision] : SURE;
    double rest = scaled - Math.floor(scaled);
    if (scaled >= SURE || Math.abs(rest - HALF) < NEAR) {
      return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }
    String digits = Integer.toString((int) Math.round(scaled));
    String all = "0".repeat(Math.max(0, precision + 1 - digits.length())) + digits;
    int point = all.length() - precision;
    return (value < 0 ? "-" : "")
        + all.substring(0, point)
        + (precision > 0 ? "." + all.substring(point) : "");
  }

  private static String exponential(double value, int precision) {
    if (value == 0) {
      return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String general(double value, int precision) {
    int digits = Math.max(1, precision);
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      String text = exponential(value, digits - 1);
      int e = text.indexOf('e');
      return trim(text.substring(0, e)) + text.substring(e);
    }
    return trim(
        rounded
            .setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
            .toPlainString());
  }

  private static String trim(String text) {
    return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
  }
}
