package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.Optional;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;

/** How the replay of one file went. */
sealed interface Outcome {
  Path file();

  /**
   * It ran; the comparison says whether all is as expected.
   *
   * @param passesUnder if it is not, another engine version under which it is
   */
  record Compared(Path file, Comparison comparison, Optional<String> passesUnder)
      implements Outcome {}

  /** It may not run on what was asked; the key and argument of the reason's text. */
  record Skipped(Path file, String reason, String only) implements Outcome {}

  /** It could not be read or run. */
  record Unreadable(Path file, TranscriptException problem) implements Outcome {}
}
