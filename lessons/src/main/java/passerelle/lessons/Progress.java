package passerelle.lessons;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.files.StateFile;

/**
 * How far a person has come in which lesson. Kept in a file of lines {@code NAME EXERCISES};
 * without a file it lasts as long as the program.
 */
public final class Progress {
  private final Optional<StateFile> file;
  private final Map<String, Integer> done = new LinkedHashMap<>();

  /** Reads what is there; a file that is missing or damaged means that nothing is done. */
  public Progress(Optional<Path> file) {
    this.file = file.map(StateFile::new);
    this.file.flatMap(StateFile::read).ifPresent(text -> text.lines().forEach(this::read));
  }

  private void read(String line) {
    String[] words = line.split(" ");
    if (words.length == 2 && words[1].matches("[0-9]{1,4}")) {
      done.put(words[0], Integer.parseInt(words[1]));
    }
  }

  /** How many exercises of a lesson are done. */
  public int of(String lesson) {
    return done.getOrDefault(lesson, 0);
  }

  /**
   * Notes that the first {@code exercises} of a lesson are done.
   *
   * @return false when that could not be kept for the next time
   */
  public boolean note(String lesson, int exercises) {
    done.merge(lesson, exercises, Math::max);
    if (file.isEmpty()) {
      return true;
    }
    StringBuilder text = new StringBuilder();
    done.forEach((name, number) -> text.append(name).append(' ').append(number).append('\n'));
    return file.get().write(text.toString());
  }
}
