package passerelle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import passerelle.cli.command.LabCommands;
import passerelle.cli.course.CourseCommand;
import passerelle.cli.join.Door;
import passerelle.cli.join.JoinProgram;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.SimLab;
import passerelle.cli.lab.SimLabFactory;
import passerelle.cli.play.Stage;
import passerelle.cli.real.RealLab;
import passerelle.cli.real.RealLabFactory;
import passerelle.cli.repl.Batch;
import passerelle.cli.repl.Company;
import passerelle.cli.repl.Console;
import passerelle.cli.repl.Opening;
import passerelle.cli.repl.Presenter;
import passerelle.cli.repl.ShortLines;
import passerelle.cli.repl.Tones;
import passerelle.cli.repl.WarmUp;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.Session;
import passerelle.files.MachineFiles;
import passerelle.files.NoFiles;
import passerelle.files.OwnFiles;
import passerelle.files.OwnPaths;
import passerelle.files.Rendezvous;
import passerelle.lessons.LessonLibrary;
import passerelle.real.lab.Doctor;
import passerelle.real.lab.Enclosure;
import passerelle.real.lab.Finding;
import passerelle.real.lab.Refusal;
import passerelle.scenarios.ci.GithubActions;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.ReplayOptions;
import passerelle.scenarios.replay.TranscriptCommand;
import passerelle.scenarios.slides.SlidesCommand;
import passerelle.sim.process.Sink;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import passerelle.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code passerelle}, with everything it needs from outside handed in. */
final class Program {
  /** {@code EX_SOFTWARE} of sysexits.h. */
  static final int DEFECT = 70;

  /** The texts of the program. */
  static final String BUNDLE = "passerelle/cli/messages";

