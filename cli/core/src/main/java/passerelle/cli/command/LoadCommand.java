package passerelle.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.GivenUp;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.files.NoFiles;
import passerelle.files.Utf8;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.text.Messages;
import passerelle.text.Visible;

/**
 * {@code load FILE}: puts in the place of the lab the one that a transcript makes, as {@code save}
 * has written it or as anybody has. The transcript is a stranger's data: what it writes is not
 * kept, and nothing that it prints is shown.
 */
final class LoadCommand implements LabCommand {
  /** A transcript may have so many octets. */
  static final int MOST_OCTETS = 4 << 20;

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.size() != 1) {
      throw bench.error("load.usage");
    }
    String name = words.get(0);
    try {
      Transcript transcript = read(name, bench);
      Rebuilt rebuilt = rebuild(transcript, "load " + Words.join(words), bench, done -> {});
      report(name, Comparison.of(transcript, rebuilt.outputs()), bench, out);
      out.lines(rebuilt.loss());
      return 0;
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    } catch (TranscriptException wrong) {
      throw error(wrong, bench);
    }
  }

  /**
   * What came of it.
   *
   * @param outputs what the commands have answered
   * @param loss says what went with the lab there was
   */
  record Rebuilt(List<Output> outputs, List<String> loss) {}

  /**
   * Puts the lab that a transcript makes in the place of the one there is.
   *
   * @param line the command that does it
   * @param after sees the lab after each command
   */
  static Rebuilt rebuild(Transcript transcript, String line, Workbench bench, Consumer<Lab> after)
      throws CommandException {
    LabSettings settings = settings(transcript.frontMatter(), bench);
    Lab rebuilt;
    Optional<Recording> captured;
    List<Output> outputs;
    try (Rebuilding rebuilding = new Rebuilding(bench, settings, transcript, after)) {
      outputs = bench.aside(() -> replayed(transcript, rebuilding, bench));
      captured = rebuilding.recording();
      rebuilt = rebuilding.keep();
    }
    List<String> loss = new Loss(bench).of(rebuilt.recipe());
    bench.adopt(rebuilt, captured, line);
    rebuilt.history().stream()
        .reduce((a, b) -> b)
        .map(Deed::typed)
        .ifPresent(typed -> bench.backTo(typed.prompt()));
    return new Rebuilt(outputs, loss);
  }

  private static List<Output> replayed(
      Transcript transcript, Rebuilding rebuilding, Workbench bench) throws CommandException {
    try {
      return new Replayer(rebuilding::open).run(transcript, rebuilding.request());
    } catch (TranscriptException wrong) {
      throw wrong.getCause() instanceof GivenUp heard
          ? new CommandException(heard)
          : error(wrong, bench);
    }
  }

  private static CommandException error(TranscriptException wrong, Workbench bench) {
    Messages reasons = Messages.of(bench.language(), TranscriptException.BUNDLE);
    return new CommandException(Visible.of(wrong.describe(reasons)));
  }

  private static Transcript read(String name, Workbench bench)
      throws FileRefusal, TranscriptException {
    String text = Utf8.decode(name, bench.files().read(name, MOST_OCTETS));
    if (!Transcript.looksLikeOne(text)) {
      throw TranscriptException.ofFile(name, "file.no-console");
    }
    return Transcript.parse(name, text);
  }

  private static LabSettings settings(FrontMatter asked, Workbench bench) throws CommandException {
    KernelKind kernel = bench.lab().isSimulated() ? KernelKind.SIM : KernelKind.REAL;
    if (!asked.kernels().contains(kernel)) {
      throw bench.error("load.kernel", asked.kernels().iterator().next().word());
    }
    EngineProfile engine =
        EngineProfile.of(asked.engine().orElse(EngineVersion.DEFAULT.label())).orElseThrow();
    return new LabSettings(
        EngineSettings.defaults(engine),
        images(asked.images().orElse(LabRequest.DEFAULT_IMAGES), bench),
        asked.seed().orElse(LabSettings.DEFAULT_SEED));
  }

  /** A catalogue that comes with Passerelle, or the one that the lab has. */
  private static ImageCatalogue images(String name, Workbench bench) throws CommandException {
    ImageCatalogue mine = bench.lab().settings().images();
    if (mine.name().equals(name)) {
      return mine;
    }
    try {
      return ImageCatalogue.load(name, new NoFiles());
    } catch (FileRefusal | CatalogueException notThere) {
      throw bench.error("load.images", Visible.of(name));
    }
  }

  private static void report(String name, Comparison comparison, Workbench bench, Printer out) {
    int commands = comparison.expected().steps().size();
    List<Comparison.Failure> failures = comparison.failures();
    out.line(bench.text("load.done", name, commands));
    Optional<Comparison.Failure> first = failures.stream().findFirst();
    first.ifPresent(
        failure ->
            out.line(
                bench.text(
                    "load.differs",
                    failures.size(),
                    failure.expected().line(),
                    Visible.of(failure.command()))));
  }
}
