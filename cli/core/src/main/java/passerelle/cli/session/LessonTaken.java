package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Recipe;
import passerelle.cli.player.PlayedTrace;
import passerelle.files.Outputs;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.SessionFile;
import passerelle.lessons.Standing;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.sim.process.Sink;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A lesson that somebody takes at the prompt, with the lab in which it is taken. */
final class LessonTaken {
  private final Session session;
  private final Outputs outputs;
  private final LessonDiary diary;
  private LessonRunner runner;

  /** The lab at the beginning of the step one is at. */
  private Recipe beginning;

  /**
   * A lesson in the lab of a session.
   *
   * @param outputs where the commands that stand in it may write
   */
  private LessonTaken(
      Session session, Outputs outputs, Lesson lesson, Standing standing, LessonDiary diary) {
    this.session = session;
    this.outputs = outputs;
    this.diary = diary;
    runner = runner(lesson, session.commands().language(), standing);
    beginning = session.lab().recipe();
  }

  private static LessonRunner runner(Lesson lesson, Language language, Standing standing) {
    return new LessonRunner(lesson, Messages.of(language, LessonException.BUNDLE), standing);
  }

  /** Why a lesson cannot be taken in a lab: it is for another kernel. */
  static Optional<String> refusal(Session session, Lesson lesson) {
    Set<KernelKind> kernels = lesson.transcript().frontMatter().kernels();
    KernelKind here = session.lab().isSimulated() ? KernelKind.SIM : KernelKind.REAL;
    return kernels.contains(here)
        ? Optional.empty()
        : Optional.of(session.messages().get("lesson.kernel", kernels.iterator().next().word()));
  }

  /** A lesson from its beginning; the lab is a fresh one. */
  static LessonTaken begin(Session session, Outputs outputs, Lesson lesson, String student) {
    Standing standing = new Standing(lesson.exercises().size());
    LessonTaken taken =
        new LessonTaken(session, outputs, lesson, standing, new LessonDiary(student));
    taken.enter();
    return taken;
  }

  /**
   * Goes on where somebody was; the lab becomes the one there was.
   *
   * @param told what {@link #told} has said then
   * @return empty when it cannot be made again, or belongs to a lesson that is another one now
   */
  static Optional<LessonTaken> goOn(
      Session session, Outputs outputs, Lesson lesson, String student, Transcript told)
      throws LessonException {
    SessionFile file = SessionFile.of(told);
    int steps = file.steps().size();
    int at = file.standing().at();
    boolean mine = file.lesson().equals(lesson.key()) && file.student().equals(student);
    boolean fits = mine && steps > 0 && at < steps;
    if (!fits || steps > lesson.exercises().size()) {
      return Optional.empty();
    }
    int first = firstOfLastLab(file);
    List<Part.Step> commands = new ArrayList<>();
    List<Integer> begun = new ArrayList<>();
    for (List<Part.Step> step : file.steps().subList(first, steps)) {
      begun.add(commands.size());
      commands.addAll(step);
    }
    // Reset leads behind what the lesson broke when the step began.
    int entered = begun.get(begun.size() - 1);
    begun.add(entered + broken(lesson.exercises().get(steps - 1), file.steps().get(steps - 1)));
    List<Part> parts = new ArrayList<>(commands);
    Transcript lab = new Transcript(told.file(), told.frontMatter(), parts);
    Optional<List<Integer>> sizes =
        session.commands().rebuild(lab, "lesson " + lesson.key(), begun);
    session.catchUp();
    if (sizes.isEmpty()) {
      return Optional.empty();
    }
    Recipe now = session.lab().recipe();
    LessonDiary diary = new LessonDiary(file.student(), before(told, first));
    int last = sizes.get().size() - 1;
    sizes.get().subList(0, last).forEach(deeds -> diary.begins(now.first(deeds)));
    Standing standing = file.standing().of(lesson.exercises().size());
    LessonTaken taken = new LessonTaken(session, outputs, lesson, standing, diary);
    taken.beginning = now.first(sizes.get().get(last));
    return Optional.of(taken);
  }

