package passerelle.gotemplate;

/**
 * What one execution may use. Go would go on until memory ends; a simulated tool must answer. The
 * limits are far above what any useful template needs.
 */
final class Budget {
  /** The longest text that is kept, in chars. */
  static final int MAX_TEXT = 1_100_000;

  private static final int MAX_STEPS = 500_000;
  private static final int MADE_PER_STEP = 10;

  /** How deep nodes and templates may nest while executing. */
  private static final int MAX_DEPTH = 600;

  private int steps;
  private int depth;

  /** Counts a step that makes so many chars or elements; false when it was all too much. */
  boolean spend(int made) {
    steps += 1 + made / MADE_PER_STEP;
    return steps <= MAX_STEPS;
  }

  /** Goes one level deeper; false when that is too deep. */
  boolean enter() {
    return ++depth <= MAX_DEPTH;
  }

  void leave() {
    depth--;
  }
}
