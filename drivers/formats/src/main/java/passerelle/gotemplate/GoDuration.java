package passerelle.gotemplate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go reads and prints them: {@code 1m30s} (time.ParseDuration, Duration.String). */
public final class GoDuration {
  private static final Pattern WHOLE =
      Pattern.compile("[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+|[+-]?0");

  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private static final long SECOND = 1_000_000_000L;

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", SECOND,
          "m", 60 * SECOND,
          "h", 3600 * SECOND);

  private GoDuration() {}

  /** Nanoseconds; empty when it cannot be read. */
  public static Optional<Long> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum =
          sum.add(new BigDecimal(part.group(1)).multiply(new BigDecimal(UNITS.get(part.group(2)))));
    }
    boolean fits = sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits
        ? Optional.of(text.startsWith("-") ? -sum.longValue() : sum.longValue())
        : Optional.empty();
  }

  /** What time.ParseDuration says of a text that it cannot read; empty when it can. */
  public static String problem(String text) {
    if (parse(text).isPresent()) {
      return "";
    }
    String unsigned = text.replaceFirst("^[+-]", "");
    Matcher number = Pattern.compile("^(?:\\d+\\.?\\d*|\\.\\d+)").matcher(rest(unsigned));
    if (number.find()) {
      String unit = rest(unsigned).substring(number.end()).replaceFirst("[0-9.].*", "");
      return unit.isEmpty()
          ? "time: missing unit in duration " + GoQuote.quote(text)
          : "time: unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text);
    }
    return "time: invalid duration " + GoQuote.quote(text);
  }

  /** What is left behind the parts that can be read. */
  private static String rest(String text) {
    Matcher part = Pattern.compile("^(?:" + PART + ")+(?![a-zA-Zµμ])").matcher(text);
    return part.find() ? text.substring(part.end()) : text;
  }

  /** {@code 1m30s}, {@code 500ms}, {@code 0s}. */
  public static String text(long nanos) {
    if (nanos < 0) {
      return "-" + text(-nanos);
    }
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < SECOND) {
      String unit = nanos < 1_000 ? "ns" : nanos < 1_000_000 ? "µs" : "ms";
      return plain(new BigDecimal(nanos).divide(new BigDecimal(UNITS.get(unit)))) + unit;
    }
    long minutes = nanos / (60 * SECOND);
    BigDecimal seconds = new BigDecimal(nanos % (60 * SECOND)).movePointLeft(9);
    return (minutes >= 60 ? minutes / 60 + "h" : "")
        + (minutes > 0 ? minutes % 60 + "m" : "")
        + (plain(seconds) + "s");
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
