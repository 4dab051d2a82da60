package passerelle.differential;

import java.util.stream.Collectors;

/**
 * What two kernels do not agree on in a case.
 *
 * @param kind what differs first, in a few words: a smaller case that shows it shows the same kind
 * @param text all that differs, for a person
 */
record Finding(String kind, String text) {
  private static final int FIRST_LINES = 12;
  private static final String UNJUDGED = "no judgement";

  /** One of the labs has failed: the first line says why. */
  static Finding unjudged(RuntimeException failed) {
    return new Finding(
        UNJUDGED, String.valueOf(failed.getMessage()).lines().findFirst().orElse(""));
  }

  /** Whether it tells something of the case, rather than of the machine. */
  boolean isOfACase() {
    return !kind.equals(UNJUDGED);
  }

  /** The first lines of the text: what comes later often follows from it. */
  String start() {
    String start = text.lines().limit(FIRST_LINES).collect(Collectors.joining("\n"));
    return text.lines().skip(FIRST_LINES).findAny().isPresent() ? start + "\n..." : start;
  }
}
