package passerelle.scenarios.replay;

/** Opens labs. Called from several threads when transcripts are replayed in parallel. */
public interface LabFactory {
  /**
   * A fresh lab.
   *
   * @throws LabException if there can be none: no such image catalogue, kernel not available
   */
  LabSession open(LabRequest request) throws LabException;
}
