package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.files.FileRefusal;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;

/**
 * Two kinds of labs that should be alike, above all one on each kernel.
 *
 * @param sim what should be true; asked for a simulated kernel
 * @param real what is true; asked for a real one
 * @param known what may differ
 */
public record Twins(LabFactory sim, LabFactory real, KnownDifferences known) {
  /**
   * Runs a transcript in a lab of each kind, one after the other, and compares what was seen. The
   * transcript's own expectations play no part. The real lab's commands take time that those of the
   * simulated one do not, and meanwhile neighbours fail and buckets fill: the simulated lab keeps
   * the real one's pace.
   *
   * @param request the lab; its kernel is replaced
   * @throws TranscriptException if a lab cannot be had or a command's place is not in it
   */
  public Report compare(Transcript transcript, LabRequest request) throws TranscriptException {
    Observation actual = Observer.run(real, transcript, on(KernelKind.REAL, request));
    Observation simulated =
        Observer.run(sim, transcript, on(KernelKind.SIM, request), actual.pace());
    return compare(transcript, request.name(), simulated, actual);
  }

  /** Compares what has been seen already. */
  public Report compare(
      Transcript transcript, String name, Observation simulated, Observation actual) {
    List<Difference> unknown = new ArrayList<>();
    Map<KnownDifference, Integer> found = new LinkedHashMap<>();
    for (Difference difference : Differences.between(transcript, simulated, actual)) {
      Optional<KnownDifference> entry = known.covering(name, difference);
      entry.ifPresentOrElse(e -> found.merge(e, 1, Integer::sum), () -> unknown.add(difference));
    }
    int commands = transcript.steps().size();
    return new Report(
        transcript.file(), name, commands, simulated.frames().size(), List.copyOf(unknown), found);
  }

  private static LabRequest on(KernelKind kernel, LabRequest request) {
    try {
      return new LabRequest(
          request.engine(),
          kernel,
          request.images(),
          request.name(),
          request.seed(),
          request.language(),
          request.typing(),
          request.outputs().in(kernel.word()));
    } catch (FileRefusal bug) {
      throw new IllegalStateException(bug);
    }
  }
}
