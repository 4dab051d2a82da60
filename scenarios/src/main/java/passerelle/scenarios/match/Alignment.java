package passerelle.scenarios.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the lines of an output that does not match beside the expected ones, so that what still
 * matches, wildcards above all, is kept: the cheapest way from the one to the other, by the dynamic
 * programme of Needleman and Wunsch.
 */
final class Alignment {
  /** One line of the result: a kept expected line, or an actual line in the place of others. */
  record Row(Optional<Expected> kept, Optional<Actual> actual) {}

  private static final int REPLACE = 2;
  private static final int ADD_OR_REMOVE = 3;

  /** Beyond so many pairs of lines an output is simply taken as it is. */
  private static final long MAX_PAIRS = 4_000_000;

  private final List<Expected> expected;
  private final List<Actual> actual;
  private final int[][] cost;

  private Alignment(Block block) {
    this.expected = block.expected();
    this.actual = block.actual();
    this.cost = new int[expected.size() + 1][actual.size() + 1];
  }

  /** The rows that make up the actual output; those kept with {@code ...} have no actual line. */
  static List<Row> of(Block block) {
    if ((long) block.expected().size() * block.actual().size() > MAX_PAIRS) {
      return block.actual().stream().map(a -> new Row(Optional.empty(), Optional.of(a))).toList();
    }
    Alignment alignment = new Alignment(block);
    alignment.fill();
    return alignment.walk();
  }

  /** {@code cost[e][a]}: from the expected lines from e on to the actual lines from a on. */
  private void fill() {
    for (int e = expected.size(); e >= 0; e--) {
      for (int a = actual.size(); a >= 0; a--) {
        cost[e][a] = e == expected.size() ? (actual.size() - a) * ADD_OR_REMOVE : cheapest(e, a);
      }
    }
  }

  private int cheapest(int e, int a) {
    boolean anyLines = expected.get(e).isAnyLines();
    int best = cost[e + 1][a] + (anyLines ? 0 : ADD_OR_REMOVE);
    if (a < actual.size()) {
      int add = cost[e][a + 1] + (anyLines ? 0 : ADD_OR_REMOVE);
      best = Math.min(best, Math.min(add, cost[e + 1][a + 1] + pair(e, a)));
    }
    return best;
  }

  private int pair(int e, int a) {
    return !expected.get(e).isAnyLines() && expected.get(e).isAlike(actual.get(a)) ? 0 : REPLACE;
  }

  private List<Row> walk() {
    List<Row> rows = new ArrayList<>();
    int e = 0;
    int a = 0;
    while (e < expected.size() || a < actual.size()) {
      if (e == expected.size()) {
        rows.add(new Row(Optional.empty(), Optional.of(actual.get(a++))));
      } else if (expected.get(e).isAnyLines()) {
        if (cost[e][a] == cost[e + 1][a]) {
          rows.add(new Row(Optional.of(expected.get(e++)), Optional.empty()));
        } else {
          a++;
        }
      } else if (a < actual.size() && cost[e][a] == cost[e + 1][a + 1] + pair(e, a)) {
        boolean alike = pair(e, a) == 0;
        rows.add(
            new Row(
                alike ? Optional.of(expected.get(e)) : Optional.empty(),
                Optional.of(actual.get(a))));
        e++;
        a++;
      } else if (a < actual.size() && cost[e][a] == cost[e][a + 1] + ADD_OR_REMOVE) {
        rows.add(new Row(Optional.empty(), Optional.of(actual.get(a++))));
      } else {
        e++;
      }
    }
    return rows;
  }
}
