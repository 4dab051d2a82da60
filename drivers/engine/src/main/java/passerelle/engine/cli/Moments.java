package passerelle.engine.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.GoQuote;

/**
 * Moments as {@code --since} and {@code --until} have them: a duration before now, of which whole
 * seconds are kept, a date, or seconds since 1970 (api/types/time/timestamp.go:GetTimestamp).
 */
public final class Moments {
  private static final Pattern DATE = Pattern.compile("\\d{4}-(\\d\\d)-(\\d\\d)");

  private Moments() {}

  /** The moment that an option names, in nanoseconds of the lab's time; empty without it. */
  public static Optional<Long> option(Invocation call, String option) throws CliException {
    String text = call.flags().text(option).orElse("");
    return text.isEmpty() ? Optional.empty() : parse(call, text);
  }

  /** What Go says of a date of which a field is out of range; for all else, who is asked says. */
  private static CliException unreadable(String text) {
    Matcher date = DATE.matcher(text);
    if (date.matches()) {
      int month = Integer.parseInt(date.group(1));
      String field = month < 1 || month > 12 ? "month" : "day";
      return new CliException(
          "parsing time " + GoQuote.quote(text) + ": " + field + " out of range\n", 1);
    }
    return new CliException("failed to parse value as time or duration: \"" + text + "\"\n", 1);
  }

  /** The moment that a text names, in nanoseconds of the lab's time. */
  public static Optional<Long> parse(Invocation call, String text) throws CliException {
    Engine engine = call.engine();
    Optional<Long> before = duration(text);
    Instant date =
        before.isPresent()
            ? engine.date(engine.now() - before.get()).truncatedTo(ChronoUnit.SECONDS)
            : date(text).orElseThrow(() -> unreadable(text));
    return Optional.of(Duration.between(engine.date(0), date).toNanos());
  }

  /** As the client says it to the engine: seconds since 1970, with their fraction for a date. */
  public static String told(Invocation call, String text) throws CliException {
    Instant moment = call.engine().date(parse(call, text).orElseThrow());
    boolean whole = duration(text).isPresent();
    return text.matches("[0-9.]+")
        ? text
        : moment.getEpochSecond()
            + (whole ? "" : String.format(Locale.ROOT, ".%09d", moment.getNano()));
  }

  /** {@code 0} is a moment, the first of all. */
  private static Optional<Long> duration(String text) {
    return text.equals("0") ? Optional.empty() : GoDuration.parse(text);
  }

  private static Optional<Instant> date(String text) {
    if (text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
      return Optional.of(
          Instant.EPOCH.plusNanos(new BigDecimal(text).movePointRight(9).longValue()));
    }
    String whole = text.matches("\\d{4}-\\d\\d-\\d\\d") ? text + "T00:00:00" : text;
    String seconds = whole.matches(".*T\\d\\d:\\d\\d") ? whole + ":00" : whole;
    try {
      return Optional.of(
          seconds.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(seconds).toInstant()
              : LocalDateTime.parse(seconds).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}
