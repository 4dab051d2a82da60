package passerelle.sim.tty;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A way through the lines that were typed before, and back to the one that is typed now. */
final class HistoryWalk {
  private final History history;
  private final Map<Integer, String> changed = new HashMap<>();
  private int at;

  HistoryWalk(History history) {
    this.history = history;
    at = history.size();
  }

  /** The line before; what was typed into this one stays until the line is done. */
  Optional<String> previous(String now) {
    return to(at - 1, now);
  }

  /** The line behind. */
  Optional<String> next(String now) {
    return to(at + 1, now);
  }

  private Optional<String> to(int index, String now) {
    if (index < 0 || index > history.size()) {
      return Optional.empty();
    }
    changed.put(at, now);
    at = index;
    String kept = index < history.size() ? history.line(index) : "";
    return Optional.of(changed.getOrDefault(index, kept));
  }

  /** The last word of the latest line ({@code yank-last-arg}). */
  Optional<String> lastArgument() {
    return history.size() == 0
        ? Optional.empty()
        : Optional.of(history.line(history.size() - 1).strip().replaceFirst("(?s).*\\s", ""));
  }
}
