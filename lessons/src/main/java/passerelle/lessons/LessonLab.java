package passerelle.lessons;

import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;

/** The lab that a person works in, as far as a lesson needs it. */
@FunctionalInterface
public interface LessonLab {
  /** Runs a command, unseen; a place that is not there answers with an error like a shell's. */
  Output run(Place place, String command);
}
