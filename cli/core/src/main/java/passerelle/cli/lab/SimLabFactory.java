package passerelle.cli.lab;

import passerelle.cli.session.TypedSession;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Opens simulated labs for transcripts. */
public final class SimLabFactory implements LabFactory {
  @Override
  public LabSession open(LabRequest request) throws LabException {
    return TypedSession.of(request, SimLab.open(LabSettings.of(request)));
  }
}
