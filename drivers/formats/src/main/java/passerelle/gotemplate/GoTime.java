package passerelle.gotemplate;

import java.time.Instant;
import java.util.regex.Pattern;

/** Moments as Go prints them: fractions of a second without zeros at their end. */
public final class GoTime {
  private static final Pattern ZEROS = Pattern.compile("(\\.[0-9]*?)0+Z$");

  private GoTime() {}

  /** {@code time.RFC3339Nano}, as JSON has it: {@code 2026-01-01T12:00:03.1Z}. */
  public static String json(Instant moment) {
    return ZEROS.matcher(moment.toString()).replaceFirst("$1Z");
  }

  /** {@code time.Time.String}: {@code 2026-01-01 12:00:03.1 +0000 UTC}. */
  public static String text(Instant moment) {
    return json(moment).replace("T", " ").replace("Z", " +0000 UTC");
  }
}
