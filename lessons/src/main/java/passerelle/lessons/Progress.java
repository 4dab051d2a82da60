package passerelle.lessons;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.files.Kept;

/**
 * How far a person has come in which lesson, whatever its language. Kept in a file of lines {@code
 * LESSON STEPS STARS}; without a file it lasts as long as the program.
 */
public final class Progress {
  private static final Pattern LINE = Pattern.compile("(\\S+) ([0-9]{1,2}) ([0-3])");

  private final Optional<Kept> file;
  private final Map<String, Reached> reached = new LinkedHashMap<>();

  /**
   * The best that was reached in a lesson.
   *
   * @param steps so many were done
   * @param stars 0 to 3; 0 unless it was finished
   */
  public record Reached(int steps, int stars) {
    static final Reached NOTHING = new Reached(0, 0);

    private Reached or(Reached other) {
      return new Reached(Math.max(steps, other.steps), Math.max(stars, other.stars));
    }
  }

  /** Reads what is kept; what is missing or damaged means that nothing is done. */
  public static Progress in(Optional<Kept> kept) {
    return new Progress(kept.orElse(null));
  }

  private Progress(Kept kept) {
    file = Optional.ofNullable(kept);
    file.flatMap(Kept::read).ifPresent(text -> text.lines().forEach(this::read));
  }

  private void read(String line) {
    Matcher known = LINE.matcher(line);
    if (known.matches()) {
      int steps = Integer.parseInt(known.group(2));
      reached.put(known.group(1), new Reached(steps, Integer.parseInt(known.group(3))));
    }
  }

  /** How far one has come in a lesson. */
  public Reached of(Lesson lesson) {
    return reached.getOrDefault(lesson.key(), Reached.NOTHING);
  }

  /**
   * Notes where one stands in a lesson.
   *
   * @return false when that could not be kept for the next time
   */
  public boolean note(Lesson lesson, Standing standing) {
    reached.merge(lesson.key(), new Reached(standing.done(), standing.stars()), Reached::or);
    if (file.isEmpty()) {
      return true;
    }
    StringBuilder text = new StringBuilder();
    reached.forEach(
        (key, best) -> text.append(key + " " + best.steps() + " " + best.stars() + "\n"));
    return file.get().write(text.toString());
  }
}
