package passerelle.scenarios.match;

import java.util.List;
import passerelle.scenarios.canon.CanonicalLine;
import passerelle.scenarios.canon.Canonizer;
import passerelle.scenarios.canon.Value;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.ExpectedLine.Kind;

/** An expected line with its canonical form. */
record Expected(ExpectedLine line, CanonicalLine canonical) {
  private static final String ANYTHING = String.valueOf(Canonizer.ANYTHING);

  static Expected of(ExpectedLine line, Canonizer canonizer) {
    String text = line.text();
    if (line.kind() == Kind.WITH_GAPS) {
      text = text.replace(ExpectedLine.GAP, ANYTHING);
    }
    return new Expected(line, canonizer.line(text));
  }

  boolean isAnyLines() {
    return line.kind() == Kind.ANY_LINES;
  }

  /** Whether the lines are alike when every value may stand for every other of its class. */
  boolean isAlike(Actual actual) {
    return line.kind() == Kind.WITH_GAPS ? matches(actual, new Binding()) : hasShapeOf(actual);
  }

  /** Whether the lines match under a binding, which then holds their values too. */
  boolean matches(Actual actual, Binding binding) {
    if (line.kind() == Kind.WITH_GAPS) {
      return gapsMatch(canonical, actual.canonical(), binding) || rawGapsMatch(actual.text());
    }
    return hasShapeOf(actual) && binding.bind(canonical.values(), actual.canonical().values());
  }

  private boolean hasShapeOf(Actual actual) {
    return canonical.dropped() == actual.canonical().dropped()
        && canonical.shape().equals(actual.canonical().shape());
  }

  /**
   * A gap may cut what the canonical form takes as a whole ({@code time=[..] ms}); then the line as
   * printed must match, with all its values literally.
   */
  private boolean rawGapsMatch(String actual) {
    CanonicalLine pattern = literally(line.text().replace(ExpectedLine.GAP, ANYTHING));
    return gapsMatch(pattern, literally(actual.stripTrailing()), new Binding());
  }

  private static CanonicalLine literally(String text) {
    return new CanonicalLine(Canonizer.plain(text), List.of(), List.of(), false);
  }

  /**
   * Finds the stretches between the gaps one after the other, each as far left as it goes; the last
   * one ends the line.
   */
  private static boolean gapsMatch(CanonicalLine pattern, CanonicalLine text, Binding binding) {
    int before = binding.state();
    String[] stretches = pattern.shape().split(ANYTHING, -1);
    if (stretches.length == 1) {
      // The gap stood where the canonical form erases everything.
      return pattern.shape().equals(text.shape()) && binding.bind(pattern.values(), text.values());
    }
    int from = 0;
    int values = 0;
    for (int i = 0; i < stretches.length && from >= 0; i++) {
      int count = marks(stretches[i]);
      List<Value> expected = pattern.values().subList(values, values + count);
      if (i == 0) {
        from = bindAt(0, stretches[i], expected, text, binding) ? stretches[i].length() : -1;
      } else if (i == stretches.length - 1) {
        int at = text.shape().length() - stretches[i].length();
        from = at >= from && bindAt(at, stretches[i], expected, text, binding) ? at : -1;
      } else {
        from = find(from, stretches[i], expected, text, binding);
      }
      values += count;
    }
    if (from < 0) {
      binding.backTo(before);
    }
    return from >= 0;
  }

  /** The end of the first place at or after {@code from} where a stretch matches, or -1. */
  private static int find(
      int from, String stretch, List<Value> expected, CanonicalLine text, Binding binding) {
    int at = text.shape().indexOf(stretch, from);
    while (at >= 0 && !bindAt(at, stretch, expected, text, binding)) {
      at = text.shape().indexOf(stretch, at + 1);
    }
    return at < 0 ? -1 : at + stretch.length();
  }

  private static boolean bindAt(
      int at, String stretch, List<Value> expected, CanonicalLine text, Binding binding) {
    if (!text.shape().startsWith(stretch, at)) {
      return false;
    }
    int first = marks(text.shape().substring(0, at));
    return binding.bind(expected, text.values().subList(first, first + expected.size()));
  }

  private static int marks(String shape) {
    return (int) shape.chars().filter(c -> Canonizer.isMark((char) c)).count();
  }
}
