package passerelle.lessons;

import java.util.Optional;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;

/** The lab that a person works in, as far as a lesson needs it. */
public interface LessonLab {
  /**
   * Asks the lab by a command, without a trace in what was done there; a place that is not there
   * answers with an error like a shell's.
   */
  Output ask(Place place, String command);

  /**
   * A decision on the way of a packet.
   *
   * @param way the command that shows it
   * @param which {@code fate}, {@code route PLACE}, {@code chain PLACE}, {@code source PLACE} or
   *     {@code destination PLACE}: of the first packet for which it is made there
   * @return empty where none is
   */
  Optional<Decision> decision(Part.Step way, String which);

  /** Does something there, unseen, that stays. */
  void prepare(Place place, String command);
}
