package passerelle.lessons;

import java.nio.file.Path;
import java.util.List;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.text.Language;

/** Where the lessons of a course stand. */
public interface Shelf {
  /** The names of a language's lessons, {@code NN-NAME}, in the order of the course. */
  List<String> names(Language language) throws TranscriptException;

  /** Whether a file is one of them. */
  default boolean holds(Path file) {
    return false;
  }

  /** What one of them says. */
  Transcript read(Language language, String name) throws TranscriptException;
}