  private static final int WRONG_USAGE = 2;

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  Program(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs a command line; the exit status: 2 for wrong usage, 70 for a defect. */
  int run(String... args) {
    Language language = Languages.wanted(List.of(args), environment);
    Messages messages = Messages.of(language, BUNDLE);
    try {
      OwnPaths.areIn(Enclosure::files);
      // Without a word to read, nothing that reads words has to be loaded: the prompt comes sooner.
      return args.length == 0
          ? lab(LabChoice.usual(), language)
          : new CommandReader(messages).run(args, language);
    } catch (LabException refused) {
      report(err).say("passerelle: " + refused.getMessage());
      return WRONG_USAGE;
    } catch (IOException | RuntimeException | Error bug) {
      report(err).say(messages.get("bug", bug));
      return DEFECT;
    }
  }

  /** Reads a command line that has words, and does what they say. */
  private final class CommandReader {
    private final Messages messages;

    CommandReader(Messages messages) {
      this.messages = messages;
    }

    int run(String[] args, Language language) throws LabException, IOException {
      try {
        return run(commandLine().parseArgs(args), language);
      } catch (ParameterException wrong) {
        throw new LabException(Usage.explain(wrong, messages));
      }
    }

    private CommandLine commandLine() {
      return CommandLines.of(Usage.of(messages)).registerConverter(Path.class, OwnPaths::of);
    }

    private int run(ParseResult top, Language language) throws LabException, IOException {
      ParseResult parsed = top.hasSubcommand() ? top.subcommand() : top;
      String name = top.hasSubcommand() ? parsed.commandSpec().name() : "repl";
      if (parsed.isUsageHelpRequested()) {
        parsed.commandSpec().commandLine().usage(out, CommandLine.Help.Ansi.OFF);
        return 0;
      }
      if (parsed.isVersionHelpRequested()) {
        out.println("passerelle " + Usage.VERSION);
        return 0;
      }
      Optional<String> unknown =
          LabChoice.given(parsed, "--lang").filter(l -> Language.of(l).isEmpty());
      if (unknown.isPresent()) {
        throw new LabException(messages.get("wrong.lang", unknown.get()));
      }
      return switch (name) {
        case "join" ->
            new JoinProgram(environment, messages, out, err)
                .run(System.console() != null, labNumber(parsed));
        case "replay" -> replay(parsed, messages, options(parsed, messages));
        case "doctor" ->
            new DoctorCommand(messages, out).run(findings(), parsed.hasMatchedOption("--json"));
        case "slides" -> slides(parsed, messages, options(parsed, messages));
        case "transcript" -> transcript(parsed, language, options(parsed, messages));
        case "compare" -> {
          LabOptions lab = options(parsed, messages);
          enter(KernelKind.REAL, language);
          yield new CompareProgram(new RealLabFactory(), language, report(out), report(err))
              .run(parsed, lab, messages);
        }
        case "lesson" -> {
          List<String> words = parsed.matchedPositionalValue(0, List.<String>of());
          yield !words.isEmpty() && CourseCommand.isOne(words.get(0))
              ? new CourseProgram(library(), messages, report(out), report(err)).run(words, parsed)
              : lab(LabChoice.of(parsed, messages, Optional.of(lessonLine(words))), language);
        }
        case "play" ->
            lab(PlayChoice.of(parsed, options(parsed, messages), messages, library()), language);
        default -> lab(LabChoice.of(parsed, messages, Optional.empty()), language);
      };
    }
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(Doctor.ofThisMachine().findings());
    findings.add(Doctor.join(Rendezvous.of(environment)));
    return findings;
  }

  private static OptionalInt labNumber(ParseResult parsed) {
    Integer number = parsed.matchedPositionalValue(0, (Integer) null);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static LabOptions options(ParseResult parsed, Messages messages) throws LabException {
    return new LabOptions(
        LabChoice.kernel(parsed, messages),
        LabChoice.given(parsed, "--engine"),
        LabChoice.images(parsed, messages),
        LabChoice.outputs(parsed, messages));
  }

  private static String lessonLine(List<String> words) {
    return ("lesson " + String.join(" ", words)).strip();
  }

  private int replay(ParseResult parsed, Messages messages, LabOptions lab) throws LabException {
    Language language = messages.language();
    enter(lab.kernel().orElse(KernelKind.SIM), language);
    List<Path> paths = parsed.matchedPositionalValue(0, List.<Path>of());
    ReplayOptions options =
        new ReplayOptions(
            paths,
            lab,
            parsed.hasMatchedOption("--update"),
            LabChoice.given(parsed, "--junit").map(OwnPaths::of),
            LabChoice.shard(parsed, messages),
            parsed.matchedOptionValue("--jobs", Runtime.getRuntime().availableProcessors()));
    return new ReplayCommand(
            Program::open, language, GithubActions.in(environment), report(out), report(err))
        .run(options);
  }

  private int slides(ParseResult parsed, Messages messages, LabOptions lab) throws LabException {
    Language language = messages.language();
    enter(lab.kernel().orElse(KernelKind.SIM), language);
    SlidesCommand command =
        new SlidesCommand(
            SlidesProgram::open,
            Program::open,
            home(),
            language,
            GithubActions.in(environment),
            report(out),
            report(err));
    return command.run(SlidesProgram.options(parsed, lab, messages));
  }

  private ReportPrinter report(PrintStream stream) {
    return new ReportPrinter(stream, ReportWidth.in(environment));
  }

  private static LessonLibrary library() {
    return new LessonLibrary(home().resolve("lessons"));
  }

  /** The directory of Passerelle, or the one that one is in. */
  private static Path home() {
    return OwnPaths.of(System.getProperty("passerelle.home", "."));
  }

  private int transcript(ParseResult parsed, Language language, LabOptions lab)
      throws LabException {
    enter(lab.kernel().orElse(KernelKind.SIM), language);
    Path file = parsed.matchedPositionalValue(0, OwnPaths.of(""));
    // To a file or another program each character goes as it is; a terminal it must not steer.
    PrintStream shown = System.console() == null ? out : Visible.stream(out);
    return new TranscriptCommand(Program::open, language, shown, report(err)).run(file, lab);
  }

  private static LabSession open(LabRequest request) throws LabException {
    return request.kernel() == KernelKind.REAL
        ? new RealLabFactory().open(request)
        : new SimLabFactory().open(request);
  }

  /**
   * Goes on in the enclosure where the real kernel is wanted.
   *
   * @throws LabException says what this machine lacks for it
   */
  private static void enter(KernelKind kernel, Language language) throws LabException {
    if (kernel == KernelKind.REAL) {
      Optional<Refusal> refusal = Enclosure.enter();
      if (refusal.isPresent()) {
        throw new LabException(refusal.get().text(language));
      }
    }
  }

  private static Lab open(LabChoice choice, Optional<Opening> terminal) throws LabException {
    try {
      return choice.kernel() == KernelKind.REAL
          ? RealLab.open(choice.settings())
          : SimLab.open(choice.settings());
    } catch (LabException refused) {
      terminal.ifPresent(Opening::giveUp);
      throw refused;
    }
  }

  private int lab(LabChoice choice, Language language) throws LabException, IOException {
    enter(choice.kernel(), language);
    boolean atTerminal = choice.lines().isEmpty() && !isListing(choice) && System.console() != null;
    Optional<Opening> terminal =
        atTerminal
            ? Optional.of(Opening.of(choice.greeting(language, Tones.areWanted(environment))))
            : Optional.empty();
    boolean ownHand = atTerminal || choice.lines().isPresent();
    try (Lab lab = open(choice, terminal)) {
      Session session = new Session(new LabCommands(lab, language, files(ownHand, choice)));
      Lessons lessons = lessons(ownHand, choice);
      lessons.takeAs(choice.student());
      session.add(lessons);
      try {
        return sit(choice, session, language, terminal);
      } finally {
        lessons.leave(session);
      }
    }
  }

  /** Does what somebody has to do in a lab, until that is over. */
  private int sit(LabChoice choice, Session session, Language language, Optional<Opening> terminal)
      throws LabException, IOException {
    if (choice.load().isPresent() && load(choice.load().get(), session) != 0) {
      return WRONG_USAGE;
    }
    if (choice.lines().isPresent() || isListing(choice)) {
      return new Batch(session, out, false).run(new StringReader(choice.lines().orElse("lesson")));
    }
    Optional<Stage> stage =
        choice.play().isPresent()
            ? Optional.of(choice.play().get().stage(session, choice))
            : Optional.empty();
    if (terminal.isEmpty()) {
      return stage.isPresent()
          ? PlayChoice.recite(stage.get(), choice, out)
          : piped(choice, session, language);
    }
    Optional<Path> history = choice.history() ? state("history") : Optional.empty();
    Company company = new Company(session.commands(), history, choice.speed());
    Terminal mine = terminal.get().finish();
    Console console = new Console(company, session, mine, Tones.areWanted(environment));
    stage.ifPresent(s -> console.present(new Presenter(s, choice.play().get().manner())));
    Door door = Door.open(Rendezvous.of(environment), company);
    try {
      return terminal.get().isGreeted() || stage.isPresent()
          ? console.run(Optional.empty(), choice.first())
          : console.run(choice.first());
    } finally {
      door.close();
    }
  }

  private static boolean isListing(LabChoice choice) {
    return choice.first().equals(Optional.of("lesson"));
  }

  /** The transcript is the person's own file, whoever types the lines afterwards. */
  private int load(String file, Session session) {
    Sink shown =
        bytes -> {
          out.writeBytes(bytes);
          return true;
        };
    int status = session.load(file, new OwnFiles(), shown);
    out.flush();
    return status;
  }

  /** A person's own hand writes where it likes, lines from a pipe where the person lets them. */
  private static MachineFiles files(boolean ownHand, LabChoice choice) {
    if (ownHand) {
      return new OwnFiles();
    }
    return choice.outputs().areKept() ? choice.outputs().fresh() : new NoFiles();
  }

  private int piped(LabChoice choice, Session session, Language language)
      throws IOException, LabException {
    if (Boolean.getBoolean("passerelle.warm")) {
      WarmUp.run(session);
    }
    InputStreamReader input = new InputStreamReader(in, StandardCharsets.UTF_8);
    String before = choice.first().map(line -> line + "\n").orElse("");
    try {
      return new Batch(session, out, true).run(new Prefixed(before, input));
    } catch (ShortLines.TooLong e) {
      throw new LabException(Messages.of(language, BUNDLE).get("input.long", ShortLines.MOST));
    } catch (IOException e) {
      throw new LabException(Messages.of(language, BUNDLE).get("input.unreadable", e.getMessage()));
    }
  }

  /**
   * The lessons beside the program, or those of the directory one is in; a file elsewhere only when
   * the person names it.
   */
  private Lessons lessons(boolean ownHand, LabChoice choice) {
    return new Lessons(
        home().resolve("lessons"),
        state("lessons"),
        choice.outputs(),
        name -> ownHand || choice.first().equals(Optional.of("lesson " + name)));
  }

  /** A file that lasts from one run to the next (XDG Base Directory Specification). */
  private Optional<Path> state(String name) {
    String home = environment.getOrDefault("HOME", "");
    String base =
        environment.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
    return base.isEmpty() ? Optional.empty() : Optional.of(OwnPaths.of(base, "passerelle", name));
  }
}
