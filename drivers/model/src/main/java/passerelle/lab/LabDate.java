package passerelle.lab;

import java.time.Instant;

/** The date in the lab: it does not depend on the day on which the lab is used. */
public final class LabDate {
  /** The date and time at which the lab's clock reads 0. */
  public static final Instant BOOT = Instant.parse("2026-01-01T12:00:00Z");

  private LabDate() {}

  /** The date and time {@code nanos} nanoseconds after boot. */
  public static Instant at(long nanos) {
    return BOOT.plusNanos(nanos);
  }
}