  /** How many of the commands that were told of a step are those that the lesson broke it with. */
  private static int broken(Exercise exercise, List<Part.Step> told) {
    long typed = exercise.broken().stream().filter(step -> !isLab(step)).count();
    int count = 0;
    for (long left = typed; left > 0 && count < told.size(); count++) {
      left -= isLab(told.get(count)) ? 0 : 1;
    }
    return count;
  }

  private static boolean isLab(Part.Step step) {
    return step.place() instanceof Place.Lab;
  }

  /** The first step that was taken in the lab that there was last. */
  private static int firstOfLastLab(SessionFile file) {
    for (int i = file.steps().size() - 1; i > 0; i--) {
      List<Part.Step> step = file.steps().get(i);
      if (!step.isEmpty()
          && step.get(0).place() instanceof Place.Lab
          && step.get(0).command().equals("reset")) {
        return i;
      }
    }
    return 0;
  }

  private static LessonDiary.Told before(Transcript told, int steps) {
    String source = told.source();
    int from = source.indexOf("\n" + SessionFile.heading(0));
    int to = source.indexOf("\n" + SessionFile.heading(steps));
    return new LessonDiary.Told(steps, steps == 0 ? "" : source.substring(from, to));
  }

  LessonRunner runner() {
    return runner;
  }

  /** Takes it in another language from now on; a lesson of other steps stays as it is. */
  void speak(Lesson translated, Language language) {
    boolean alike = translated.exercises().size() == runner.lesson().exercises().size();
    runner = runner(alike ? translated : runner.lesson(), language, runner.standing());
  }

  /** A step begins: what is broken in it is broken, and here {@code reset} leads to. */
  private void enter() {
    beginning = session.lab().recipe();
    if (runner.isFinished()) {
      return;
    }
    diary.begins(beginning);
    try (LessonSeat seat = new LessonSeat(session.commands(), outputs.fresh())) {
      runner.prepare(seat);
    }
    session.catchUp();
    if (runner.isRiddle()) {
      session.commands().keep();
    }
    beginning = session.lab().recipe();
  }

  /** Asks the lab. */
  List<String> check() {
    int begun = beginning.deeds().size();
    try (LessonSeat seat = new LessonSeat(session.commands(), outputs.fresh(), begun)) {
      return runner.check(seat);
    }
  }

  /** Takes an answer, for which the lab may have to be asked. */
  List<String> answer(String typed) {
    try (LessonSeat seat = new LessonSeat(session.commands(), outputs.fresh())) {
      List<String> lines = runner.answer(typed, seat);
      if (!runner.isPacketOpen()) {
        hush();
      }
      return lines;
    }
  }

  /** Whoever plays the packet is no longer asked. */
  private void hush() {
    LabCommands commands = session.commands();
    commands.playing().map(PlayedTrace::asking).ifPresent(commands::offer);
  }

  /** Goes on to the next step, where this one is done. */
  List<String> next() {
    int at = runner.standing().at();
    if (runner.isPacketOpen()) {
      hush();
    }
    List<String> lines = runner.next();
    if (runner.standing().at() != at) {
      enter();
    }
    return lines;
  }

  /** Whether anything was done in this step that lasts. */
  boolean isChanged() {
    Recipe now = session.lab().recipe();
    return !now.settings().equals(beginning.settings())
        || now.deeds().stream().skip(beginning.deeds().size()).anyMatch(d -> d.effect().changes());
  }

  /** Goes back to the beginning of the step; the answer is an exit status. */
  int reset(Sink screen) {
    return session.put(beginning, "reset", screen);
  }

  /** What was done in which step, to go on with it another time; empty where nobody can tell. */
  Optional<String> told() {
    return session.lab().isSimulated() ? diary.text(runner, session.commands()) : Optional.empty();
  }
}
