package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.scenarios.format.Transcript;

/** All that differs between two runs of a transcript, in the order in which it came about. */
final class Differences {
  private Differences() {}

  /**
   * Command by command, what was on the way before what was printed; the state last. First of all
   * comes that frames were lost to a capture, for then little can be said about them.
   */
  static List<Difference> between(Transcript transcript, Observation sim, Observation real) {
    List<Difference> all = new ArrayList<>(PacketComparison.between(sim, real));
    if (sim.missed() + real.missed() > 0) {
      String lost = real.missed() + "\n";
      all.add(new Difference.OfText(Aspect.PACKETS, 0, "*", "missed", sim.missed() + "\n", lost));
    }
    all.addAll(OutputComparison.between(transcript, sim, real));
    all.sort(Comparator.comparingInt(Difference::command));
    all.addAll(SnapshotComparison.between(sim, real));
    return all;
  }
}
