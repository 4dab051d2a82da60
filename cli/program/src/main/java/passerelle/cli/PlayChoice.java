package passerelle.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import passerelle.cli.cast.Recorder;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.play.Beat;
import passerelle.cli.play.PieceException;
import passerelle.cli.play.PieceReader;
import passerelle.cli.play.Recital;
import passerelle.cli.play.Stage;
import passerelle.cli.repl.Batch;
import passerelle.cli.repl.Presenter;
import passerelle.cli.session.Session;
import passerelle.files.OwnPaths;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.sim.process.Sink;
import passerelle.text.Messages;
import picocli.CommandLine.ParseResult;

/**
 * What is to be played, and how.
 *
 * @param script what was read
 * @param manner keys, speed, the first chapter
 */
record PlayChoice(PieceReader.Script script, Presenter.Manner manner) {
  private static final double USUAL_SPEED = 40;

  /** Seconds before each command in a recording of what nobody plays. */
  private static final double USUAL_PAUSE = 1;

  private static final String NUMBER = "[0-9]{1,4}(\\.[0-9]{1,3})?";

  /** The lab that a piece wants, as far as the options do not say otherwise, and the piece. */
  static LabChoice of(
      ParseResult parsed, LabOptions options, Messages messages, LessonLibrary library)
      throws LabException {
    String word = parsed.matchedPositionalValue(0, "");
    Path file = OwnPaths.of(word);
    try {
      PieceReader.Script script = new PieceReader(messages.language(), library).read(word, file);
      FrontMatter head = script.frontMatter();
      KernelKind usual = head.kernels().iterator().next();
      LabRequest request = options.request(file, head, usual);
      if (!head.kernels().contains(request.kernel())) {
        throw new LabException(messages.get("play.kernel", word, usual.word()));
      }
      PlayChoice play = new PlayChoice(script, manner(parsed, messages));
      return LabChoice.of(GivenOptions.of(parsed), messages, Optional.empty())
          .playing(play, request.kernel(), LabSettings.of(request));
    } catch (PieceException wrong) {
      throw new LabException(wrong.getMessage());
    } catch (TranscriptException wrong) {
      throw new LabException(
          wrong.describe(Messages.of(messages.language(), TranscriptException.BUNDLE)));
    }
  }

  private static Presenter.Manner manner(ParseResult parsed, Messages messages)
      throws LabException {
    Optional<String> from = GivenOptions.of(parsed).value("--from");
    if (from.isPresent() && !from.get().matches("[1-9][0-9]{0,3}")) {
      throw new LabException(messages.get("wrong.from", from.get()));
    }
    OptionalDouble auto = number(parsed, "--auto", messages);
    return new Presenter.Manner(
        from.map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        number(parsed, "--speed", messages).orElse(USUAL_SPEED),
        auto);
  }

  private static OptionalDouble number(ParseResult parsed, String option, Messages messages)
      throws LabException {
    Optional<String> word = GivenOptions.of(parsed).value(option);
    if (word.isPresent() && !word.get().matches(NUMBER)) {
      throw new LabException(messages.get("wrong.number", option, word.get()));
    }
    return word.map(Double::parseDouble).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** It in a session. */
  Stage stage(Session session, LabChoice choice) throws LabException {
    try {
      Stage stage = new Stage(script.in(session), session, choice.outputs().fresh());
      int chapters = stage.piece().chapters().size();
      if (manner.from().orElse(1) > chapters) {
        String none = session.messages().get("play.from", manner.from().getAsInt(), chapters);
        throw new LabException(none);
      }
      return stage;
    } catch (PieceException wrong) {
      throw new LabException(wrong.getMessage());
    }
  }

  /** Plays it through to its end, with nobody there to press a key; the answer is 0. */
  static int recite(Stage stage, LabChoice choice, PrintStream out, Optional<Recorder> recorder) {
    Presenter.Manner manner = choice.play().get().manner();
    manner.from().ifPresent(n -> stage.jump(n, nothing -> true));
    Sink screen = new Batch(stage.session(), out, out, true).screen();
    Recital.Rhythm rhythm =
        recorder.isPresent() ? new RecordedRhythm(recorder.get(), manner) : Recital.Rhythm.NONE;
    new Recital(stage, screen, rhythm).run();
    out.flush();
    return 0;
  }

  /** As fast as at a terminal where it goes on by itself. */
  private record RecordedRhythm(Recorder recorder, Presenter.Manner manner)
      implements Recital.Rhythm {
    @Override
    public void reached(Beat beat) {
      if (beat instanceof Beat.Heading heading) {
        recorder.mark(heading.title());
      }
      if (beat.isStop()) {
        recorder.pass(manner.auto().orElse(USUAL_PAUSE));
      }
    }

    @Override
    public void key() {
      recorder.pass(manner.speed() > 0 ? 1 / manner.speed() : 0);
    }
  }
}
