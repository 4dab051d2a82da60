package passerelle.sim.tty;

import java.util.List;

/**
 * How the word before the cursor may go on.
 *
 * @param start where the word begins
 * @param candidates whole words, sorted; a directory ends with a slash
 */
public record Completion(int start, List<String> candidates) {
  /** What all candidates begin with. */
  String common() {
    String common = candidates.isEmpty() ? "" : candidates.get(0);
    for (String candidate : candidates) {
      while (!candidate.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return common;
  }

  /** Looks up the words of a line. */
  public interface Completer {
    /** What the word at the end of a line's beginning may be. */
    Completion complete(String before);
  }
}
