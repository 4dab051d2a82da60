package passerelle.scenarios.slides;

import java.util.Locale;

/** How the answer of a command compares with what a deck prints. */
public enum Verdict {
  /** The same but for ids, times and the like, as transcripts are compared; or it just succeeds. */
  SAME,
  /** The same shape: see {@link Shape}. */
  SHAPE,
  /** Something else, or a failure that the deck does not print. */
  DIFFERENT,
  /** It leaves something to the reader that nothing tells, so it was not run. */
  INCOMPLETE,
  /** A command, option or image that the real one has, and that is not modelled. */
  UNSUPPORTED,
  /**
   * Nothing that is in this lab: another program, another host; what a program of the author's says
   * that the deck does not show.
   */
  FOREIGN,
  /**
   * The same, or the same shape, but only with what the deck neither makes nor prints, and somebody
   * else may not have: a stand-in for an image of which nothing is known, a container that was in
   * the way.
   */
  PRESUMED;

  /** Whether a deck may stand as it is. */
  public boolean isGood() {
    return this == SAME || this == SHAPE;
  }

  /** Whether the lab answers as the deck has it, whatever that rests on. */
  boolean answers() {
    return isGood() || this == PRESUMED;
  }

  /** The key of its name in the messages. */
  public String key() {
    return "slides.verdict." + name().toLowerCase(Locale.ROOT);
  }
}
