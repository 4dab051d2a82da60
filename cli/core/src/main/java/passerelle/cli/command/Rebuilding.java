package passerelle.cli.command;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Recipe;
import passerelle.files.Outputs;
import passerelle.kernel.Kernel;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/**
 * A lab that is made by a transcript beside another one, and kept when all went well. Ctrl-C for
 * the other one ends it.
 */
final class Rebuilding implements AutoCloseable {
  private final Lab beside;
  private final DrivenLab.Opener opener;
  private final LabSettings settings;
  private final Transcript transcript;
  private final Consumer<Lab> after;
  private Optional<DrivenLab> session = Optional.empty();
  private boolean kept;

  /**
   * A lab to be made.
   *
   * @param after sees the lab after each command
   */
  Rebuilding(Workbench bench, LabSettings settings, Transcript transcript, Consumer<Lab> after) {
    this.after = after;
    beside = bench.lab();
    opener = bench.opener();
    this.settings = settings;
    this.transcript = transcript;
  }

  /** What the transcript asks for. */
  LabRequest request() {
    return new LabRequest(
        settings.engine().profile().label(),
        beside.isSimulated() ? KernelKind.SIM : KernelKind.REAL,
        settings.images(),
        transcript.file(),
        settings.seed(),
        transcript.frontMatter().language(),
        transcript.frontMatter().typing(),
        Outputs.inMemory());
  }

  /** The way into the lab, which is not closed by who replays. */
  LabSession open(LabRequest request) throws LabException {
    Lab other = beside.another(Recipe.of(settings));
    DrivenLab into = opener.open(other, request);
    session = Optional.of(into);
    beside.alsoInterrupt(Optional.of(into::interrupt));
    return new Way(into);
  }

  /** The lab, from now on somebody else's. */
  Lab keep() {
    kept = true;
    return session.orElseThrow().lab();
  }

  /** What was captured there, or still is. */
  Optional<Recording> recording() {
    return session.orElseThrow().recording();
  }

  @Override
  public void close() {
    beside.alsoInterrupt(Optional.empty());
    if (!kept) {
      session.ifPresent(DrivenLab::close);
    }
  }

  /** What the replayer sees of the lab. */
  private final class Way implements LabSession {
    private final DrivenLab into;

    private Way(DrivenLab into) {
      this.into = into;
    }

    @Override
    public Output run(Place place, String commandLine) throws LabException {
      Output output = into.run(place, commandLine);
      beside.unlessGivenUp();
      after.accept(into.lab());
      return output;
    }

    @Override
    public void interrupt() {
      into.interrupt();
    }

    @Override
    public Kernel kernel() {
      return into.kernel();
    }

    @Override
    public Map<String, String> netnsLabels() {
      return into.netnsLabels();
    }

    @Override
    public void close() {
      // It is kept, or closed by who opened it.
    }
  }
}
