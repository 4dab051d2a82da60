package passerelle.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a case that shows something smaller while it still shows it: first whole lines go, many at
 * a time, then single words (A. Zeller, R. Hildebrandt: Simplifying and Isolating Failure-Inducing
 * Input).
 */
final class Shrinker {
  private final Predicate<RandomCase> shows;
  private final long deadline;
  private int tries;

  /**
   * A shrinker.
   *
   * @param shows whether a smaller case still shows it
   * @param tries how often that may be asked
   * @param time how long it may be asked, from now on
   */
  Shrinker(Predicate<RandomCase> shows, int tries, Duration time) {
    this.shows = shows;
    this.tries = tries;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** The smallest case found. */
  RandomCase shrink(RandomCase input) {
    RandomCase small = input;
    boolean again = true;
    while (again) {
      int before = small.lines().size();
      for (int size = Math.max(1, before / 2); size > 0; size /= 2) {
        small = withoutLines(small, size);
      }
      again = small.lines().size() < before;
    }
    return withoutWords(small);
  }

  private RandomCase withoutLines(RandomCase input, int size) {
    RandomCase small = input;
    // From the end: what comes later depends on what comes before.
    for (int start = small.lines().size() - size; start > -size; start -= size) {
      int from = Math.max(0, start);
      List<Line> lines = new ArrayList<>(small.lines());
      lines.subList(from, Math.min(from + size, lines.size())).clear();
      small = better(small, lines);
    }
    return small;
  }

  private RandomCase withoutWords(RandomCase input) {
    RandomCase small = input;
    for (int at = 0; at < small.lines().size(); at++) {
      for (int count = 2; count > 0; count--) {
        small = withoutWords(small, at, count);
      }
    }
    return small;
  }

  /** Without any {@code count} words of a line that are not needed, but the first one. */
  private RandomCase withoutWords(RandomCase input, int at, int count) {
    RandomCase small = input;
    int last = words(small.lines().get(at)).size() - count;
    for (int word = last; word > 0; word--) {
      Line line = small.lines().get(at);
      List<String> words = words(line);
      if (word + count <= words.size()) {
        words.subList(word, word + count).clear();
        List<Line> lines = new ArrayList<>(small.lines());
        lines.set(at, new Line(line.place(), String.join(" ", words)));
        small = better(small, lines);
      }
    }
    return small;
  }

  private static List<String> words(Line line) {
    return new ArrayList<>(List.of(line.command().split(" ")));
  }

  private RandomCase better(RandomCase input, List<Line> lines) {
    if (lines.isEmpty() || tries == 0 || System.nanoTime() - deadline > 0) {
      return input;
    }
    tries--;
    RandomCase smaller = input.withLines(lines);
    return shows.test(smaller) ? smaller : input;
  }
}
