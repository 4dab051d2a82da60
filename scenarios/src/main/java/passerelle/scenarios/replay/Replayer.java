package passerelle.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** Runs the commands of a transcript in a fresh lab. */
public final class Replayer {
  /**
   * Seconds of real time for a transcript in a simulated lab: some hundred times what one takes.
   */
  public static final long LIMIT = 300;

  /** The same in a lab where time passes as it does. */
  private static final long REAL_LIMIT = 3600;

  private final LabFactory labs;
  private final long limit;

  /** A replayer in labs of this kind, with the usual limits of time. */
  public Replayer(LabFactory labs) {
    this(labs, LIMIT);
  }

  /**
   * A replayer in labs of this kind.
   *
   * @param limit seconds of real time for a transcript in a simulated lab
   */
  public Replayer(LabFactory labs, long limit) {
    this.labs = labs;
    this.limit = limit;
  }

  /**
   * What each command answers, in order.
   *
   * @throws TranscriptException if the lab cannot be had, a command's place is not in it, or it
   *     takes too long
   */
  public List<Output> run(Transcript transcript, LabRequest request) throws TranscriptException {
    List<Output> outputs = new ArrayList<>();
    int line = 1;
    long seconds = request.kernel() == KernelKind.SIM ? limit : REAL_LIMIT;
    try (LabSession lab = labs.open(request);
        Deadline deadline = new Deadline(lab::interrupt, seconds)) {
      for (Step step : transcript.steps()) {
        line = step.line();
        Output output = lab.run(step.place(), step.command());
        boolean real = request.kernel() == KernelKind.REAL;
        outputs.add(real ? output.wordedLike(step.expectation().source()) : output);
        if (deadline.isPassed()) {
          throw TranscriptException.at(transcript.file(), line, "lab.endless", seconds);
        }
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
