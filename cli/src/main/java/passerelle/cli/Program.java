package passerelle.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import passerelle.cli.command.DaemonOptions;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.lab.SimLabFactory;
import passerelle.cli.repl.Batch;
import passerelle.cli.repl.Console;
import passerelle.cli.repl.Lessons;
import passerelle.cli.repl.Session;
import passerelle.engine.EngineProfile;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.ReplayOptions;
import passerelle.scenarios.replay.TranscriptCommand;
import passerelle.text.Language;
import passerelle.text.Messages;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code passerelle}, with everything it needs from outside handed in. */
final class Program {
  /** {@code EX_SOFTWARE} of sysexits.h. */
  static final int DEFECT = 70;

  private static final int WRONG_USAGE = 2;
  private static final double FASTEST = 100;

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
    Messages messages = Messages.of(language, "passerelle/cli/messages");
    CommandLine line = new CommandLine(Usage.of(messages));
    try {
      return run(line.parseArgs(args), language, messages);
    } catch (ParameterException wrong) {
      err.println("passerelle: " + Usage.explain(wrong, messages));
      return WRONG_USAGE;
    } catch (LabException refused) {
      err.println("passerelle: " + refused.getMessage());
      return WRONG_USAGE;
    } catch (IOException | RuntimeException | Error bug) {
      err.println(messages.get("bug", bug));
      return DEFECT;
    }
  }

  private int run(ParseResult top, Language language, Messages messages)
      throws LabException, IOException {
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
    Optional<String> unknown = given(parsed, "--lang").filter(l -> Language.of(l).isEmpty());
    if (unknown.isPresent()) {
      throw new LabException(messages.get("wrong.lang", unknown.get()));
    }
    return switch (name) {
      case "replay" -> replay(parsed, language);
      case "transcript" -> transcript(parsed, language);
      case "lesson" -> lab(parsed, language, messages, Optional.of(lessonLine(parsed)));
      default -> lab(parsed, language, messages, Optional.empty());
    };
  }

  private static String lessonLine(ParseResult parsed) {
    return ("lesson " + parsed.matchedPositionalValue(0, "")).strip();
  }

  private int replay(ParseResult parsed, Language language) {
    List<Path> paths = parsed.matchedPositionalValue(0, List.<Path>of());
    ReplayOptions options =
        new ReplayOptions(
            paths,
            labOptions(parsed),
            parsed.hasMatchedOption("--update"),
            given(parsed, "--junit").map(Path::of),
            parsed.matchedOptionValue("--jobs", Runtime.getRuntime().availableProcessors()));
    return new ReplayCommand(new SimLabFactory(), language, out, err).run(options);
  }

  private int transcript(ParseResult parsed, Language language) {
    Path file = parsed.matchedPositionalValue(0, Path.of(""));
    return new TranscriptCommand(new SimLabFactory(), language, out, err)
        .run(file, labOptions(parsed));
  }

  private static LabOptions labOptions(ParseResult parsed) {
    return new LabOptions(
        given(parsed, "--kernel").flatMap(KernelKind::of),
        given(parsed, "--engine"),
        given(parsed, "--images"));
  }

  private int lab(
      ParseResult parsed, Language language, Messages messages, Optional<String> first)
      throws LabException, IOException {
    OptionalDouble speed = speed(parsed, messages);
    try (SimLab lab = SimLab.open(settings(parsed, messages))) {
      Session session = new Session(new LabCommands(lab, language));
      session.add(new Lessons(lessons(), state("lessons")));
      Optional<String> given = given(parsed, "-c");
      boolean listing = first.equals(Optional.of("lesson"));
      if (given.isPresent() || listing) {
        return new Batch(session, out, false).run(reader(given.orElse("lesson")));
      }
      if (System.console() == null) {
        InputStreamReader input = new InputStreamReader(in, StandardCharsets.UTF_8);
        String before = first.map(line -> line + "\n").orElse("");
        return new Batch(session, out, true).run(new BufferedReader(new Prefixed(before, input)));
      }
      Optional<Path> history =
          parsed.hasMatchedOption("--no-history") ? Optional.empty() : state("history");
      return Console.onTerminal(session, history, speed).run(first);
    }
  }

  private static BufferedReader reader(String lines) {
    return new BufferedReader(new StringReader(lines));
  }

  private LabSettings settings(ParseResult parsed, Messages messages) throws LabException {
    String version = given(parsed, "--engine").orElse("28.5");
    EngineProfile profile =
        EngineProfile.of(version)
            .orElseThrow(() -> new LabException(messages.get("wrong.engine", version)));
    String seed = given(parsed, "--seed").orElse(String.valueOf(LabSettings.DEFAULT_SEED));
    if (!seed.matches("-?[0-9]{1,18}")) {
      throw new LabException(messages.get("wrong.seed", seed));
    }
    return new LabSettings(
        DaemonOptions.read(parsed, profile, messages),
        given(parsed, "--images").orElse("course"),
        Long.parseLong(seed));
  }

  private static OptionalDouble speed(ParseResult parsed, Messages messages) throws LabException {
    String pace = given(parsed, "--pace").orElse("1");
    double speed = pace.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") ? Double.parseDouble(pace) : -1;
    if (speed < 0 || speed > FASTEST) {
      throw new LabException(messages.get("wrong.pace", pace));
    }
    return speed == 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
  }

  private static Optional<String> given(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }

  /** The lessons beside the program, or those of the directory one is in. */
  private static Path lessons() {
    return Path.of(System.getProperty("passerelle.home", ".")).resolve("lessons");
  }

  /** A file that lasts from one run to the next (XDG Base Directory Specification). */
  private Optional<Path> state(String name) {
    String home = environment.getOrDefault("HOME", "");
    String base =
        environment.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
    return base.isEmpty() ? Optional.empty() : Optional.of(Path.of(base, "passerelle", name));
  }
}
