package passerelle.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** Runs the commands of a transcript in a fresh lab. */
public final class Replayer {
  private final LabFactory labs;

  /** A replayer in labs of this kind. */
  public Replayer(LabFactory labs) {
    this.labs = labs;
  }

  /**
   * What each command answers, in order.
   *
   * @throws TranscriptException if the lab cannot be had or a command's place is not in it
   */
  public List<Output> run(Transcript transcript, LabRequest request) throws TranscriptException {
    List<Output> outputs = new ArrayList<>();
    int line = 1;
    try (LabSession lab = labs.open(request)) {
      for (Step step : transcript.steps()) {
        line = step.line();
        outputs.add(lab.run(step.place(), step.command()));
      }
      return outputs;
    } catch (LabException e) {
      throw TranscriptException.at(transcript.file(), line, "lab.failed", e.getMessage());
    } catch (RuntimeException e) {
      // A fault of the program ends this transcript, not the report about the others.
      TranscriptException broken = TranscriptException.at(transcript.file(), line, "lab.broken", e);
      broken.initCause(e);
      throw broken;
    }
  }
}
