package passerelle.cli.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Printer;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Recipe;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.files.FileRefusal;
import passerelle.files.Kept;
import passerelle.files.Outputs;
import passerelle.lessons.Elsewhere;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.SessionFile;
import passerelle.lessons.Variation;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ShellWords;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.Visible;

/** The lessons at the prompt: {@code lesson [NAME]}, and within one answer, check, hint... */
public final class Lessons implements LineHandler {
  private static final Set<String> RIDDLE = Set.of("why", "pourquoi");

  private final LessonLibrary library;
  private final KeptLessons kept;
  private final Outputs outputs;
  private final Elsewhere elsewhere;
  private Optional<LessonTaken> taken = Optional.empty();
  private String student = "";

  /**
   * Lessons to choose from.
   *
   * @param states where a text of a name is kept; empty for nowhere
   * @param outputs where the commands that stand in a lesson may write
   */
  public Lessons(
      LessonLibrary library,
      Function<String, Optional<Kept>> states,
      Outputs outputs,
      Elsewhere elsewhere) {
    this.library = library;
    kept = new KeptLessons(states);
    this.outputs = outputs;
    this.elsewhere = elsewhere;
  }

  /**
   * Lessons to choose from.
   *
   * @param directory where they are
   * @param progress where it is noted how far one has come; empty for nowhere
   * @param outputs where the commands that stand in a lesson may write
   * @param mayRead which paths of other files may be read as lessons
   */
  public Lessons(
      Path directory, Optional<Path> progress, Outputs outputs, Predicate<String> mayRead) {
    this(
        new LessonLibrary(directory),
        KeptLessons.beside(progress),
        outputs,
        name -> mayRead.test(name) ? LessonLibrary.at(name) : Optional.empty());
  }

  /**
   * Who takes the lessons from now on, with names, ports and subnets of one's own.
   *
   * @param name empty for lessons as they stand
   */
  public void takeAs(String name) {
    student = Visible.of(name.strip()).lines().findFirst().orElse("");
    student = student.substring(0, Math.min(student.length(), SessionFile.LONGEST));
  }

  @Override
  public boolean takes(String word) {
    return words().contains(word)
        || taken.isPresent() && LessonWords.deed(word) != LessonWords.Deed.CLOSED;
  }

  @Override
  public Set<String> words() {
    Set<String> words = new TreeSet<>(LessonWords.of(taken.isPresent()));
    if (taken.filter(t -> t.runner().isRiddle()).isPresent()) {
      words.addAll(RIDDLE);
    }
    return words;
  }

  /** After {@code lesson}, the names of the lessons; those that cannot be read are left out. */
  @Override
  public List<String> after(List<String> words, Session session) {
    if (words.size() == 1 && words.get(0).equals("solution")) {
      return LessonWords.afterSolution();
    }
    if (words.size() != 1 || LessonWords.deed(words.get(0)) != LessonWords.Deed.LESSON) {
      return List.of();
    }
    List<String> names = new ArrayList<>(taken.isPresent() ? List.of("quit") : List.of());
    try {
      library.all(session.commands().language()).forEach(lesson -> names.add(lesson.name()));
    } catch (LessonException | TranscriptException unreadable) {
      return names;
    }
    return names;
  }

  @Override
  public int run(String line, Session session, Sink screen) {
    String word = TypedBlock.firstWord(line);
    String rest = line.substring(line.indexOf(word) + word.length()).strip();
    try {
      return LessonWords.deed(word) == LessonWords.Deed.LESSON
          ? lesson(rest, session, screen)
          : within(LessonWords.deed(word), rest, session, screen);
    } catch (LessonException | TranscriptException unreadable) {
      show(List.of(describe(unreadable, session)), screen);
      return LabCommands.WRONG;
    }
  }

  private int lesson(String rest, Session session, Sink screen)
      throws LessonException, TranscriptException {
    if (rest.isEmpty() && taken.isPresent()) {
      show(inLanguage(session).runner().show(), screen);
      return 0;
    }
    if (rest.isEmpty()) {
      show(list(session), screen);
      return 0;
    }
    if (LessonWords.isQuit(rest)) {
      taken.ifPresent(mine -> show(List.of(left(mine, session)), screen));
      taken = Optional.empty();
      return 0;
    }
    String verb = rest.split(" ")[0];
    if (LessonWords.isHandIn(verb)) {
      return handIn(rest, session, screen);
    }
    if (isOfCourses(verb)) {
      String outside = "./passerelle lesson " + rest;
      show(List.of(session.messages().get("hint.outside", "lesson " + verb, outside)), screen);
      return LabCommands.WRONG;
    }
    return begin(rest, session, screen);
  }

