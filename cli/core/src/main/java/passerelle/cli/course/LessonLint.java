package passerelle.cli.course;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.command.LabCommands;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.ExpectException;
import passerelle.cli.expect.Scene;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.Session;
import passerelle.cli.session.SimLabFactory;
import passerelle.cli.session.TranscriptSession;
import passerelle.engine.EngineVersion;
import passerelle.files.MemoryFiles;
import passerelle.files.Outputs;
import passerelle.image.ImageCatalogue;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.Typing;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ShellWords;
import passerelle.text.Visible;

/**
 * Whether a lesson is good: it can be read, prints what it says, no step is passed by who does
 * nothing or the wrong thing, the solution passes, and it is alike in both languages.
 */
final class LessonLint {
  /** Seconds of real time for one lesson, some fifty times what one takes. */
  private static final long LIMIT = 60;

  private final Messages messages;
  private final Lesson lesson;
  private final List<String> findings = new ArrayList<>();

  private LessonLint(Lesson lesson, Language language) {
    this.lesson = lesson;
    messages = Messages.of(language, "passerelle/cli/messages");
  }

  /**
   * What is wrong with the lesson in a file, each in a line with file and number of the line;
   * nothing when it is good.
   *
   * @param language in which that is told
   */
  public static List<String> of(Path file, Language language) {
    try {
      Lesson lesson = LessonLibrary.read(file);
      LessonLint lint = new LessonLint(lesson, language);
      if (lint.checksAreReadable()) {
        lint.printed();
        lint.steps();
      }
      lint.language();
      lint.twin(file);
      return lint.findings;
    } catch (LessonException unreadable) {
      return List.of(unreadable.describe(Messages.of(language, LessonException.BUNDLE)));
    } catch (TranscriptException unreadable) {
      return List.of(unreadable.describe(Messages.of(language, TranscriptException.BUNDLE)));
    } catch (LabException refused) {
      return List.of(Visible.of(file + ": " + refused.getMessage()));
    }
  }

  private void find(int line, String key, Object... args) {
    String file = lesson.transcript().file();
    findings.add(Visible.of(file + ":" + line + ": " + messages.get("lint." + key, args)));
  }

  private boolean checksAreReadable() {
    for (Exercise exercise : lesson.exercises()) {
      for (Part.Step check : exercise.checks()) {
        Optional<List<String>> words = words(check);
        try {
          Expect.readable(words.orElse(List.of()), messages);
        } catch (ExpectException unreadable) {
          String why = words.isEmpty() ? messages.get("error.quote") : unreadable.getMessage();
          find(check.line(), "unreadable", why);
        }
      }
    }
    return findings.isEmpty();
  }

  /** Of an expectation; none where a quote does not end. */
  private static Optional<List<String>> words(Part.Step check) {
    return ShellWords.parse(check.command().replace("\\\n", ""))
        .map(words -> words.subList(1, words.size()));
  }

  /** All outputs are true, those of the checks, which are none, included. */
  private void printed() throws TranscriptException {
    Replayer replayer = new Replayer(new SimLabFactory(), LIMIT);
    Comparison comparison =
        Comparison.of(lesson.transcript(), replayer.run(lesson.transcript(), request()));
    comparison
        .failures()
        .forEach(
            failure -> find(failure.expected().line(), "printed", failure.expected().command()));
  }

  private LabRequest request() {
    return request(lesson);
  }

  /** The lab in which a lesson is tried. */
  static LabRequest request(Lesson lesson) {
    FrontMatter head = lesson.transcript().frontMatter();
    return new LabRequest(
        head.engine().orElse(EngineVersion.DEFAULT.label()),
        KernelKind.SIM,
        ImageCatalogue.builtIn(LabRequest.DEFAULT_IMAGES),
        lesson.name(),
        head.seed().orElse(LabRequest.SEED),
        head.language(),
        Typing.SCRIPT,
        Outputs.inMemory());
  }

  /** Goes through the lesson, and tries wrong ways at each step. */
  private void steps() throws LabException {
    LabRequest request = request();
    TranscriptSession session =
        new TranscriptSession(SimLab.open(LabSettings.of(request)), request);
    try {
      for (Exercise exercise : lesson.exercises()) {
        run(exercise.broken(), session);
        int line = exercise.checks().get(0).line();
        if (passes(exercise, copy(session))) {
          find(line, "undone", exercise.title());
        }
        List<Mutations.Mutant> mutants = Mutations.of(exercise.solution());
        Lab before = session.lab().another(session.lab().recipe().unwatched());
        run(exercise.solution(), session);
        if (!passes(exercise, copy(session))) {
          find(line, "solution", exercise.title());
        }
        decision(exercise, copy(session));
        LabShape right = LabShape.of(session.lab());
        for (Mutations.Mutant mutant : mutants) {
          wrongWay(exercise, mutant, before, right);
        }
        otherWays(exercise, before);
        before.close();
        run(List.of(exercise.answer().command()), session);
      }
    } finally {
      session.close();
    }
  }

