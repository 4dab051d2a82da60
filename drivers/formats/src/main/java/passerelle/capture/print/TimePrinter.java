package passerelle.capture.print;

import java.time.LocalDate;
import java.util.Locale;
import java.util.OptionalLong;

/** The time at the start of a line (util-print.c: ts_print); the lab's zone is UTC. */
final class TimePrinter {
  private static final long MICROS = 1_000_000L;
  private static final long DAY = 86_400L;

  private OptionalLong reference = OptionalLong.empty();

  /** The time with a blank behind it, or nothing. */
  String print(long nanos, PrintOptions.Time format) {
    long micros = Math.floorDiv(nanos, 1_000L);
    return switch (format) {
      case NONE -> "";
      case CLOCK -> clock(micros) + " ";
      case EPOCH ->
          String.format(
              Locale.ROOT,
              "%d.%06d ",
              Math.floorDiv(micros, MICROS),
              Math.floorMod(micros, MICROS));
      case DATE ->
          LocalDate.ofEpochDay(Math.floorDiv(micros, DAY * MICROS)) + " " + clock(micros) + " ";
      case SINCE_PREVIOUS, SINCE_FIRST -> {
        long since = micros - reference.orElse(micros);
        if (reference.isEmpty() || format == PrintOptions.Time.SINCE_PREVIOUS) {
          reference = OptionalLong.of(micros);
        }
        yield (since < 0 ? "-" : " ") + clock(Math.abs(since)) + " ";
      }
    };
  }

  private static String clock(long micros) {
    long second = Math.floorMod(Math.floorDiv(micros, MICROS), DAY);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%06d",
        second / 3600,
        second / 60 % 60,
        second % 60,
        Math.floorMod(micros, MICROS));
  }
}
