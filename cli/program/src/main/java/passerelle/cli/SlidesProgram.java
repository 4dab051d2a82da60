package passerelle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.page.WebProgram;
import passerelle.cli.real.RealLab;
import passerelle.cli.session.SlideSession;
import passerelle.files.OwnPaths;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.scenarios.slides.SlideLab;
import passerelle.scenarios.slides.SlidesCommand;
import passerelle.scenarios.slides.SlidesOptions;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import picocli.CommandLine.ParseResult;

/** {@code passerelle slides}: what {@link SlidesCommand} takes from the command line. */
final class SlidesProgram {
  private SlidesProgram() {}

  /** What was asked, for decks in labs with those options. */
  static SlidesOptions options(ParseResult parsed, LabOptions lab, Messages messages)
      throws LabException {
    return new SlidesOptions(
        parsed.matchedPositionalValue(0, List.<Path>of()),
        lab,
        GivenOptions.of(parsed).value("--junit").map(OwnPaths::of),
        GivenOptions.of(parsed).value("--report").map(OwnPaths::of),
        LabChoice.shard(GivenOptions.of(parsed), messages),
        parsed.hasMatchedOption("--suggest"),
        parsed.hasMatchedOption("--force"));
  }

  /** Writes a deck whose blocks run where they stand. */
  static int live(
      ParseResult parsed,
      LabOptions lab,
      String file,
      WebProgram web,
      Messages messages,
      ReportPrinter err) {
    List<Path> decks = parsed.matchedPositionalValue(0, List.<Path>of());
    Optional<String> wrong =
        decks.size() == 1
            ? lab.wrongUsage(slides(messages))
            : Optional.of(messages.get("live.one"));
    if (wrong.isPresent()) {
      err.say(wrong.get());
      return ReplayCommand.UNREADABLE;
    }
    Path deck = OwnPaths.of(decks.get(0).toString());
    try {
      LiveDeck live =
          LiveDeck.of(deck, messages.language(), SlidesProgram::open, Program.home(), lab);
      return web.deck(deck, live, file, parsed.hasMatchedOption("--force"));
    } catch (TranscriptException wrongDeck) {
      err.say(wrongDeck.describe(slides(messages)));
      return ReplayCommand.UNREADABLE;
    }
  }

  private static Messages slides(Messages messages) {
    return Messages.of(messages.language(), TranscriptException.BUNDLE);
  }

  /** A lab that follows a deck. */
  static SlideLab open(LabRequest request) throws LabException {
    LabSettings settings = LabSettings.of(request);
    Lab lab = request.kernel() == KernelKind.REAL ? RealLab.open(settings) : SimLab.open(settings);
    return new SlideSession(lab, request);
  }
}
