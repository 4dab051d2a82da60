package passerelle.scenarios.compare;

import java.nio.file.Path;
import passerelle.scenarios.format.TranscriptException;

/** How it went with one file. */
sealed interface Outcome {
  Path file();

  /**
   * It ran on both kernels.
   *
   * @param report of the last run
   * @param runs how often it was run, from 1
   */
  record Compared(Path file, Report report, int runs) implements Outcome {}

  /** It is made for one kernel or another engine; the key and argument of the reason's text. */
  record Skipped(Path file, String reason, String only) implements Outcome {}

  /**
   * It could not be read, or not be run on one of the kernels.
   *
   * @param lab whether it was a lab that failed, which may go well another time
   */
  record Unreadable(Path file, TranscriptException problem, boolean lab) implements Outcome {}
}