  /** What is asked of the packet is decided on its way. */
  private void decision(Exercise exercise, Lab lab) {
    MemoryFiles files = new MemoryFiles();
    LabCommands commands = Session.commands(lab, messages.language(), files);
    try (lab;
        LessonSeat seat = LessonSeat.inPlace(commands, files)) {
      exercise
          .decision()
          .filter(which -> seat.decision(exercise.packet().orElseThrow(), which).isEmpty())
          .ifPresent(which -> find(exercise.packet().get().line(), "decision", which));
    }
  }

  private static Lab copy(TranscriptSession session) throws LabException {
    return session.lab().another(session.lab().recipe().unwatched());
  }

  /** A wrong way that leads to another lab than the solution is not to be passed. */
  private void wrongWay(Exercise exercise, Mutations.Mutant mutant, Lab before, LabShape right)
      throws LabException {
    Lab lab = before.another(before.recipe().unwatched());
    TranscriptSession session = new TranscriptSession(lab, request());
    try {
      run(mutant.steps(), session);
    } catch (LabException noSuchPlace) {
      session.close();
      return;
    }
    boolean same = LabShape.of(session.lab()).equals(right);
    if (same) {
      session.close();
    } else if (passes(exercise, session.lab()) && !isGood(exercise, mutant)) {
      find(mutant.line(), "weak", exercise.title(), mutant.what());
    }
  }

  /** Whether the lesson itself names what was changed as another way. */
  private static boolean isGood(Exercise exercise, Mutations.Mutant mutant) {
    return exercise.otherWays().stream()
        .flatMap(List::stream)
        .anyMatch(step -> step.commandSource().strip().equals(mutant.what()));
  }

  /** Other ways that the lesson names lead there, too. */
  private void otherWays(Exercise exercise, Lab before) throws LabException {
    for (List<Part.Step> way : exercise.otherWays()) {
      TranscriptSession session =
          new TranscriptSession(before.another(before.recipe().unwatched()), request());
      run(way, session);
      if (!passes(exercise, session.lab())) {
        find(way.get(0).line(), "other", way.get(0).commandSource().strip());
      }
    }
  }

  private static void run(List<Part.Step> steps, TranscriptSession session) throws LabException {
    for (Part.Step step : steps) {
      session.run(step.place(), step.command());
    }
  }

  /** Whether all checks of an exercise are true in a lab, which ends with that. */
  private boolean passes(Exercise exercise, Lab lab) {
    try (lab;
        Scene scene = Scene.ofDisposable(lab, messages)) {
      for (Part.Step check : exercise.checks()) {
        if (!Expect.isMet(words(check).orElseThrow(), scene, messages)) {
          return false;
        }
      }
      return true;
    } catch (ExpectException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The headings are those of the language that the front matter names. */
  private void language() {
    boolean french = lesson.transcript().source().contains("\n### Prédire");
    if (french != (lesson.transcript().frontMatter().language() == Language.FR)) {
      find(1, "language");
    }
  }

  /** The same lesson in the other language has the same commands, choices and points. */
  private void twin(Path file) throws LessonException, TranscriptException {
    Language mine = lesson.transcript().frontMatter().language();
    Optional<Path> course =
        Optional.ofNullable(file.toAbsolutePath().getParent()).filter(d -> d.endsWith(mine.code()));
    Optional<Path> courses = course.map(Path::getParent);
    if (lesson.number() == 0 || courses.isEmpty()) {
      return;
    }
    Language other = mine == Language.EN ? Language.FR : Language.EN;
    Optional<Lesson> twin =
        new LessonLibrary(courses.get())
            .all(other).stream().filter(l -> l.key().equals(lesson.key())).findFirst();
    if (twin.isEmpty()) {
      find(1, "alone", other.code());
      return;
    }
    List<Part.Step> theirs = twin.get().transcript().steps();
    List<Part.Step> own = lesson.transcript().steps();
    for (int i = 0; i < Math.max(own.size(), theirs.size()); i++) {
      if (i >= own.size() || i >= theirs.size() || !said(own.get(i)).equals(said(theirs.get(i)))) {
        int line = i < own.size() ? own.get(i).line() : own.get(own.size() - 1).line();
        find(line, "differs", twin.get().transcript().file());
        return;
      }
    }
    if (!shape(lesson).equals(shape(twin.get()))) {
      find(1, "shape", twin.get().transcript().file());
    }
  }

  /** What Passerelle itself says is in the lesson's language. */
  private static String said(Part.Step step) {
    return step.place() instanceof Place.Lab ? step.commandSource() : step.source();
  }

  private static List<Object> shape(Lesson lesson) {
    List<Object> numbers = new ArrayList<>(List.of(lesson.learnt().size()));
    for (Exercise exercise : lesson.exercises()) {
      numbers.add(exercise.question().choices().size());
      numbers.add(exercise.answer().forms().size());
      numbers.add(exercise.otherWays().size());
      numbers.add(exercise.decision());
    }
    return numbers;
  }
}
