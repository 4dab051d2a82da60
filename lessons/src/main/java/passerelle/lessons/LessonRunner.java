package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;
import passerelle.text.Messages;

/**
 * Leads a person through a lesson: read, predict, do, check. What is done is asked of the lab, not
 * read off what was typed. Each method answers with lines to show.
 */
public final class LessonRunner {
  private final Lesson lesson;
  private final Messages messages;
  private final Progress progress;
  private int at;
  private Optional<String> prediction = Optional.empty();

  /**
   * A lesson from its beginning.
   *
   * @param messages of {@link LessonException#BUNDLE}
   */
  public LessonRunner(Lesson lesson, Messages messages, Progress progress) {
    this.lesson = lesson;
    this.messages = messages;
    this.progress = progress;
  }

  /** All exercises are done. */
  public boolean isFinished() {
    return at >= lesson.exercises().size();
  }

  private Exercise exercise() {
    return lesson.exercises().get(at);
  }

  /** Title and introduction, then the first exercise. */
  public List<String> begin() {
    List<String> lines = new ArrayList<>();
    lines.add(lesson.title());
    lines.add("");
    lines.addAll(text(lesson.introduction()));
    lines.addAll(show());
    return lines;
  }

  /** The exercise one is at: reading, question, task. */
  public List<String> show() {
    if (isFinished()) {
      return List.of(messages.get("lesson.finished", lesson.title()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(messages.get("lesson.step", at + 1, lesson.exercises().size(), exercise().title()));
    lines.add("");
    lines.addAll(text(exercise().reading()));
    if (!exercise().question().isEmpty()) {
      lines.add("");
      lines.add(messages.get("lesson.predict"));
      lines.addAll(text(exercise().question()));
    }
    if (!exercise().task().isEmpty()) {
      lines.add("");
      lines.add(messages.get("lesson.do"));
      lines.addAll(text(exercise().task()));
    }
    lines.add("");
    String words = exercise().question().isEmpty() ? "lesson.words" : "lesson.words.predict";
    lines.add(messages.get(words));
    return lines;
  }

  /** Takes a prediction, which is held against the lab's answer when the exercise is done. */
  public List<String> predict(String answer) {
    if (isFinished() || exercise().question().isEmpty()) {
      return List.of(messages.get("lesson.no-question"));
    }
    prediction = Optional.of(answer.strip());
    return List.of(messages.get("lesson.predicted", answer.strip()));
  }

  /** Help. */
  public List<String> hint() {
    return isFinished() || exercise().hint().isEmpty()
        ? List.of(messages.get("lesson.no-hint"))
        : text(exercise().hint());
  }

  /** One way to do it. */
  public List<String> solution() {
    if (isFinished()) {
      return List.of(messages.get("lesson.finished", lesson.title()));
    }
    return exercise().solution().stream().map(Part.Step::commandSource).map(String::strip).toList();
  }

  /** Asks the lab whether the exercise is done; if so, goes on to the next. */
  public List<String> check(LessonLab lab) {
    if (isFinished()) {
      return List.of(messages.get("lesson.finished", lesson.title()));
    }
    Optional<Comparison.Failure> failure = failure(lab);
    if (failure.isPresent()) {
      return notYet(failure.get());
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.right"));
    lines.addAll(judge(lab));
    at++;
    prediction = Optional.empty();
    if (!progress.note(lesson.name(), at)) {
      lines.add(messages.get("lesson.unkept"));
    }
    lines.addAll(show());
    return lines;
  }

  private Optional<Comparison.Failure> failure(LessonLab lab) {
    List<Part.Step> checks = exercise().checks();
    Transcript asked =
        new Transcript(lesson.name(), lesson.transcript().frontMatter(), List.<Part>copyOf(checks));
    List<Output> outputs =
        checks.stream().map(step -> lab.run(step.place(), step.command())).toList();
    return Comparison.of(asked, outputs).failures().stream().findFirst();
  }

  private List<String> notYet(Comparison.Failure failure) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.not-yet"));
    lines.addAll(failure.actual().source().stripTrailing().lines().toList());
    if (!failure.expected().expectation().source().isEmpty()) {
      lines.add(messages.get("lesson.expected"));
      lines.addAll(failure.expected().expectation().source().stripTrailing().lines().toList());
    }
    return lines;
  }

  /** The lab's answer to the question, beside the person's. */
  private List<String> judge(LessonLab lab) {
    if (exercise().answer().isEmpty()) {
      return List.of();
    }
    Part.Step last = exercise().answer().get(exercise().answer().size() - 1);
    Output output = lab.run(last.place(), last.command());
    String right = output.lines().stream().findFirst().orElse("").strip();
    if (prediction.isEmpty()) {
      return List.of(messages.get("lesson.answer", right));
    }
    boolean same = prediction.get().equalsIgnoreCase(right);
    return List.of(
        messages.get(
            same ? "lesson.predicted.right" : "lesson.predicted.wrong", prediction.get(), right));
  }

  private static List<String> text(String markdown) {
    return Paragraphs.of(markdown);
  }
}
