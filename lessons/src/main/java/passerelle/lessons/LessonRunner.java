package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * Leads a person through a lesson: read, predict, do, check. What is done is asked of the lab, not
 * read off what was typed. Each method answers with lines to show.
 *
 * @param messages of {@link LessonException#BUNDLE}
 * @param standing where one is
 */
public record LessonRunner(Lesson lesson, Messages messages, Standing standing) {
  /** So many lines of what the lab says are shown. */
  private static final int MOST_SAID = 6;

  private static final String INDENT = "  ";

  /** In which it speaks. */
  public Language language() {
    return messages.language();
  }

  /** All exercises are done, and what was learnt was said. */
  public boolean isFinished() {
    return standing.at() >= lesson.exercises().size();
  }

  /** The exercise one is at. */
  public Optional<Exercise> exercise() {
    return isFinished() ? Optional.empty() : Optional.of(lesson.exercises().get(standing.at()));
  }

  private Exercise present() {
    return exercise().orElseThrow();
  }

  /** Whether something is broken here whose cause is asked for, and nothing was answered yet. */
  public boolean isRiddle() {
    return exercise().filter(e -> !e.broken().isEmpty()).isPresent()
        && standing.mark().prediction().isEmpty();
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

  /** Does unseen what the exercise begins with. */
  public void prepare(LessonLab lab) {
    exercise().stream()
        .flatMap(exercise -> exercise.broken().stream())
        .forEach(step -> lab.prepare(step.place(), step.command()));
  }

  /** The exercise one is at: reading, and the question; once that is answered, the task. */
  public List<String> show() {
    if (isFinished()) {
      return finished();
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(heading());
    lines.add("");
    lines.addAll(text(present().reading()));
    lines.add("");
    lines.addAll(standing.mark().prediction().isEmpty() ? question() : task());
    return lines;
  }

  private String heading() {
    return Bars.progress(standing.done(), standing.exercises())
        + " "
        + messages.get("lesson.step", standing.at() + 1, standing.exercises(), present().title());
  }

  private List<String> question() {
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.predict"));
    lines.addAll(present().question().lines());
    lines.add(messages.get("lesson.words.predict"));
    return lines;
  }

  private List<String> task() {
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.do"));
    lines.addAll(text(present().task()));
    lines.add(messages.get(standing.mark().done() ? "lesson.words.done" : "lesson.words"));
    return lines;
  }

  /** Takes a prediction, which is held against the lab's answer when the exercise is done. */
  public List<String> predict(String answer) {
    if (isFinished()) {
      return finished();
    }
    if (standing.mark().done()) {
      return List.of(messages.get("lesson.done"));
    }
    if (answer.isBlank()) {
      return question();
    }
    if (!present().broken().isEmpty() && standing.mark().prediction().isPresent()) {
      return before(messages.get("lesson.answered"), task());
    }
    if (AnswerText.isUnknown(answer)) {
      standing.mark(standing.mark().predicted("?"));
      return before(messages.get("lesson.predicted.unknown"), task());
    }
    Question question = present().question();
    Optional<String> meant = question.meant(answer);
    if (meant.isEmpty()) {
      return List.of(messages.get("lesson.choose", answer.strip(), question.letters()));
    }
    String kept = question.choice(meant.get()).map(Question::letter).orElse(meant.get());
    standing.mark(standing.mark().predicted(kept));
    String noted = messages.get("lesson.predicted", meant.get());
    boolean letter = question.choices().isEmpty() && answer.strip().matches("[A-Za-z]");
    return before(letter ? noted + " " + messages.get("lesson.value") : noted, task());
  }

  private static List<String> before(String first, List<String> rest) {
    List<String> lines = new ArrayList<>(List.of(first, ""));
    lines.addAll(rest);
    return lines;
  }

  /** Help, one grade more each time. */
  public List<String> hint() {
    if (isFinished()) {
      return finished();
    }
    List<String> hints = present().hints();
    int grade = Math.min(standing.mark().hints() + 1, hints.size());
    standing.mark(standing.mark().hinted(grade));
    String more = grade < hints.size() ? "lesson.hint.more" : "lesson.hint.last";
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.hint", grade, hints.size(), hints.get(grade - 1)));
    lines.add(messages.get(more));
    lines.addAll(open());
    return lines;
  }

  /** A word to who does not know any more that a prediction is waited for; else nothing. */
  public List<String> open() {
    boolean open = !isFinished() && standing.mark().prediction().isEmpty();
    return open ? List.of(messages.get("lesson.words.open")) : List.of();
  }

  /** One way to do it. */
  public List<String> solution() {
    if (isFinished()) {
      return finished();
    }
    standing.mark(standing.mark().solutionShown());
    List<String> lines = new ArrayList<>();
    present().solution().stream()
        .map(Part.Step::commandSource)
        .flatMap(String::lines)
        .forEach(lines::add);
    lines.add(messages.get("lesson.solution.run"));
    lines.addAll(open());
    return lines;
  }

  /** Asks the lab whether the exercise is done. */
  public List<String> check(LessonLab lab) {
    if (isFinished()) {
      return finished();
    }
    if (standing.mark().prediction().isEmpty()) {
      return before(messages.get("lesson.predict.first"), question());
    }
    for (Part.Step step : present().checks()) {
      Output output = lab.ask(step.place(), step.command());
      if (output.status() != 0) {
        return notYet(step, output);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.right"));
    lines.addAll(judge(lab));
    lines.addAll(decision(lab).map(this::asked).orElseGet(() -> way(lab)));
    lines.add("");
    lines.add(goesOn());
    return lines;
  }

  private String goesOn() {
    boolean last = standing.at() + 1 == standing.exercises();
    return messages.get(last ? "lesson.words.last" : "lesson.words.done");
  }

  /** Whether the exercise is done, and may ask what becomes of its packet. */
  public boolean isPacketOpen() {
    return !isFinished()
        && standing.mark().done()
        && standing.mark().decision() == Mark.Verdict.OPEN
        && present().decision().isPresent();
  }

  private Optional<Decision> decision(LessonLab lab) {
    return !isPacketOpen()
        ? Optional.empty()
        : present().decision().flatMap(w -> lab.decision(present().packet().orElseThrow(), w));
  }

  private List<String> asked(Decision decision) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(messages.get("lesson.packet.ask", present().packet().orElseThrow().command()));
    lines.addAll(decision.question().lines());
    lines.add(messages.get("lesson.words.packet"));
    return lines;
  }

  /**
   * Takes what somebody answers: a prediction; once the exercise is done, what becomes of the
   * packet, where that is asked for.
   */
  public List<String> answer(String typed, LessonLab lab) {
    if (isPacketOpen()) {
      // As when it was asked for: the same packets came before.
      Part.Step before = present().answer().command();
      lab.ask(before.place(), before.command());
    }
    Optional<Decision> decision = isFinished() ? Optional.empty() : decision(lab);
    return decision.isPresent() ? decided(typed, decision.get(), lab) : predict(typed);
  }

  private List<String> decided(String typed, Decision decision, LessonLab lab) {
    Question question = decision.question();
    if (typed.isBlank()) {
      return asked(decision);
    }
    Optional<String> meant = question.meant(typed);
    boolean unknown = AnswerText.isUnknown(typed);
    if (!unknown && meant.isEmpty()) {
      return List.of(messages.get("lesson.choose", typed.strip(), question.letters()));
    }
    boolean isRight = meant.filter(question.choices().get(decision.right())::equals).isPresent();
    Mark.Verdict verdict =
        unknown ? Mark.Verdict.UNKNOWN : isRight ? Mark.Verdict.RIGHT : Mark.Verdict.WRONG;
    standing.mark(standing.mark().decided(verdict));
    List<String> lines = new ArrayList<>();
    lines.add(verdict(verdict, meant.orElse("")));
    lines.add(INDENT + decision.happens());
    lines.addAll(way(lab));
    lines.add("");
    lines.add(goesOn());
    return lines;
  }

  private String verdict(Mark.Verdict verdict, String meant) {
    return switch (verdict) {
      case RIGHT -> messages.get("lesson.predicted.right", meant);
      case WRONG -> messages.get("lesson.predicted.wrong", meant);
      default -> messages.get("lesson.answer");
    };
  }

  private List<String> notYet(Part.Step step, Output output) {
    if (output.status() != 1) {
      return List.of(
          messages.get(
              "lesson.unreadable", lesson.transcript().file(), step.line(), output.text().strip()));
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("lesson.not-yet"));
    lines.addAll(output.text().strip().lines().toList());
    if (standing.mark().shown()) {
      lines.add("");
      lines.add(messages.get("lesson.solution.run"));
    }
    return lines;
  }

  /** The lab's answer to the question, beside the person's, and why it is so. */
  private List<String> judge(LessonLab lab) {
    RightAnswer right = present().answer();
    Output output = lab.ask(right.command().place(), right.command().command());
    Mark mark = standing.mark();
    String prediction = mark.prediction().orElseThrow();
    String meant = present().question().meant(prediction).orElse(prediction);
    Mark.Verdict verdict = Mark.Verdict.UNKNOWN;
    if (!prediction.equals("?")) {
      boolean isRight = right.isRight(present().question(), meant, output);
      verdict = isRight ? Mark.Verdict.RIGHT : Mark.Verdict.WRONG;
    }
    if (!mark.done()) {
      standing.mark(mark.done(verdict));
    }
    List<String> lines = new ArrayList<>();
    lines.add(verdict(verdict, meant));
    right.command().commandSource().lines().forEach(line -> lines.add(INDENT + line));
    output.lines().stream().limit(MOST_SAID).forEach(line -> lines.add(INDENT + line));
    if (output.lines().size() > MOST_SAID) {
      lines.add(INDENT + "...");
    }
    lines.addAll(text(right.explanation()));
    return lines;
  }

  /** The packet's way, where the exercise shows one. */
  private List<String> way(LessonLab lab) {
    List<String> lines = new ArrayList<>();
    for (Part.Step step : present().packet().stream().toList()) {
      lines.add("");
      lines.add(messages.get("lesson.packet.way", step.command()));
      lines.addAll(lab.ask(step.place(), step.command()).lines());
    }
    return lines;
  }

  /** Goes on to the next exercise, once this one is done; after the last one, to the end. */
  public List<String> next() {
    if (isFinished()) {
      return finished();
    }
    if (standing.mark().prediction().isEmpty()) {
      return before(messages.get("lesson.predict.first"), question());
    }
    if (!standing.mark().done()) {
      return List.of(messages.get("lesson.first-check"));
    }
    standing.next();
    return show();
  }

  /** What was learnt, and how it went. */
  private List<String> finished() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        messages.get(
            "lesson.finished",
            Bars.progress(standing.done(), standing.exercises()),
            lesson.title(),
            Bars.stars(standing.stars())));
    lines.add("");
    lines.add(messages.get("lesson.learnt"));
    lesson.learnt().forEach(point -> lines.add("- " + point));
    lines.add("");
    lines.add(
        messages.get(
            "lesson.marks",
            standing.right(),
            standing.predictions(),
            standing.hints(),
            standing.shown()));
    return lines;
  }

  private static List<String> text(String markdown) {
    return Paragraphs.of(markdown);
  }
}
