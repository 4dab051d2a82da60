package passerelle.cli.course;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.TypedSession;
import passerelle.engine.EngineVersion;
import passerelle.files.MemoryFiles;
import passerelle.files.Outputs;
import passerelle.image.ImageCatalogue;
import passerelle.lessons.Decision;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLab;
import passerelle.lessons.LessonLibrary;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.Mark;
import passerelle.lessons.SessionFile;
import passerelle.lessons.Standing;
import passerelle.lessons.Variation;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.Typing;
import passerelle.scenarios.replay.Deadline;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * Marks what a student has handed in: it is done again, step by step in a lab of its own, and each
 * step is checked where the student had it checked. What the file says of itself counts only for
 * hints and solutions that were shown.
 */
final class LessonGrade {
  /** Seconds of real time for one session, some hundred times what one takes. */
  private static final int LIMIT = 60;

  private final LessonLibrary library;
  private final Map<String, Optional<Lesson>> read = new HashMap<>();

  /**
   * By lesson what the question of a step does, as far as it was asked: whether it changes
   * something that lasts, and is asked in a copy.
   */
  private final Map<String, Map<Integer, Boolean>> changing = new ConcurrentHashMap<>();

  private final Messages messages;

  /**
   * Marks by the lessons of a library.
   *
   * @param language of what is said about a step that was missed
   */
  public LessonGrade(LessonLibrary lessons, Language language) {
    library = lessons;
    messages = Messages.of(language, LessonException.BUNDLE);
  }

  /**
   * How one session went.
   *
   * @param steps in the order of the lesson, those not taken included
   */
  public record Marked(Lesson lesson, String student, List<Step> steps) {
    /** How many steps are done. */
    public long done() {
      return steps.stream().filter(step -> step.mark().done()).count();
    }

    /** How many predictions were right. */
    public long right() {
      return steps.stream().filter(s -> s.mark().verdict() == Mark.Verdict.RIGHT).count();
    }
  }

  /**
   * How one step went.
   *
   * @param missed what the check said; empty for a step that is done
   */
  public record Step(String title, Mark mark, String missed) {}

  /**
   * Does a session again.
   *
   * @throws LessonException when it is none, or of a lesson that is not there
   * @throws LabException when the lab has no such place as one of its commands wants
   */
  public Marked of(Transcript handedIn) throws LessonException, TranscriptException, LabException {
    SessionFile file = SessionFile.of(handedIn);
    Optional<Lesson> found = lesson(file.lesson());
    if (found.isEmpty()) {
      throw LessonException.unknown(handedIn.file(), file.lesson());
    }
    Lesson lesson = Variation.of(found.get(), file.student(), LessonSeat::isTaken);
    LabRequest request = request(handedIn);
    Map<Integer, Boolean> changes =
        changing.computeIfAbsent(lesson.key(), key -> new ConcurrentHashMap<>());
    Optional<Marked> quick = Optional.empty();
    for (int known = -1; quick.isEmpty() && changes.size() > known; ) {
      known = changes.size();
      quick = marked(lesson, file, request, Optional.of(changes));
    }
    return quick.isPresent() && agrees(quick.get(), file)
        ? quick.get()
        : marked(lesson, file, request, Optional.empty()).orElseThrow();
  }

  /**
   * Does a session again.
   *
   * @param quick steps are checked in the lab in which the session goes on, but for those whose
   *     question changes something here, which saves the copies: what a check tries there is seen
   *     by later ones
   * @return empty where that is not good enough: a question has changed something that lasts, which
   *     is known from now on
   */
  private Optional<Marked> marked(
      Lesson lesson, SessionFile file, LabRequest request, Optional<Map<Integer, Boolean>> quick)
      throws LabException {
    List<Step> steps = new ArrayList<>();
    try (TypedSession lab =
            new TypedSession(SimLab.openUnwatched(LabSettings.of(request)), request);
        Deadline deadline = new Deadline(lab::interrupt, LIMIT)) {
      for (int i = 0; i < lesson.exercises().size(); i++) {
        Care care = Care.of(quick, i);
        Optional<Step> step = step(lesson, i, file, lab, care);
        if (care == Care.LOOKED_AT) {
          quick.orElseThrow().put(i, step.isEmpty());
        }
        if (step.isEmpty()) {
          return Optional.empty();
        }
        steps.add(step.get());
        if (deadline.isPassed()) {
          throw new LabException(messages.get("grade.endless", LIMIT));
        }
      }
    }
    return Optional.of(new Marked(lesson, file.student(), steps));
  }

  /** With how much care a question is asked. */
  private enum Care {
    /** In a copy. */
    COPIED,
    /** In the lab itself, of which it is seen whether it has changed. */
    LOOKED_AT,
    /** In the lab itself, which it did not change in another session. */
    TRUSTED;

    static Care of(Optional<Map<Integer, Boolean>> changing, int step) {
      Optional<Boolean> known = changing.map(steps -> steps.get(step));
      return changing.isEmpty() || known.orElse(false)
          ? COPIED
          : known.isPresent() ? TRUSTED : LOOKED_AT;
    }
  }

