package passerelle.sim.userland.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.CNumber;

/**
 * A value of awk: a number, a string, or input that looks like a number and then compares as one.
 *
 * @param numeric whether it compares as a number
 */
record AwkValue(String text, double number, boolean numeric) {
  /** What a variable is before it is set: both "" and 0. */
  static final AwkValue UNSET = new AwkValue("", 0, true);

  private static final Pattern LEADING =
      Pattern.compile("[ \t\n]*([-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?)");
  private static final double INTEGERS = 1e16;

  static AwkValue of(double number) {
    return new AwkValue(text(number, "%.6g"), number, true);
  }

  static AwkValue of(boolean truth) {
    return of(truth ? 1 : 0);
  }

  static AwkValue of(String text) {
    return new AwkValue(text, leading(text), false);
  }

  /** A field, an element of a split, a value from the command line. */
  static AwkValue ofInput(String text) {
    Matcher matcher = LEADING.matcher(text);
    boolean numeric = matcher.lookingAt() && text.substring(matcher.end()).isBlank();
    return new AwkValue(text, leading(text), numeric);
  }

  /** The number that a text begins with, 0 if none. */
  private static double leading(String text) {
    Matcher matcher = LEADING.matcher(text);
    return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  /** As awk writes a number: whole ones as integers, others by a format such as OFMT. */
  static String text(double number, String format) {
    if (number == Math.rint(number) && Math.abs(number) < INTEGERS) {
      return "%s".formatted((long) number);
    }
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return (number < 0 ? "-" : "+") + (Double.isNaN(number) ? "nan" : "inf");
    }
    int precision = 6;
    Matcher matcher = Pattern.compile("%\\.(\\d{1,2})g").matcher(format);
    if (matcher.matches()) {
      precision = Integer.parseInt(matcher.group(1));
    }
    return CNumber.format(number, 'g', precision);
  }

  boolean isTrue() {
    return numeric ? number != 0 : !text.isEmpty();
  }

  int compareTo(AwkValue other) {
    return numeric && other.numeric
        ? Double.compare(number + 0.0, other.number + 0.0)
        : text.compareTo(other.text);
  }
}
