package passerelle.golden.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import passerelle.scenarios.canon.Canon;

/**
 * What two sessions at a terminal must have in common: all but what the facts of the recordings
 * call chance, which is how much time passed between two keys, and what the recorder's images and
 * prompts are made of.
 */
final class TerminalCanon {
  /** The banner of Debian's BusyBox, which no image of the lab has. */
  private static final Pattern BANNER =
      Pattern.compile("\n*BusyBox v[^\n]*built-in shell[^\n]*\nEnter 'help'[^\n]*\n+");

  /** Where one is; the lab's own prompts say it in their way. */
  private static final Pattern PROMPT =
      Pattern.compile(
          "(?m)(?:(?<=^|\\^C)|(?<=^/ # ))(?:[/~]\\S* #|root@\\S+#|[\\w.:-]+[#$])(?= |$)");

  private static final List<Chance> CHANCE =
      List.of(
          new Chance("\\b\\d+(?= packets (?:transmitted|received|captured)| received)", "N"),
          new Chance("\\b\\d+(?= packets? (?:received by|dropped by))", "N"),
          new Chance("(?<=, time )\\d+ms", "<time>"),
          new Chance(
              "\\b(?:Less than a second|About a minute|\\d+ (?:second|minute)s?)\\b", "<age>"),
          new Chance("(?<=^\\[\\d{1,2}\\] )\\d+$", "<pid>"),
          new Chance("(?:icmp_)?seq=\\d+|seq \\d+", "seq=N"),
          new Chance("\\b[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9:.]+Z?", "<moment>"),
          new Chance("\\b\\d\\d:\\d\\d:\\d\\d\\b(?:\\.\\d+)?", "<moment>"),
          new Chance("(?<=real|user|sys)\t\\d+m[0-9.]+s", "\t<time>"));

  private record Chance(Pattern pattern, String name) {
    Chance(String regex, String name) {
      this(Pattern.compile("(?m)" + regex), name);
    }
  }

  private TerminalCanon() {}

  /** The canonical lines of what was shown between two keys. */
  static List<String> lines(String shown) {
    String text = BANNER.matcher(shown).replaceAll("\n");
    text = PROMPT.matcher(text).replaceAll("<prompt>");
    for (Chance chance : CHANCE) {
      text = chance.pattern().matcher(text).replaceAll(chance.name());
    }
    return withoutRepeats(Canon.lines(text));
  }

  /** How often a line comes that comes again and again depends on the time between two keys. */
  private static List<String> withoutRepeats(List<String> lines) {
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
