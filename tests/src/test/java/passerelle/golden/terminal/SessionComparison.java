package passerelle.golden.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.golden.terminal.RecordedSession.Step;
import passerelle.scenarios.match.UnifiedDiff;

/** In which steps of a session the lab showed something else than the recorder. */
final class SessionComparison {
  private final RecordedSession session;
  private final List<Replay.Result> played;
  private final TreeMap<Integer, String> differences = new TreeMap<>();

  private SessionComparison(RecordedSession session, List<Replay.Result> played) {
    this.session = session;
    this.played = played;
  }

  /** What differs, by the line of the file at which the step begins. */
  static Map<Integer, String> differences(RecordedSession session, List<Replay.Result> played) {
    SessionComparison comparison = new SessionComparison(session, played);
    played.get(played.size() - 1).shown().keySet().forEach(comparison::compare);
    return comparison.differences;
  }

  /**
   * Compares what one window showed. Which key of another window a line came after is chance where
   * the steps that follow each other without a key in this window show the same altogether.
   */
  private void compare(String window) {
    int from = 0;
    for (int i = 1; i <= session.steps().size(); i++) {
      if (i == session.steps().size() || session.steps().get(i).window().equals(window)) {
        comparePart(window, from, i);
        from = i;
      }
    }
  }

  private void comparePart(String window, int from, int to) {
    List<String> recorded = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    Map<Integer, String> found = new TreeMap<>();
    boolean screens = false;
    for (int i = from; i < to; i++) {
      Step step = session.steps().get(i);
      screens |= step.screens().containsKey(window);
      List<String> wanted = wanted(i, window);
      List<String> got = got(i, window);
      recorded.addAll(wanted);
      shown.addAll(got);
      boolean first = i == 0;
      List<String> more = first ? wanted : continued(wanted(i - 1, window), wanted);
      if (!more.equals(first ? got : continued(got(i - 1, window), got))) {
        found.put(step.line(), difference(step, window, wanted, got));
      }
    }
    boolean same =
        TerminalCanon.withoutRepeats(recorded).equals(TerminalCanon.withoutRepeats(shown));
    if (screens || !same) {
      found.forEach((line, text) -> differences.merge(line, text, (one, other) -> one + other));
    }
  }

  private List<String> wanted(int i, String window) {
    Step step = session.steps().get(i);
    String screen = step.screens().get(window);
    return TerminalCanon.lines(screen != null ? screen : step.shown().getOrDefault(window, ""));
  }

  private List<String> got(int i, String window) {
    String screen = session.steps().get(i).screens().get(window);
    return screen != null
        ? TerminalCanon.screen(played.get(i).screens().get(window), screen)
        : TerminalCanon.lines(played.get(i).shown().getOrDefault(window, ""));
  }

  /**
   * Whether a line that comes again and again comes before or after a key depends on its moment.
   */
  private static List<String> continued(List<String> before, List<String> lines) {
    boolean again =
        !before.isEmpty() && !lines.isEmpty() && lines.get(0).equals(before.get(before.size() - 1));
    return again ? lines.subList(1, lines.size()) : lines;
  }

  private static String difference(
      Step step, String window, List<String> wanted, List<String> got) {
    return "line %d, window %s, after %s%n%s%n"
        .formatted(
            step.line(),
            window,
            step.typed(),
            UnifiedDiff.of("recorded", String.join("\n", wanted), "lab", String.join("\n", got)));
  }
}
