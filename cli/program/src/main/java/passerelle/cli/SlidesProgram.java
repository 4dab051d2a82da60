package passerelle.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.real.RealLab;
import passerelle.cli.session.SlideSession;
import passerelle.files.OwnPaths;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.slides.SlideLab;
import passerelle.scenarios.slides.SlidesCommand;
import passerelle.scenarios.slides.SlidesOptions;
import passerelle.text.Language;
import picocli.CommandLine.ParseResult;

/** {@code passerelle slides}: from the command line to {@link SlidesCommand}. */
final class SlidesProgram {
  private final LabFactory strictLabs;
  private final Path home;
  private final Language language;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * The program.
   *
   * @param strictLabs run what is suggested
   * @param home the directory of Passerelle
   */
  SlidesProgram(
      LabFactory strictLabs, Path home, Language language, PrintStream out, PrintStream err) {
    this.strictLabs = strictLabs;
    this.home = home;
    this.language = language;
    this.out = out;
    this.err = err;
  }

  /** Runs the decks that were named, in labs with those options; the exit status. */
  int run(ParseResult parsed, LabOptions lab) {
    return new SlidesCommand(SlidesProgram::open, strictLabs, home, language, out, err)
        .run(
            new SlidesOptions(
                parsed.matchedPositionalValue(0, List.<Path>of()),
                lab,
                LabChoice.given(parsed, "--junit").map(OwnPaths::of),
                LabChoice.given(parsed, "--report").map(OwnPaths::of),
                parsed.hasMatchedOption("--suggest"),
                parsed.hasMatchedOption("--force")));
  }

  private static SlideLab open(LabRequest request) throws LabException {
    LabSettings settings = LabSettings.of(request);
    Lab lab = request.kernel() == KernelKind.REAL ? RealLab.open(settings) : SimLab.open(settings);
    return new SlideSession(lab, request);
  }
}
