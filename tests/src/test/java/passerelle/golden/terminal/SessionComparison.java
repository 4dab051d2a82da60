package passerelle.golden.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      Optional<String> screen = Optional.ofNullable(step.screens().get(window));
      screens |= screen.isPresent();
      List<String> wanted =
          TerminalCanon.lines(screen.orElse(step.shown().getOrDefault(window, "")));
      Replay.Result result = played.get(i);
      List<String> got =
          screen.isPresent()
              ? TerminalCanon.screen(result.screens().get(window), screen.get())
              : TerminalCanon.lines(result.shown().getOrDefault(window, ""));
      recorded.addAll(wanted);
      shown.addAll(got);
      if (!wanted.equals(got)) {
        found.put(step.line(), difference(step, window, wanted, got));
      }
    }
    boolean same =
        TerminalCanon.withoutRepeats(recorded).equals(TerminalCanon.withoutRepeats(shown));
    if (screens || !same) {
      found.forEach((line, text) -> differences.merge(line, text, (one, other) -> one + other));
    }
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
