package passerelle.sim.userland.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import passerelle.lab.LabDate;
import passerelle.sim.process.Process;

/** The date of the lab. */
public final class LabClock {
  private static final Instant BOOT = LabDate.BOOT;

  private LabClock() {}

  /** What a process reads of the clock, in UTC. */
  public static ZonedDateTime now(Process self) {
    return BOOT.plusNanos(self.now()).atZone(ZoneOffset.UTC);
  }

  static ZonedDateTime boot() {
    return BOOT.atZone(ZoneOffset.UTC);
  }
}
