package passerelle.golden.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import passerelle.scenarios.canon.Canon;

/**
 * What two sessions at a terminal must have in common: all but what the facts of the recordings
 * call chance, which is how much time passed between two keys, and what the recorder's images and
 * prompts are made of.
 */
final class TerminalCanon {
  private static final int COLUMNS = 80;

  /** What the recorder notes. */
  private static final String CLOSED = "\n(the terminal closed)\n";

  /** The rest of a row of docker stats that was folded at a blank (K1: it wraps). */
  private static final Pattern STATS =
      Pattern.compile("\n(?= BLOCK I/O +PIDS| I/O +PIDS| 0B / 0B|0B +\\d\n)");

  /** The banner of Debian's BusyBox, which no image of the lab has. */
  private static final Pattern BANNER =
      Pattern.compile("\n*BusyBox v[^\n]*built-in shell[^\n]*\nEnter 'help'[^\n]*\n+");

  /** Where one is; the lab's own prompts say it in their way. */
  private static final Pattern PROMPT =
      Pattern.compile(
          "(?m)(?:(?<=^|\\^C)|(?<=^/ # ))(?:[/~]\\S*"
              + " #|root@\\S+#|[\\w.:-]+[#$]|host:net:\\[\\d+\\]\\$|#)(?= |$)");

  /** Ping's lines come one a second, whatever is typed meanwhile (A5, C5, I1). */
  private static final Pattern INTERRUPTED_PING =
      Pattern.compile("(\\^[PZC])(?=64 bytes from |20\\d\\d/)");

  /** One that comes between the key and the end that the key brings (C3). */
  private static final Pattern LAST_REPLY = Pattern.compile("\\^C\n?64 bytes from .*\n(?=\n--- )");

  /** What differs from run to run; beside each, the section of the facts that says so. */
  private static final List<Chance> CHANCE =
      List.of(
          // A1, I4: how many packets there are until a key.
          new Chance("\\b\\d+(?= packets (?:transmitted|received|captured)| received)", "N"),
          // H3, H6: the same of tcpdump.
          new Chance("\\b\\d+(?= packets? (?:received by|dropped by))", "N"),
          new Chance("(?<=, time )\\d+ms", "<time>"),
          new Chance("(?:icmp_)?seq=\\d+|seq \\d+", "seq=N"),
          // A4: round trip times.
          new Chance("(?<=min/avg/ewma/max = ).*", "<times>"),
          // "Limits": how long the recorder's machine took.
          new Chance(
              "\\b(?:Less than a second|About a minute|\\d+ (?:second|minute)s?)\\b", "<age>"),
          new Chance("(?<=real|user|sys)\\s{1,9}\\d+m[0-9.]+s", "\t<time>"),
          // A10: two workers of nginx end side by side; their numbers.
          new Chance("^.*signal (?:29 \\(SIGIO\\)|17 \\(SIGCHLD\\)) received.*\\n", ""),
          new Chance("(?<=\\] )([2-9])#\\1(?=: )", "<worker>"),
          new Chance("(?<=worker process )\\d", "<worker>"),
          // Ids of processes and interfaces: how many there were before.
          new Chance("(?<=^\\[\\d{1,2}\\] )\\d+$", "<pid>"),
          new Chance("(?<=^\\[\\d{1,2}\\][-+]) +\\d+(?= (?:Running|Stopped|Done) )", " <pid>"),
          new Chance("(?<=@if)\\d+", "<index>"),
          new Chance("(?<=^Connection received on [0-9.]{7,15} )\\d+$", "<port>"),
          new Chance("(?<=^die )[a-z]+_[a-z]+(?= 0$)", "<name>"),
          new Chance("^ *\\d+(?= root  |  +\\d root )", "<pid>"),
          // Whom the machine calls the number of a container's user depends on who it knows.
          new Chance("^(?:postgres|tcpdump)(?= {2,}<?[\\dp])", "<user>"),
          new Chance("(?<=^(?:root|<user>) {1,20})\\d+ +\\d+ +\\d+ +\\d\\d:\\d\\d ", "<pids> "),
          // The shell of Debian's BusyBox runs its own tools without executing them.
          new Chance("(?<=root     )\\{(\\w+)\\} sh(?: -c .*)?$", "$1"),
          // Moments.
          new Chance(
              "\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9]\\d [0-9:]{8}"
                  + "(?: UTC)? 20\\d\\d",
              "<moment>"),
          new Chance("\\b[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9:.]+Z?", "<moment>"),
          new Chance("\\b\\d\\d/[A-Z][a-z]{2}/20\\d\\d:[0-9:]{8}", "<moment>"),
          new Chance("\\b[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d\\b", "<moment>"),
          new Chance("(?<![0-9:])\\d\\d:\\d\\d:\\d\\d\\b(?:\\.\\d+)?", "<moment>"),
          new Chance("^1[78]\\d{17}(?= )", "<moment>"),
          // K4, K5: the machine's memory and load.
          new Chance("^(?:Mem: .* cached|CPU: .* sirq|Load average: .*)$", "<machine>"),
          new Chance("^[0-9.]+ [0-9.]+ [0-9.]+ \\d+/\\d+ \\d+$", "<load>"),
          new Chance("(?<= root     [SRT]) +\\d+ +\\d+%", " <memory>"),
          // K3, K5: the machine's memory and load, and what an idle container's network counts.
          new Chance("\\d[0-9.]*KiB / [0-9.]+GiB", "<memory>"),
          new Chance("[0-9.]+k?B / [0-9.]+k?B(?= +(?:0B / 0B|1$))", "<counted>"));

