package passerelle.cli.play;

import java.util.List;
import passerelle.lessons.Exercise;
import passerelle.scenarios.format.Part;

/** One thing after another of what is played. */
public sealed interface Beat {
  /**
   * A chapter begins.
   *
   * @param number from 1
   * @param title empty for one that has none
   */
  record Heading(int number, String title) implements Beat {}

  /**
   * Something to read.
   *
   * @param lines one for each paragraph
   */
  record Text(List<String> lines) implements Beat {}

  /**
   * Something to look at that is somebody else's: the content of a block that is no command.
   *
   * @param lines as they stand there
   */
  record Listing(List<String> lines) implements Beat {}

  /** What is done unseen. */
  record Unseen(List<Part.Step> steps) implements Beat {}

  /** What is to be predicted. */
  record Asked(Exercise exercise) implements Beat {}

  /** A command. */
  record Command(Cue cue) implements Beat {}

  /** What was right, and why; the command before it has said so. */
  record Told(Exercise exercise) implements Beat {}

  /** Whether one waits before it. */
  default boolean isStop() {
    return this instanceof Command || this instanceof Asked;
  }
}
