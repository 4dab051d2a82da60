package passerelle.cli.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Moments and spans as systemd writes them (basic/time-util.c). */
final class SpanText {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SpanText() {}

  static String moment(Instant moment) {
    return MOMENT.format(moment);
  }

  /** {@code 3s ago}, {@code 5min ago}, {@code 1h 2min ago}. */
  static String ago(long nanos) {
    Duration span = Duration.ofNanos(nanos);
    if (span.toDays() > 0) {
      return span.toDays() + " day" + (span.toDays() == 1 ? "" : "s") + " ago";
    }
    if (span.toHours() > 0) {
      long minutes = span.toMinutesPart();
      return span.toHours() + "h" + (minutes == 0 ? "" : " " + minutes + "min") + " ago";
    }
    if (span.toMinutes() >= 5) {
      return span.toMinutes() + "min ago";
    }
    if (span.toMinutes() > 0) {
      return span.toMinutes() + "min " + span.toSecondsPart() + "s ago";
    }
    return span.toSeconds() > 0 ? span.toSeconds() + "s ago" : span.toMillis() + "ms ago";
  }

  /** {@code 1h 2min 3.456s}. */
  static String span(long nanos) {
    Duration span = Duration.ofNanos(nanos);
    List<String> parts = new ArrayList<>();
    if (span.toHours() > 0) {
      parts.add(span.toHours() + "h");
    }
    if (span.toMinutesPart() > 0) {
      parts.add(span.toMinutesPart() + "min");
    }
    long millis = span.toMillisPart();
    String fraction = millis == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis);
    if (span.toSecondsPart() > 0) {
      parts.add(span.toSecondsPart() + fraction.replaceFirst("0+$", "") + "s");
    } else if (parts.isEmpty()) {
      parts.add(millis + "ms");
    }
    return String.join(" ", parts);
  }
}
