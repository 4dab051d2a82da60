package passerelle.cli.session;

import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Opens simulated labs for transcripts. */
public final class SimLabFactory implements LabFactory {
  @Override
  public LabSession open(LabRequest request) throws LabException {
    return TypedSession.of(SimLab.open(LabSettings.of(request)), request);
  }
}
