package passerelle.sim.userland.ps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of procps's {@code ps} ({@code src/ps/output.c}: format_array).
 *
 * @param header what stands above it
 * @param width its least width
 * @param right whether it ends at its right edge
 * @param command whether it tells what runs: there a tree is drawn
 * @param value what it shows of a process
 */
record Column(
    String header, int width, boolean right, boolean command, Function<Row, String> value) {
  /** Memory is not modelled: that of a small idle process. */
  static final int VIRTUAL = 4400;

  static final int RESIDENT = 3400;

  private static final Map<String, Column> ALL = new HashMap<>();

  static {
    number("PID", 7, Row::pid, "pid", "tgid");
    number("LWP", 7, Row::pid, "lwp", "tid", "spid");
    number("PPID", 7, Row::ppid, "ppid");
    number("PGID", 7, Row::group, "pgid", "pgrp");
    number("SID", 7, Row::group, "sid", "sess", "session");
    number("TPGID", 7, Row::foreground, "tpgid");
    number("UID", 5, row -> row.process().user().uid(), "uid", "euid");
    number("GID", 5, row -> row.process().user().gid(), "gid", "egid");
    number("VSZ", 6, row -> VIRTUAL, "vsz", "vsize");
    number("RSS", 5, row -> RESIDENT, "rss", "rssize", "rsz");
    number("NI", 3, row -> 0, "ni", "nice");
    number("PRI", 3, row -> 19, "pri");
    number("NLWP", 4, row -> 1, "nlwp", "thcount");
    number("C", 2, row -> 0, "c");
    add("%CPU", 4, true, row -> "0.0", "pcpu", "%cpu");
    add("%MEM", 4, true, row -> "0.0", "pmem", "%mem");
    add("USER", 8, false, Row::user, "user", "euser", "uname");
    add("RUSER", 8, false, Row::user, "ruser");
    add("UID", 8, false, Row::user, "fuid");
    command("COMMAND", 15, Row::name, "comm", "ucomm");
    command("CMD", 15, Row::name, "ucmd");
    command("COMMAND", 27, Row::command, "args", "command");
    command("CMD", 27, Row::command, "cmd");
    add("TTY", 8, false, Row::terminal, "tty8");
    add("TT", 8, false, Row::terminal, "tty", "tt", "tname");
    add("STAT", 4, false, Row::states, "stat");
    add("S", 1, false, Row::state, "s", "state");
    add("TIME", 8, true, row -> "00:00:00", "time", "cputime");
    add("TIME", 6, true, row -> "0:00", "bsdtime");
    add("STIME", 5, true, Row::startTime, "stime");
    add("START", 5, true, Row::startTime, "start_time");
    add("STARTED", 8, true, row -> row.format("HH:mm:ss"), "start");
    add("STARTED", 24, true, row -> row.format("EEE MMM ppd HH:mm:ss yyyy"), "lstart");
    add("ELAPSED", 11, true, Row::elapsed, "etime");
    add("ELAPSED", 7, true, row -> String.valueOf(row.age()), "etimes");
  }

  private static void number(
      String header, int width, Function<Row, Integer> value, String... names) {
    add(header, width, true, row -> String.valueOf(value.apply(row)), names);
  }

  private static void add(
      String header, int width, boolean right, Function<Row, String> value, String... names) {
    for (String name : names) {
      ALL.put(name, new Column(header, width, right, false, value));
    }
  }

  private static void command(
      String header, int width, Function<Row, String> value, String... names) {
    for (String name : names) {
      ALL.put(name, new Column(header, width, false, true, value));
    }
  }

  /** The one that {@code -o} names so. */
  static Optional<Column> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Those of a list of names that are all known. */
  static List<Column> list(String names) {
    return List.of(names.split(",")).stream().map(ALL::get).toList();
  }

  /** The same with another header, which may make it wider. */
  Column headed(String text) {
    return new Column(text, Math.max(width, text.length()), right, command, value);
  }
}