  /** Whether a word is one of the commands of whoever gives a course, outside of a lab. */
  public static boolean isOfCourses(String word) {
    return List.of("lint", "new", "grade", "preview", "export").contains(word);
  }

  /** Writes down how the lesson was taken, for whoever marks it. */
  private int handIn(String rest, Session session, Sink screen) {
    List<String> words = new ArrayList<>(ShellWords.parse(rest).orElse(List.of()));
    boolean replace = words.removeIf(word -> word.equals("--force") || word.equals("-f"));
    if (words.size() != 2 || taken.isEmpty()) {
      show(List.of(session.messages().get("lesson.hand-in.usage")), screen);
      return LabCommands.WRONG;
    }
    Optional<String> told = taken.get().told();
    if (told.isEmpty()) {
      show(List.of(session.messages().get("lesson.hand-in.real")), screen);
      return LabCommands.WRONG;
    }
    try {
      byte[] text = told.get().getBytes(StandardCharsets.UTF_8);
      session.commands().files().create(words.get(1), replace).write(text);
      show(List.of(session.messages().get("lesson.handed-in", words.get(1))), screen);
      return 0;
    } catch (FileRefusal refused) {
      show(List.of(refused.describe(session.commands().language())), screen);
      return LabCommands.WRONG;
    }
  }

  private int within(LessonWords.Deed deed, String rest, Session session, Sink screen)
      throws LessonException, TranscriptException {
    LessonTaken mine = inLanguage(session);
    LessonRunner runner = mine.runner();
    switch (deed) {
      case CHECK -> {
        List<String> lines = new ArrayList<>(mine.check());
        keep(session).ifPresent(lines::add);
        show(lines, screen);
      }
      case HINT -> show(runner.hint(), screen);
      case ANSWER -> show(mine.answer(rest), screen);
      case NEXT -> {
        List<String> lines = new ArrayList<>(mine.next());
        keep(session).ifPresent(lines::add);
        if (runner.isFinished()) {
          lines.add(following(runner.lesson(), session));
        }
        show(lines, screen);
      }
      case RESET -> reset(mine, session, screen);
      case SOLUTION -> {
        List<Part.Step> steps = runner.exercise().map(Exercise::solution).orElse(List.of());
        List<String> lines = runner.solution();
        if (LessonWords.isRun(rest)) {
          if (mine.isChanged()) {
            reset(mine, session, screen);
          }
          run(steps, session, screen);
          show(runner.open(), screen);
        } else {
          show(lines, screen);
        }
      }
      default -> {
        show(List.of(session.messages().get("lesson.closed")), screen);
        return LabCommands.WRONG;
      }
    }
    return 0;
  }

  private static void reset(LessonTaken mine, Session session, Sink screen) {
    if (mine.reset(screen) == 0) {
      show(List.of(session.messages().get("lesson.reset")), screen);
    }
  }

  /** The lesson that is taken, in the language that is spoken now. */
  private LessonTaken inLanguage(Session session) throws LessonException, TranscriptException {
    LessonTaken mine = taken.orElseThrow();
    Language language = session.commands().language();
    LessonRunner runner = mine.runner();
    if (runner.language() != language) {
      Lesson same = runner.lesson();
      Optional<Lesson> other = library.inLanguage(same.key(), language);
      mine.speak(other.isPresent() ? own(other.get()) : same, language);
    }
    return mine;
  }

  /** Keeps how far one is, and the lab; the answer tells when that could not be done. */
  private Optional<String> keep(Session session) {
    return taken.map(kept::keep).orElse(true)
        ? Optional.empty()
        : Optional.of(session.messages().get("lesson.unkept"));
  }

  /** What is said to someone who ends before the end, or after it. */
  private String left(LessonTaken mine, Session session) {
    int number = mine.runner().lesson().number();
    boolean goesOn = number > 0 && !mine.runner().isFinished() && session.lab().isSimulated();
    return keep(session)
        .orElseGet(() -> session.messages().get(goesOn ? "lesson.left" : "lesson.free", number));
  }

