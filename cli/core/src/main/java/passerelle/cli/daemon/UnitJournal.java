package passerelle.cli.daemon;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import passerelle.lab.LabDate;

/** What the journal keeps of the units of Docker: systemd's lines and dockerd's own. */
final class UnitJournal {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LongSupplier clock;
  private final String host;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A line.
   *
   * @param at nanoseconds of the lab's time
   * @param host the machine's name
   * @param unit {@code docker.service}
   * @param source {@code systemd[1]}
   */
  record Entry(long at, String host, String unit, String source, String text) {
    /** As journalctl shows it by itself. */
    String line() {
      return SHORT.format(moment()) + " " + host + " " + source + ": " + text;
    }

    Instant moment() {
      return LabDate.at(at);
    }
  }

  /**
   * An empty journal.
   *
   * @param clock nanoseconds of the lab's time
   */
  UnitJournal(LongSupplier clock, String host) {
    this.clock = clock;
    this.host = host;
  }

  void systemd(String unit, String text) {
    entries.add(new Entry(clock.getAsLong(), host, unit, "systemd[1]", text));
  }

  void daemon(int pid, String text) {
    String source = "dockerd[" + pid + "]";
    entries.add(new Entry(clock.getAsLong(), host, DockerService.UNIT, source, text));
  }

  /** A line that the process of a service has printed. */
  void program(String unit, int pid, String text) {
    String source = unit.replaceFirst("\\.service$", "") + "[" + pid + "]";
    entries.add(new Entry(clock.getAsLong(), host, unit, source, text));
  }

  /** All of a unit, the oldest first. */
  List<Entry> of(String unit) {
    return entries.stream().filter(entry -> entry.unit().equals(unit)).toList();
  }
}
