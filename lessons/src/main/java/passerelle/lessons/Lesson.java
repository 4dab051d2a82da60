package passerelle.lessons;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Transcript;

/**
 * A lesson.
 *
 * @param name by which it is called: its file's name without number and {@code .md}
 * @param number its place in the course, the same in all languages; 0 for one that is not in it
 * @param title what it is about
 * @param introduction text before the first exercise
 * @param exercises its steps, at least one
 * @param learnt what one knows after it
 * @param transcript the file that it was read from
 */
public record Lesson(
    String name,
    int number,
    String title,
    String introduction,
    List<Exercise> exercises,
    List<String> learnt,
    Transcript transcript) {
  private static final Pattern NUMBERED = Pattern.compile("([0-9]{2})-(.+)");

  /**
   * Reads a lesson.
   *
   * @param name of its file, without {@code .md}
   * @throws LessonException when the transcript is none of a lesson
   */
  public static Lesson of(String name, Transcript transcript) throws LessonException {
    return new LessonParser(name, transcript).parse();
  }

  /** Whether a file's text looks like that of a lesson: something is to be predicted in it. */
  public static boolean looksLikeOne(String text) {
    return text.lines().anyMatch(l -> l.startsWith("### ") && isPrediction(l.substring(4).strip()));
  }

  private static boolean isPrediction(String heading) {
    return Section.of(heading).filter(section -> section == Section.PREDICT).isPresent();
  }

  /** The number in a file's name. */
  static int number(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
  }

  /** A file's name without the number. */
  static String bare(String name) {
    return Optional.of(NUMBERED.matcher(name))
        .filter(Matcher::matches)
        .map(m -> m.group(2))
        .orElse(name);
  }

  /** By what one's progress is known, in all languages the same. */
  public String key() {
    return number == 0 ? name : String.format("%02d", number);
  }
}
