package passerelle.cli.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Printer;
import passerelle.cli.lab.Lab;
import passerelle.files.MachineFiles;
import passerelle.files.Outputs;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.Progress;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.Visible;

/** The lessons at the prompt: {@code lesson [NAME]}, and within one check, hint, answer... */
public final class Lessons implements Session.LineHandler {
  /** The words of a lesson in both languages, with the English one. */
  private static final Map<String, String> WORDS =
      Map.of(
          "check", "check",
          "vérifier", "check",
          "verifier", "check",
          "hint", "hint",
          "indice", "hint",
          "solution", "solution",
          "answer", "answer",
          "réponse", "answer",
          "reponse", "answer");

  private static final int COLUMNS = 80;

  private final LessonLibrary library;
  private final Progress progress;
  private final Outputs outputs;
  private final Predicate<String> mayRead;
  private Optional<LessonRunner> running = Optional.empty();

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
    library = new LessonLibrary(directory);
    this.progress = new Progress(progress);
    this.outputs = outputs;
    this.mayRead = mayRead;
  }

  @Override
  public Set<String> words() {
    Set<String> words = new TreeSet<>(running.isPresent() ? WORDS.keySet() : Set.of());
    words.add("lesson");
    return words;
  }

  /** After {@code lesson}, the names of the lessons; those that cannot be read are left out. */
  @Override
  public List<String> after(List<String> words, Session session) {
    if (!words.equals(List.of("lesson"))) {
      return List.of();
    }
    List<String> names = new ArrayList<>(running.isPresent() ? List.of("quit") : List.of());
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
    List<String> lines = new ArrayList<>();
    int status = 0;
    if (!word.equals("lesson")) {
      lines.addAll(answer(running.orElseThrow(), word, rest, session));
    } else if (rest.isEmpty() && running.isPresent()) {
      lines.addAll(running.get().show());
    } else if (rest.equals("quit")) {
      running = Optional.empty();
    } else {
      status = rest.isEmpty() ? list(session, lines) : begin(rest, session, lines);
    }
    try (Printer out = new Printer(screen)) {
      lines.forEach(text -> out.line(line(Visible.of(text))));
    }
    return status;
  }

  /** A command of the solution can be copied; all else is read. */
  private static TextLine line(String text) {
    boolean command = text.matches("[A-Za-z0-9._-]+[$#>] \\S.*");
    return command ? TextLine.of(Tone.COMMAND, text) : TextLine.paragraph(text);
  }

  private List<String> answer(LessonRunner runner, String word, String rest, Session session) {
    return switch (WORDS.get(word)) {
      case "check" -> check(runner, session);
      case "hint" -> runner.hint();
      case "solution" -> runner.solution();
      default -> runner.predict(rest);
    };
  }

  private List<String> check(LessonRunner runner, Session session) {
    MachineFiles files = outputs.fresh();
    return runner.check((place, command) -> ask(session, place, command, files));
  }

  /** The lessons of the language, with how far one has come. */
  public int list(Session session, List<String> lines) {
    try {
      Language language = session.commands().language();
      for (Lesson lesson : library.all(language)) {
        int steps = lesson.exercises().size();
        String done = progress.of(lesson.name()) + "/" + steps;
        lines.add(String.format("%-20s %-5s %s", lesson.name(), done, lesson.title()));
      }
      if (lines.isEmpty()) {
        lines.add(session.messages().get("lesson.none"));
      }
      return 0;
    } catch (LessonException | TranscriptException e) {
      lines.add(describe(e, session));
      return LabCommands.WRONG;
    }
  }

  private int begin(String name, Session session, List<String> lines) {
    try {
      Optional<Lesson> lesson = library.find(name, session.commands().language());
      if (lesson.isEmpty() && mayRead.test(name)) {
        lesson = LessonLibrary.at(name);
      }
      if (lesson.isEmpty()) {
        lines.add(session.messages().get("lesson.unknown", name));
        return LabCommands.WRONG;
      }
      Messages messages = Messages.of(session.commands().language(), LessonException.BUNDLE);
      LessonRunner runner = new LessonRunner(lesson.get(), messages, progress);
      session.run("reset", bytes -> true);
      running = Optional.of(runner);
      lines.addAll(runner.begin());
      return 0;
    } catch (LessonException | TranscriptException e) {
      lines.add(describe(e, session));
      return LabCommands.WRONG;
    }
  }

  private static String describe(Exception e, Session session) {
    Language language = session.commands().language();
    return e instanceof LessonException lesson
        ? lesson.describe(Messages.of(language, LessonException.BUNDLE))
        : ((TranscriptException) e).describe(Messages.of(language, TranscriptException.BUNDLE));
  }

  /** Asks the lab without a trace in what can be undone. */
  private static Output ask(Session session, Place place, String command, MachineFiles files) {
    Lab lab = session.lab();
    int deeds = lab.history().size();
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(COLUMNS, screen::writeBytes);
    int status;
    if (place instanceof Place.Host host) {
      status = lab.run(host.name(), command, terminal);
    } else if (place instanceof Place.Container container) {
      status = lab.runIn(container.name(), command, terminal);
    } else {
      status = session.commands().run(command, terminal, files);
    }
    lab.forgetSince(deeds);
    String text = screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    return new Output(text, status);
  }
}
