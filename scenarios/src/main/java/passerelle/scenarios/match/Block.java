package passerelle.scenarios.match;

import java.util.List;

/**
 * What one command should have printed beside what it printed.
 *
 * @param expected the expected lines
 * @param actual the printed lines
 */
record Block(List<Expected> expected, List<Actual> actual) {
  /**
   * How often lines may be compared to place the stretches between {@code ...} lines: far more than
   * any sensible output needs, and a bound for the others, which then count as different.
   */
  private static final int MAX_TRIALS = 200_000;

  /** The search goes one call deeper for each {@code ...}; this many fit every stack. */
  private static final int MAX_GAPS = 1000;

  boolean hasAnyLines() {
    return expected.stream().anyMatch(Expected::isAnyLines);
  }

  /** Whether all lines match under a binding, which then holds their values too. */
  boolean matches(Binding binding) {
    return expected.stream().filter(Expected::isAnyLines).count() <= MAX_GAPS
        && new Search(binding).place(0, 0);
  }

  /** The block without the lines that the canonical form leaves out. */
  Block canonical() {
    return new Block(
        expected.stream().filter(e -> !e.canonical().dropped()).toList(),
        actual.stream().filter(a -> !a.canonical().dropped()).toList());
  }

  /** Tries the places that stretches of lines between {@code ...} may have. */
  private final class Search {
    private final Binding binding;
    private int trials;

    Search(Binding binding) {
      this.binding = binding;
    }

    /** Places the expected lines from {@code e} on at the actual line {@code a} exactly. */
    boolean place(int e, int a) {
      int before = binding.state();
      int length = 0;
      while (e + length < expected.size() && !expected.get(e + length).isAnyLines()) {
        if (a + length >= actual.size()
            || ++trials > MAX_TRIALS
            || !expected.get(e + length).matches(actual.get(a + length), binding)) {
          binding.backTo(before);
          return false;
        }
        length++;
      }
      boolean placed =
          e + length == expected.size()
              ? a + length == actual.size()
              : placeAfterGap(e + length + 1, a + length);
      if (!placed) {
        binding.backTo(before);
      }
      return placed;
    }

    private boolean placeAfterGap(int e, int from) {
      for (int a = from; a <= actual.size() && trials <= MAX_TRIALS; a++) {
        if (place(e, a)) {
          return true;
        }
      }
      return false;
    }
  }
}