  /** Whether each step went as the file tells, so that nothing of it is in doubt. */
  private static boolean agrees(Marked marked, SessionFile file) {
    for (int i = 0; i < marked.steps().size(); i++) {
      Mark found = marked.steps().get(i).mark();
      Mark told = i < file.steps().size() ? file.standing().marks().get(i) : Mark.NONE;
      if (found.done() != told.done() || found.verdict() != told.verdict()) {
        return false;
      }
    }
    return true;
  }

  /** A lesson of the library, read once for all who have taken it. */
  private synchronized Optional<Lesson> lesson(String key)
      throws LessonException, TranscriptException {
    if (!read.containsKey(key)) {
      read.put(key, library.inLanguage(key, messages.language()));
    }
    return read.get(key);
  }

  private static LabRequest request(Transcript handedIn) {
    FrontMatter head = handedIn.frontMatter();
    return new LabRequest(
        head.engine().orElse(EngineVersion.DEFAULT.label()),
        KernelKind.SIM,
        ImageCatalogue.builtIn(LabRequest.DEFAULT_IMAGES),
        "grade",
        head.seed().orElse(LabRequest.SEED),
        head.language(),
        head.typing() == Typing.SCRIPT ? Typing.LINES : head.typing(),
        Outputs.inMemory());
  }

  private Optional<Step> step(
      Lesson lesson, int number, SessionFile file, TypedSession lab, Care care)
      throws LabException {
    Exercise exercise = lesson.exercises().get(number);
    if (number >= file.steps().size()) {
      return Optional.of(new Step(exercise.title(), Mark.NONE, messages.get("grade.not-taken")));
    }
    List<Part.Step> commands = file.steps().get(number);
    for (Part.Step command : commands) {
      lab.run(command.place(), command.command());
    }
    Mark told = file.standing().marks().get(number);
    if (!isBegun(exercise, commands)) {
      String missed = messages.get("grade.not-broken");
      return Optional.of(new Step(exercise.title(), marked(told, Mark.NONE), missed));
    }
    List<Mark> marks = new ArrayList<>(new Standing(lesson.exercises().size()).marks());
    LessonRunner runner = new LessonRunner(lesson, messages, new Standing(marks, number));
    told.prediction().ifPresent(runner::predict);
    Optional<List<String>> said = checked(runner, exercise, lab, care);
    Mark mark = runner.standing().marks().get(number);
    return said.map(
        lines -> {
          String missed = mark.done() ? "" : firstParagraph(lines);
          return new Step(exercise.title(), marked(told, mark), missed);
        });
  }

  /** What is missing; whoever has not predicted is asked at length, which is not for a mark. */
  private static String firstParagraph(List<String> lines) {
    return String.join("\n", lines).strip().split("\n\n", 2)[0];
  }

  /** Hints, solutions and packets as the file tells them, all else as it was found. */
  private static Mark marked(Mark told, Mark found) {
    return new Mark(
        found.prediction(),
        found.verdict(),
        told.hints(),
        told.shown(),
        found.done(),
        told.decision());
  }

  /** What the lesson breaks at the beginning of a step was broken there. */
  private static boolean isBegun(Exercise exercise, List<Part.Step> commands) {
    List<String> typed =
        commands.stream()
            .filter(c -> !(c.place() instanceof Place.Lab))
            .map(LessonGrade::told)
            .toList();
    List<String> broken =
        exercise.broken().stream()
            .filter(c -> !(c.place() instanceof Place.Lab))
            .map(LessonGrade::told)
            .toList();
    return typed.size() >= broken.size() && typed.subList(0, broken.size()).equals(broken);
  }

  private static String told(Part.Step step) {
    return step.place().prompt() + step.command();
  }

  /** What the check says; empty where the lab is no longer what the student's was. */
  private static Optional<List<String>> checked(
      LessonRunner runner, Exercise exercise, TypedSession lab, Care care) {
    Part.Step answer = exercise.answer().command();
    LabCommands commands = lab.commands();
    MemoryFiles files = new MemoryFiles();
    try (LessonSeat seat =
        care == Care.COPIED
            ? new LessonSeat(commands, files)
            : LessonSeat.inPlace(commands, files)) {
      return seat.askFirst(answer.place(), answer.command(), care == Care.TRUSTED)
          ? Optional.of(runner.check(unshown(exercise, seat)))
          : Optional.empty();
    }
  }

  private static LessonLab unshown(Exercise exercise, LessonSeat seat) {
    return new LessonLab() {
      @Override
      public Output ask(Place place, String command) {
        return isShown(exercise, command) ? new Output("", 0) : seat.ask(place, command);
      }

      @Override
      public void prepare(Place place, String command) {
        seat.prepare(place, command);
      }

      @Override
      public Optional<Decision> decision(Part.Step way, String which) {
        return Optional.empty();
      }
    };
  }

  /** Whether it is the packet's way, at which nobody looks here. */
  private static boolean isShown(Exercise exercise, String command) {
    return exercise.packet().filter(way -> way.command().equals(command)).isPresent()
        && !exercise.answer().command().command().equals(command);
  }
}
