package passerelle.scenarios.compare;

import java.util.List;
import java.util.stream.Stream;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.text.Messages;

/** Something that the two kernels do not agree on. */
public sealed interface Difference {
  /** What differs when one kernel alone has a frame. */
  String FRAME = "frame";

  /** What differs when the kernels have frames in another order. */
  String ORDER = "order";

  /** The bundle that holds the texts of this package. */
  String BUNDLE = "passerelle/scenarios/compare/messages";

  /** What was compared. */
  Aspect aspect();

  /** The number of the command that brought it to light, from 1; 0 before the first. */
  int command();

  /**
   * Where: the command with its prompt, the namespace as {@code host} or {@code web}, or the device
   * as {@code host/docker0}.
   */
  String where();

  /** What differs: {@code output}, a part of a namespace's state, or a field of a header. */
  String what();

  /**
   * Every single thing that differs as a line, first {@code -} and the simulated kernel's, then
   * {@code +} and the real one's: what the patterns of known differences are held against.
   */
  List<String> lines();

  /** The whole of it for a person, several lines, the last one ended. */
  String describe(Messages messages);

  /**
   * Two texts: outputs, or a part of a namespace's state.
   *
   * @param sim in canonical form where it is state, else as printed
   * @param real the same on the real kernel; what plays the same part has the same name
   */
  record OfText(Aspect aspect, int command, String where, String what, String sim, String real)
      implements Difference {

    @Override
    public List<String> lines() {
      return diff()
          .lines()
          .skip(2)
          .filter(line -> line.startsWith("-") || line.startsWith("+"))
          .toList();
    }

    @Override
    public String describe(Messages messages) {
      String key = "difference." + aspect.word();
      return messages.get(key, command, where, messages.get("what." + what)) + "\n" + diff();
    }

    private String diff() {
      return UnifiedDiff.of("sim", sim, "real", real);
    }
  }

  /**
   * A frame.
   *
   * @param what the field, {@code ip.ttl}; or {@link #FRAME}, or {@link #ORDER}
   */
  record OfPacket(int command, String where, String what, Side sim, Side real)
      implements Difference {

    @Override
    public Aspect aspect() {
      return Aspect.PACKETS;
    }

    @Override
    public List<String> lines() {
      return Stream.concat(sim.lines("-", what), real.lines("+", what)).toList();
    }

    @Override
    public String describe(Messages messages) {
      String key =
          sim.number() == 0 || real.number() == 0
              ? "difference.frame"
              : what.equals(ORDER) ? "difference.order" : "difference.field";
      String only = sim.number() == 0 ? "real" : "sim";
      return messages.get(key, command, where, what, sim.value(), real.value(), only)
          + "\n"
          + sim.shown("sim ")
          + real.shown("real");
    }
  }

  /**
   * One kernel's frame.
   *
   * @param number the frame's number in a capture on the device, from 1; 0 when there is no frame
   * @param printed the frame as tcpdump prints it; empty when there is none
   * @param value the value of the field that differs
   */
  record Side(int number, String printed, String value) {
    /** No frame on this side. */
    static final Side NONE = new Side(0, "", "");

    private String shown(String kernel) {
      return number == 0 ? "" : "  " + kernel + " #" + number + " " + printed + "\n";
    }

    private Stream<String> lines(String sign, String what) {
      return number == 0 ? Stream.empty() : Stream.of(sign + what + " " + value + " | " + printed);
    }
  }
}
