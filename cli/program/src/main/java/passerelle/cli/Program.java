package passerelle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import passerelle.cli.join.JoinProgram;
import passerelle.cli.page.LiveProgram;
import passerelle.cli.page.WebProgram;
import passerelle.cli.real.RealLabFactory;
import passerelle.cli.repl.OwnTerminal;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.SimLabFactory;
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
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import passerelle.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code passerelle}, with everything it needs from outside handed in. */
record Program(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
  /** {@code EX_SOFTWARE} of sysexits.h. */
  static final int DEFECT = 70;

  /** The texts of the program. */
  static final String BUNDLE = "passerelle/cli/messages";

  static final int WRONG_USAGE = 2;

  /** Runs a command line; the exit status: 2 for wrong usage, 70 for a defect. */
  int run(String... args) {
    Language language = Languages.wanted(List.of(args), environment);
    if (isPrompt(args) && isHere(args) && System.console() != null) {
      OwnTerminal.expect();
    }
    Messages messages = Messages.of(language, BUNDLE);
    try {
      OwnPaths.areIn(Enclosure::files);
      // Without a word to read, nothing that reads words has to be loaded: the prompt comes sooner.
      Optional<LabChoice> lab =
          args.length == 0 ? Optional.of(LabChoice.usual()) : plain(messages, args);
      return lab.isPresent()
          ? new LabProgram(environment, in, out, err).run(lab.get(), language)
          : new CommandReader(messages).run(args, language);
    } catch (LabException refused) {
      report(err).say("passerelle: " + refused.getMessage());
      return WRONG_USAGE;
    } catch (IOException | RuntimeException | Error bug) {
      report(err).say(messages.get("bug", bug));
      return DEFECT;
    }
  }

  /** The lab of a command line with none but the usual options. */
  private static Optional<LabChoice> plain(Messages messages, String... args) throws LabException {
    Optional<GivenOptions> given = PlainOptions.of(List.of(args));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    checkLanguage(given.get(), messages);
    return Optional.of(LabChoice.of(given.get(), messages, Optional.empty()));
  }

  private static void checkLanguage(GivenOptions given, Messages messages) throws LabException {
    Optional<String> unknown = given.value("--lang").filter(l -> Language.of(l).isEmpty());
    if (unknown.isPresent()) {
      throw new LabException(messages.get("wrong.lang", unknown.get()));
    }
  }

  /** Whether it may be a lab's prompt that is asked for. */
  private static boolean isPrompt(String... args) {
    return args.length == 0 || args[0].startsWith("--") && !List.of(args).contains("-c");
  }

  /** Whether this process is the one that opens it, and not one that is enclosed. */
  private static boolean isHere(String... args) {
    return Enclosure.isInside() || Stream.of(args).noneMatch(a -> a.endsWith("real"));
  }

  /** Reads a command line that has words, and does what they say. */
  private final class CommandReader {
    private final Messages messages;

    CommandReader(Messages messages) {
      this.messages = messages;
    }

    int run(String[] args, Language language) throws LabException, IOException {
      try {
        return run(parse(args), language);
      } catch (ParameterException wrong) {
        throw new LabException(Usage.explain(wrong, messages));
      }
    }

    /** Help and what is wrong with a command line take all commands; what it asks for does not. */
    private ParseResult parse(String... typed) {
      CommandSpec some = Usage.of(messages, List.of(typed));
      String[] args = Usage.commandFirst(some, typed);
      try {
        ParseResult parsed = commandLine(some).parseArgs(args);
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (!last.isUsageHelpRequested()) {
          return parsed;
        }
      } catch (ParameterException more) {
        // The whole knows what is wrong with it.
      }
      return commandLine(Usage.of(messages)).parseArgs(args);
    }

    private CommandLine commandLine(CommandSpec spec) {
      return CommandLines.of(spec).registerConverter(Path.class, OwnPaths::of);
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
      checkLanguage(GivenOptions.of(parsed), messages);
      return switch (name) {
        case "join" ->
            new JoinProgram(environment, messages, out, err)
                .run(System.console() != null, labNumber(parsed));
        case "replay" -> replay(parsed, messages, options(parsed, messages));
        case "web" -> web(parsed, language);
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
          yield !words.isEmpty() && Lessons.isOfCourses(words.get(0))
              ? new CourseProgram(library(), messages, report(out), report(err)).run(words, parsed)
              : new LabProgram(environment, in, out, err)
                  .run(
                      LabChoice.of(
                          GivenOptions.of(parsed), messages, Optional.of(lessonLine(words))),
                      language);
        }
        case "play" ->
            new LabProgram(environment, in, out, err)
                .run(
                    PlayChoice.of(parsed, options(parsed, messages), messages, library()),
                    language);
        default ->
            new LabProgram(environment, in, out, err)
                .run(LabChoice.of(GivenOptions.of(parsed), messages, Optional.empty()), language);
      };
    }
  }

  private WebProgram page(Messages messages) {
    return new WebProgram(home(), new OwnFiles(), messages, report(out), report(err));
  }

  /** The page or the element as a file, or the page beside a lab that is opened here or runs. */
  private int web(ParseResult parsed, Language language) throws LabException, IOException {
    Messages messages = Messages.of(language, BUNDLE);
    Optional<String> file = GivenOptions.of(parsed).value("--file");
    Optional<String> element = GivenOptions.of(parsed).value("--element");
    if (file.isPresent() || element.isPresent()) {
      boolean force = parsed.hasMatchedOption("--force");
      WebProgram page = page(messages);
      int written = element.map(name -> page.element(name, force)).orElse(0);
      return Math.max(written, file.map(name -> page.page(name, force)).orElse(0));
    }
    LiveProgram live = new LiveProgram(home(), environment, messages, report(out));
    int port = LabChoice.port(GivenOptions.of(parsed), messages);
    if (LiveProgram.isBeside()) {
      return live.beside(port);
    }
    if (parsed.hasMatchedOption("--join")) {
      return live.joined(labNumber(parsed), port);
    }
    if (System.console() == null || parsed.hasMatchedOption("-c")) {
      throw new LabException(messages.get("web.no-terminal"));
    }
    LabChoice choice = LabChoice.of(GivenOptions.of(parsed), messages, Optional.empty());
    if (!Enclosure.isInside()) {
      live.begin(port);
    }
    return new LabProgram(environment, in, out, err).run(choice, language);
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
    GivenOptions given = GivenOptions.of(parsed);
    return new LabOptions(
        LabChoice.kernel(given, messages),
        given.value("--engine"),
        LabChoice.images(given, messages),
        LabChoice.outputs(given, messages));
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
            GivenOptions.of(parsed).value("--junit").map(OwnPaths::of),
            LabChoice.shard(GivenOptions.of(parsed), messages),
            parsed.matchedOptionValue("--jobs", Runtime.getRuntime().availableProcessors()));
    return new ReplayCommand(
            Program::open, language, GithubActions.in(environment), report(out), report(err))
        .run(options);
  }

  private int slides(ParseResult parsed, Messages messages, LabOptions lab) throws LabException {
    Language language = messages.language();
    Optional<String> live = GivenOptions.of(parsed).value("--live");
    if (live.isPresent()) {
      return SlidesProgram.live(parsed, lab, live.get(), page(messages), messages, report(err));
    }
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
  static Path home() {
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
  static void enter(KernelKind kernel, Language language) throws LabException {
    if (kernel == KernelKind.REAL) {
      Optional<Refusal> refusal = Enclosure.enter();
      if (refusal.isPresent()) {
        throw new LabException(refusal.get().text(language));
      }
    }
  }
}
