package passerelle.lessons;

import java.util.Optional;
import passerelle.scenarios.format.TranscriptException;

/** Where lessons are that stand outside of the course. */
@FunctionalInterface
public interface Elsewhere {
  /** The lesson of that name, if it may be read. */
  Optional<Lesson> find(String name) throws LessonException, TranscriptException;
}
