package passerelle.scenarios.match;

import passerelle.scenarios.canon.CanonicalLine;
import passerelle.scenarios.canon.Canonizer;

/** A line that a command printed, with its canonical form. */
record Actual(String text, CanonicalLine canonical) {
  static Actual of(String text, Canonizer canonizer) {
    return new Actual(text, canonizer.line(text));
  }
}