  private record Chance(Pattern pattern, String name) {
    Chance(String regex, String name) {
      this(Pattern.compile("(?m)" + regex), name);
    }
  }

  private TerminalCanon() {}

  /** The canonical lines of what was shown between two keys. */
  static List<String> lines(String shown) {
    // B6: BusyBox asks the terminal where its cursor is; the lab's terminals are not asked.
    String plain =
        shown
            .replaceAll("\\^\\[\\[\\d+;\\d+R", "")
            .replaceAll("[\\x00-\\x08\\x0e-\\x1f]", "")
            .replace(CLOSED, "");
    String text = BANNER.matcher(unfolded(plain)).replaceAll("\n");
    text = LAST_REPLY.matcher(text).replaceAll("^C");
    text = INTERRUPTED_PING.matcher(text).replaceAll("$1\n");
    text = PROMPT.matcher(text).replaceAll("<prompt>");
    for (Chance chance : CHANCE) {
      text = chance.pattern().matcher(text).replaceAll(chance.name());
    }
    return withoutRepeats(ordered(Canon.lines(text)));
  }

  /** A10: what nginx's processes say at the end they say side by side. */
  private static List<String> ordered(List<String> lines) {
    List<String> ordered = new ArrayList<>(lines);
    int from = 0;
    for (int i = 0; i <= ordered.size(); i++) {
      if (i == ordered.size() || !ordered.get(i).contains(" [notice] ")) {
        Collections.sort(ordered.subList(from, i));
        from = i + 1;
      }
    }
    return ordered;
  }

  /**
   * The canonical lines of a screen. Where the recorder's had a banner, the lab's has room for
   * older lines, which are left out.
   */
  static List<String> screen(String shown, String recorded) {
    List<String> lines = lines(shown);
    int wanted = lines(recorded).size();
    boolean roomier = BANNER.matcher(recorded).find() && lines.size() > wanted;
    return roomier ? lines.subList(lines.size() - wanted, lines.size()) : lines;
  }

  /** Lines that a screen of 80 columns has folded; where depends on what is chance. */
  private static String unfolded(String screen) {
    StringBuilder text = new StringBuilder();
    for (String line : screen.split("\n", -1)) {
      text.append(line).append(line.length() == COLUMNS ? "" : "\n");
    }
    return STATS.matcher(text).replaceAll("  ");
  }

  /** How often a line comes that comes again and again depends on the time between two keys. */
  static List<String> withoutRepeats(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String raw : lines) {
      String line = raw.replaceAll("<(\\w+?)\\d+>", "<$1>").stripTrailing();
      if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(line)) {
        kept.add(line);
      }
    }
    while (!kept.isEmpty() && kept.get(kept.size() - 1).isEmpty()) {
      kept.remove(kept.size() - 1);
    }
    return kept;
  }
}
