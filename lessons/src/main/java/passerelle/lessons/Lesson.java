package passerelle.lessons;

import java.util.List;
import passerelle.scenarios.format.Transcript;

/**
 * A lesson.
 *
 * @param name by which it is called: its file's name without {@code .md}
 * @param title what it is about
 * @param introduction text before the first exercise
 * @param exercises its steps, at least one
 * @param transcript the file that it was read from
 */
public record Lesson(
    String name,
    String title,
    String introduction,
    List<Exercise> exercises,
    Transcript transcript) {

  /**
   * Reads a lesson.
   *
   * @throws LessonException when the transcript is none of a lesson: without exercises, with an
   *     unknown heading, or a check without commands
   */
  public static Lesson of(String name, Transcript transcript) throws LessonException {
    return new LessonParser(name, transcript).parse();
  }
}
