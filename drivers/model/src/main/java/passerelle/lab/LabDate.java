package passerelle.lab;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;

/** The date in the lab: it does not depend on the day on which the lab is used. */
public final class LabDate {
  /** The date and time at which the lab's clock reads 0. */
  public static final Instant BOOT =
      LocalDateTime.of(2026, Month.JANUARY, 1, 12, 0).toInstant(ZoneOffset.UTC);

  private LabDate() {}

  /** The date and time {@code nanos} nanoseconds after boot. */
  public static Instant at(long nanos) {
    return BOOT.plusNanos(nanos);
  }
}
