package passerelle.cli.real;

import passerelle.cli.lab.LabSettings;
import passerelle.cli.session.TypedSession;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Opens real labs for transcripts; the program must be in the enclosure. */
public final class RealLabFactory implements LabFactory {
  /**
   * Until then link-local addresses are tentative (RFC 4862 section 5.4): a recording begins with
   * settled ones.
   */
  private static final long SETTLING = 2_200_000_000L;

  @Override
  public LabSession open(LabRequest request) throws LabException {
    RealLab lab = RealLab.open(LabSettings.of(request));
    lab.kernel().clock().advance(SETTLING);
    return TypedSession.of(lab, request);
  }
}
