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
  /** Nothing that is in this lab: another program, another host. */
  FOREIGN;

  /** Whether a deck may stand as it is. */
  public boolean isGood() {
    return this == SAME || this == SHAPE;
  }

  /** The key of its name in the messages. */
  public String key() {
    return "slides.verdict." + name().toLowerCase(Locale.ROOT);
  }
}
