package passerelle.sim.userland.ps;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.lab.LabDate;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.tty.Tty;

/**
 * One process as somebody sees it.
 *
 * @param pid its number where they are
 * @param ppid its parent's; 0 when the parent is further out, 1 on a machine
 */
record Row(Process process, Process viewer, String user, int pid, int ppid) {
  /** TASK_COMM_LEN, without the zero at the end. */
  private static final int NAME_LENGTH = 15;

  private static final int FIRST = 1;

  /** All that a process sees, by their numbers. */
  static List<Row> seenBy(Process viewer) {
    Place place = viewer.place();
    Accounts accounts = new Accounts(place.files());
    List<Row> rows = new ArrayList<>();
    for (Process process : place.processes()) {
      int pid = place.number(process).orElse(0);
      int outside = place.isContainer() ? 0 : FIRST;
      int ppid =
          process.parent().map(parent -> place.number(parent).orElse(outside)).orElse(outside);
      rows.add(new Row(process, viewer, accounts.name(process.user().uid()), pid, ppid));
    }
    rows.sort((one, other) -> Integer.compare(one.pid, other.pid));
    return rows;
  }

  /** {@code comm}: what it was called by, cut as the kernel cuts it. */
  String name() {
    String name = process.name();
    return name.substring(0, Math.min(NAME_LENGTH, name.length()));
  }

  String command() {
    return String.join(" ", process.argv());
  }

  Optional<Tty> tty() {
    return tty(process);
  }

  /** The controlling terminal: a pipe or a file as input does not take it away. */
  private static Optional<Tty> tty(Process process) {
    return Tty.of(process.stdin().source())
        .or(
            () ->
                process
                    .parent()
                    .filter(parent -> parent.group().isOfSameSession(process.group()))
                    .flatMap(Row::tty));
  }

  String terminal() {
    return tty().map(Tty::name).orElse("?");
  }

  /** Whether both have the same terminal, or neither has one. */
  boolean isAtTerminalOf(Process other) {
    if (!other.place().isContainer() && tty().isEmpty()) {
      return process.group().isOfSameSession(other.group());
    }
    return tty().equals(tty(other));
  }

  /** {@code state}: runs, sleeps, is stopped. */
  String state() {
    return process == viewer ? "R" : process.isSuspended() ? "T" : "S";
  }

  /** {@code stat}: the state, and whether it leads a session or is in the foreground. */
  String states() {
    boolean foreground =
        tty().flatMap(Tty::foreground).filter(group -> group == process.group()).isPresent();
    return state() + (isSessionLeader() ? "s" : "") + (foreground ? "+" : "");
  }

  /** Whether it began its session. */
  boolean isSessionLeader() {
    ProcessGroup group = process.group();
    return group.id() == process.hostPid()
        && process.parent().filter(p -> p.group().isOfSameSession(group)).isEmpty();
  }

  /** The number of its group, as seen where the viewer is. */
  int group() {
    return number(process.group());
  }

  private int number(ProcessGroup group) {
    return group.members().stream()
        .filter(member -> member.hostPid() == group.id())
        .findFirst()
        .map(leader -> viewer.place().number(leader).orElse(0))
        .orElse(0);
  }

  /** The number of the group in the foreground of its terminal; -1 without one. */
  int foreground() {
    return tty().flatMap(Tty::foreground).map(this::number).orElse(-1);
  }

  private ZonedDateTime started() {
    return LabDate.BOOT.plusNanos(process.startedAt()).atZone(ZoneOffset.UTC);
  }

  /** {@code stime}: the time of a start today, else its date. */
  String startTime() {
    ZonedDateTime now = LabDate.BOOT.plusNanos(viewer.now()).atZone(ZoneOffset.UTC);
    boolean today = now.toLocalDate().equals(started().toLocalDate());
    return format(today ? "HH:mm" : "MMMdd");
  }

  /** When it was started, by a pattern of {@link DateTimeFormatter}. */
  String format(String pattern) {
    return started().format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  /** Seconds since then. */
  long age() {
    return (viewer.now() - process.startedAt()) / 1_000_000_000L;
  }

  /** {@code etime}: the same as days, hours, minutes and seconds. */
  String elapsed() {
    Duration age = Duration.ofSeconds(age());
    String days = age.toDays() > 0 ? age.toDays() + "-" : "";
    String hours = age.toHours() > 0 ? String.format(Locale.ROOT, "%02d:", age.toHoursPart()) : "";
    return days
        + hours
        + String.format(Locale.ROOT, "%02d:%02d", age.toMinutesPart(), age.toSecondsPart());
  }
}
