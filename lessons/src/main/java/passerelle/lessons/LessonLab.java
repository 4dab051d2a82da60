package passerelle.lessons;

import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;

/** The lab that a person works in, as far as a lesson needs it. */
public interface LessonLab {
  /**
   * Asks the lab by a command, without a trace in what was done there; a place that is not there
   * answers with an error like a shell's.
   */
  Output ask(Place place, String command);

  /** Does something there, unseen, that stays. */
  void prepare(Place place, String command);
}
