package passerelle.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.SimLabFactory;
import passerelle.scenarios.compare.CompareCommand;
import passerelle.scenarios.compare.CompareOptions;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabOptions;
import passerelle.text.Language;
import picocli.CommandLine.ParseResult;

/** {@code passerelle compare}: from the command line to {@link CompareCommand}. */
final class CompareProgram {
  /** Real time passes in labs mostly with waiting: while one waits, others can work. */
  private static final int JOBS = 4 * Runtime.getRuntime().availableProcessors();

  private final LabFactory real;
  private final Language language;
  private final PrintStream out;
  private final PrintStream err;

  CompareProgram(LabFactory real, Language language, PrintStream out, PrintStream err) {
    this.real = real;
    this.language = language;
    this.out = out;
    this.err = err;
  }

  /** Compares what was named, in labs with those options; the exit status. */
  int run(ParseResult parsed, LabOptions lab) {
    List<Path> paths = parsed.matchedPositionalValue(0, List.<Path>of());
    Optional<Path> junit = LabChoice.given(parsed, "--junit").map(Path::of);
    return new CompareCommand(
            new SimLabFactory(), real, KnownDifferences.load(), language, out, err)
        .run(
            new CompareOptions(
                paths,
                lab,
                junit,
                parsed.matchedOptionValue("--runs", 1),
                parsed.matchedOptionValue("--jobs", JOBS)));
  }
}
