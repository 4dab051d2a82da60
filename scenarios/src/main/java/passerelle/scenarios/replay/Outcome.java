package passerelle.scenarios.replay;

import java.nio.file.Path;
import passerelle.scenarios.format.TranscriptException;

/**
 * How it went with one transcript.
 *
 * @param <T> what trying it comes to
 */
public sealed interface Outcome<T> {
  Path file();

  /** It ran. */
  record Ran<T>(Path file, T result) implements Outcome<T> {}

  /** It may not run on what was asked; the key and argument of the reason's text. */
  record Skipped<T>(Path file, String reason, String only) implements Outcome<T> {}

  /**
   * It could not be read or run.
   *
   * @param lab whether it was a lab that failed, which may go well another time
   */
  record Unreadable<T>(Path file, TranscriptException problem, boolean lab) implements Outcome<T> {}
}
