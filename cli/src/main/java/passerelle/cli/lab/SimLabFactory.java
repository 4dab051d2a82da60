package passerelle.cli.lab;

import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Opens simulated labs for transcripts. */
public final class SimLabFactory implements LabFactory {
  @Override
  public LabSession open(LabRequest request) throws LabException {
    if (request.kernel() != KernelKind.SIM) {
      throw new LabException(
          "there is no real kernel yet: leave out --kernel real, or say --kernel sim");
    }
    EngineProfile profile =
        EngineProfile.of(request.engine())
            .orElseThrow(
                () -> new LabException("no engine " + request.engine() + "; try 26.1 or 28.5"));
    EngineSettings engine = EngineSettings.defaults(profile);
    LabSettings settings = new LabSettings(engine, request.images(), request.seed());
    return new TranscriptSession(SimLab.open(settings));
  }
}