  /** Whoever sat here goes: what was done since the last check is kept, too. */
  public void leave(Session session) {
    keep(session);
  }

  /** Which lesson comes next in the course. */
  private String following(Lesson lesson, Session session)
      throws LessonException, TranscriptException {
    for (Lesson other : library.all(session.commands().language())) {
      if (lesson.number() > 0 && other.number() > lesson.number()) {
        return session.messages().get("lesson.following", other.number(), other.title());
      }
    }
    return session.messages().get("lesson.free");
  }

  /** Does a solution as if it were typed. */
  private static void run(List<Part.Step> steps, Session session, Sink screen) {
    for (Part.Step step : steps) {
      step.commandSource().lines().forEach(line -> show(List.of(line), screen));
      session.run(new Where.Named(step.place()), step.command(), screen);
    }
  }

  /** The lessons of the language, with how far one has come. */
  private List<String> list(Session session) throws LessonException, TranscriptException {
    List<Lesson> lessons = library.all(session.commands().language());
    List<String> lines = new ArrayList<>(LessonList.lines(lessons, kept.progress()));
    lines.add(session.messages().get(lines.isEmpty() ? "lesson.none" : "lesson.how"));
    return lines;
  }

  private int begin(String rest, Session session, Sink screen)
      throws LessonException, TranscriptException {
    int blank = rest.lastIndexOf(' ');
    boolean again = blank > 0 && LessonWords.isAgain(rest.substring(blank + 1));
    String name = again ? rest.substring(0, blank).strip() : rest;
    Optional<Lesson> found = library.find(name, session.commands().language());
    if (found.isEmpty()) {
      found = elsewhere.find(name);
    }
    if (found.isEmpty()) {
      show(List.of(session.messages().get("lesson.unknown", name)), screen);
      return LabCommands.WRONG;
    }
    Lesson lesson = own(found.get());
    Optional<String> refusal = LessonTaken.refusal(session, lesson);
    if (refusal.isPresent()) {
      show(List.of(refusal.get()), screen);
      return LabCommands.WRONG;
    }
    keep(session);
    taken = again ? Optional.empty() : kept.goOn(lesson, session, outputs, student);
    if (taken.isPresent()) {
      List<String> lines = new ArrayList<>(List.of(lesson.title()));
      lines.add(session.messages().get("lesson.goes-on", name));
      lines.addAll(taken.get().runner().show());
      show(lines, screen);
      return 0;
    }
    if (session.put(Recipe.of(settings(lesson, session)), "lesson " + name, screen) != 0) {
      return LabCommands.WRONG;
    }
    taken = Optional.of(LessonTaken.begin(session, outputs, lesson, student));
    show(taken.get().runner().begin(), screen);
    return 0;
  }

  /** A lesson as the student has it. */
  private Lesson own(Lesson lesson) throws LessonException, TranscriptException {
    return Variation.of(lesson, student, LessonSeat::isTaken);
  }

  /** With the engine for which a lesson was written, or with the one there is. */
  private static LabSettings settings(Lesson lesson, Session session) {
    LabSettings present = session.lab().settings();
    return lesson
        .transcript()
        .frontMatter()
        .engine()
        .flatMap(EngineProfile::of)
        .map(EngineSettings::defaults)
        .map(engine -> new LabSettings(engine, present.images(), present.seed()))
        .orElse(present);
  }

  private static void show(List<String> lines, Sink screen) {
    try (Printer out = new Printer(screen)) {
      lines.forEach(text -> out.line(line(Visible.of(text))));
    }
  }

  /** A command of the solution can be copied; all else is read. */
  private static TextLine line(String text) {
    boolean command = text.matches("[A-Za-z0-9._-]+[$#>] \\S.*");
    return command ? TextLine.of(Tone.COMMAND, text) : TextLine.markdown(text);
  }

  private static String describe(Exception e, Session session) {
    Language language = session.commands().language();
    return e instanceof LessonException lesson
        ? lesson.describe(Messages.of(language, LessonException.BUNDLE))
        : ((TranscriptException) e).describe(Messages.of(language, TranscriptException.BUNDLE));
  }
}
