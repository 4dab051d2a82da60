package passerelle.cli.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import passerelle.files.Kept;
import passerelle.files.Outputs;
import passerelle.files.StateFile;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.Progress;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** What is kept of lessons from one run to the next: how far one has come, and in which lab. */
final class KeptLessons {
  /** The text that says how far one has come. */
  private static final String PROGRESS = "lessons";

  private final Function<String, Optional<Kept>> states;
  private final Progress progress;

  /** Kept where a text of a name is; empty for nowhere. */
  KeptLessons(Function<String, Optional<Kept>> states) {
    this.states = states;
    progress = Progress.in(states.apply(PROGRESS));
  }

  /** In files beside the one where it is noted how far one has come; empty for nowhere. */
  static Function<String, Optional<Kept>> beside(Optional<Path> progress) {
    return name ->
        progress
            .map(file -> name.equals(PROGRESS) ? file : file.resolveSibling(name))
            .map(StateFile::new);
  }

  Progress progress() {
    return progress;
  }

  /** Keeps how far one is, and the lab; false when that could not be done. */
  boolean keep(LessonTaken taken) {
    LessonRunner runner = taken.runner();
    boolean kept = progress.note(runner.lesson(), runner.standing());
    Optional<Kept> file = state(runner.lesson());
    if (file.isPresent()) {
      Optional<String> told = runner.isFinished() ? Optional.of("") : taken.told();
      kept &= told.map(text -> file.get().write(text)).orElse(true);
    }
    return kept;
  }

  /** Where somebody was in a lesson; empty where that is not known, or cannot be read any more. */
  Optional<LessonTaken> goOn(Lesson lesson, Session session, Outputs outputs, String student) {
    Optional<String> told =
        session.lab().isSimulated() ? state(lesson).flatMap(Kept::read) : Optional.empty();
    if (told.isEmpty() || told.get().isEmpty()) {
      return Optional.empty();
    }
    try {
      Transcript transcript = Transcript.parse("lesson-" + lesson.key() + ".md", told.get());
      return LessonTaken.goOn(session, outputs, lesson, student, transcript);
    } catch (LessonException | TranscriptException damaged) {
      return Optional.empty();
    }
  }

  /** Where it is kept how somebody takes a lesson of the course. */
  private Optional<Kept> state(Lesson lesson) {
    return lesson.number() == 0 ? Optional.empty() : states.apply("lesson-" + lesson.key() + ".md");
  }
}
