package passerelle.scenarios.slides;

import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;

/** Opens labs for decks. */
@FunctionalInterface
public interface SlideLabFactory {
  /**
   * A fresh lab.
   *
   * @throws LabException if there can be none
   */
  SlideLab open(LabRequest request) throws LabException;
}
