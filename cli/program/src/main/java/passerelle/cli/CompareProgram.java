package passerelle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.cli.session.SimLabFactory;
import passerelle.scenarios.compare.CompareCommand;
import passerelle.scenarios.compare.CompareOptions;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabOptions;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import picocli.CommandLine.ParseResult;

/** {@code passerelle compare}: from the command line to {@link CompareCommand}. */
record CompareProgram(LabFactory real, Language language, ReportPrinter out, ReportPrinter err) {
  /** Real time passes in labs mostly with waiting: while one waits, others can work. */
  private static final int JOBS = 4 * Runtime.getRuntime().availableProcessors();

  /** Compares what was named, in labs with those options; the exit status. */
  int run(ParseResult parsed, LabOptions lab, Messages messages) throws LabException {
    List<Path> paths = parsed.matchedPositionalValue(0, List.<Path>of());
    Optional<Path> junit = GivenOptions.of(parsed).value("--junit").map(Path::of);
    return new CompareCommand(
            new SimLabFactory(), real, KnownDifferences.load(), language, out, err)
        .run(
            new CompareOptions(
                paths,
                lab,
                junit,
                LabChoice.shard(GivenOptions.of(parsed), messages),
                parsed.matchedOptionValue("--runs", 1),
                parsed.matchedOptionValue("--jobs", JOBS)));
  }
}
