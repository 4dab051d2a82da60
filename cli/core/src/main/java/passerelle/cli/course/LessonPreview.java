package passerelle.cli.course;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.Session;
import passerelle.cli.session.TranscriptSession;
import passerelle.files.MemoryFiles;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.Mark;
import passerelle.lessons.Question;
import passerelle.lessons.Standing;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * A lesson as a student sees it, step by step: a wrong answer, the hints, the check before anything
 * is done, the solution, the check after it, and what a right answer would have got. All of it in a
 * lab of its own.
 */
final class LessonPreview {
  private final Lesson lesson;
  private final Language language;
  private final Messages messages;
  private final Consumer<String> out;

  /** A preview whose lines go somewhere. */
  LessonPreview(Lesson lesson, Consumer<String> out) {
    this.lesson = lesson;
    this.out = out;
    language = lesson.transcript().frontMatter().language();
    messages = Messages.of(language, LessonException.BUNDLE);
  }

  /** Shows all of it. */
  void show(LabRequest request) throws LabException {
    int steps = lesson.exercises().size();
    LessonRunner runner = new LessonRunner(lesson, messages, new Standing(steps));
    try (TranscriptSession session =
        new TranscriptSession(SimLab.open(LabSettings.of(request)), request)) {
      typed("lesson " + lesson.name(), "leçon " + lesson.name());
      List<String> lines = runner.begin();
      for (int i = 0; i < steps; i++) {
        run(lesson.exercises().get(i).broken(), session);
        lines.forEach(out);
        step(runner, i, session);
        typed("next", "suite");
        lines = runner.next();
      }
      lines.forEach(out);
    }
  }

  private void step(LessonRunner runner, int number, TranscriptSession session)
      throws LabException {
    Exercise exercise = lesson.exercises().get(number);
    String wrong = choice(exercise, false).orElse("?");
    answer(wrong);
    runner.predict(wrong).forEach(out);
    for (int i = 0; i < exercise.hints().size(); i++) {
      typed("hint", "indice");
      runner.hint().forEach(out);
    }
    typed("check", "vérifier");
    check(runner, session).forEach(out);
    typed("solution run", "solution lancer");
    exercise.solution().stream().flatMap(step -> step.commandSource().lines()).forEach(out);
    run(exercise.solution(), session);
    typed("check", "vérifier");
    check(runner, session).forEach(out);
    Optional<String> right = choice(exercise, true);
    if (right.isPresent()) {
      List<Mark> marks = Collections.nCopies(lesson.exercises().size(), Mark.NONE);
      LessonRunner other = new LessonRunner(lesson, messages, new Standing(marks, number));
      other.predict(right.get());
      out.accept("");
      answer(right.get());
      typed("check", "vérifier");
      check(other, session).stream().limit(2).forEach(out);
    }
  }

  /**
   * A choice that is right, or that is not, if the lab answers as it is printed; else its value.
   */
  private static Optional<String> choice(Exercise exercise, boolean right) {
    Question question = exercise.question();
    if (question.choices().isEmpty()) {
      return right ? Optional.of(exercise.answer().printedAnswer()) : Optional.empty();
    }
    return question.choices().stream()
        .filter(choice -> exercise.answer().isRightAsPrinted(question, choice) == right)
        .findFirst();
  }

  private static List<String> check(LessonRunner runner, TranscriptSession session) {
    LabCommands commands = Session.commands(session.lab(), runner.language(), new MemoryFiles());
    try (LessonSeat seat = new LessonSeat(commands, new MemoryFiles())) {
      return new ArrayList<>(runner.check(seat));
    }
  }

  private static void run(List<Part.Step> steps, TranscriptSession session) throws LabException {
    for (Part.Step step : steps) {
      session.run(step.place(), step.command());
    }
  }

  private void answer(String answer) {
    typed("answer " + answer, "réponse " + answer);
  }

  private void typed(String english, String french) {
    out.accept("");
    out.accept("lab> " + (language == Language.FR ? french : english));
  }
}
