package passerelle.cli.course;

import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.Part;
import passerelle.text.Messages;

/**
 * A lesson as slides for remark, whose commands {@code passerelle slides} replays: what to read and
 * predict, what to do, one way to do it, and what was right.
 */
final class RemarkSlides {
  private final Lesson lesson;
  private final Messages messages;
  private final StringBuilder text = new StringBuilder();

  private RemarkSlides(Lesson lesson) {
    this.lesson = lesson;
    FrontMatter head = lesson.transcript().frontMatter();
    messages = Messages.of(head.language(), LessonException.BUNDLE);
  }

  /** The slides, Markdown. */
  static String of(Lesson lesson) {
    RemarkSlides slides = new RemarkSlides(lesson);
    slides.write();
    return slides.text.toString();
  }

  private void write() {
    FrontMatter head = lesson.transcript().frontMatter();
    text.append(
        new FrontMatter(
                FrontMatter.NONE.title(),
                Optional.of(head.engine().orElse(EngineVersion.DEFAULT.label())),
                FrontMatter.NONE.kernels(),
                head.images(),
                head.language(),
                List.of())
            .source());
    text.append("class: title\n\n# ").append(lesson.title()).append("\n\n");
    paragraph(lesson.introduction());
    lesson.exercises().forEach(this::exercise);
    slide(messages.get("remark.learnt"));
    lesson.learnt().forEach(point -> text.append("- ").append(point).append('\n'));
  }

  private void exercise(Exercise exercise) {
    slide(exercise.title());
    paragraph(exercise.reading());
    if (!exercise.broken().isEmpty()) {
      next();
      paragraph(messages.get("remark.broken"));
      commands(exercise.broken());
    }
    slide(messages.get("remark.predict", exercise.title()));
    exercise.question().lines().forEach(line -> paragraph(line.strip()));
    next();
    paragraph(exercise.task());
    slide(messages.get("remark.solution", exercise.title()));
    commands(exercise.solution());
    slide(messages.get("remark.answer", exercise.title()));
    commands(List.of(exercise.answer().command()));
    next();
    paragraph(exercise.answer().explanation());
    if (exercise.packet().isPresent()) {
      slide(messages.get("remark.packet", exercise.title()));
      commands(List.of(exercise.packet().get()));
    }
  }

  private void slide(String title) {
    text.append("---\n\n# ").append(title).append("\n\n");
  }

  /** What follows comes at the next key. */
  private void next() {
    text.append("--\n\n");
  }

  private void paragraph(String markdown) {
    if (!markdown.isEmpty()) {
      text.append(markdown).append("\n\n");
    }
  }

  private void commands(List<Part.Step> steps) {
    text.append(".lab[\n\n```console\n");
    for (Part.Step step : steps) {
      text.append(step.commandSource());
      // Slides know no gaps within a line: what cannot be printed as it is, is left out.
      boolean gaps =
          step.expectation().lines().stream()
              .anyMatch(line -> line.kind() == ExpectedLine.Kind.WITH_GAPS);
      if (!gaps) {
        step.expectation().lines().forEach(line -> text.append(line.text()).append('\n'));
      }
      if (!gaps && step.expectation().status() != 0) {
        text.append('[').append(step.expectation().status()).append("]\n");
      }
    }
    text.append("```\n\n]\n\n");
  }
}
