package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lays the conversations of two runs side by side, frame by frame and field by field. */
final class PacketComparison {
  /** A difference, and when the frame was seen in which it shows. */
  private record Dated(Difference difference, Frame frame) {}

  private final Bijection parts = new Bijection();
  private final List<Dated> found = new ArrayList<>();
  private String where = "";

  private PacketComparison() {}

  /** What differs between the frames of two runs, as it came about. */
  static List<Difference> between(Observation sim, Observation real) {
    PacketComparison comparison = new PacketComparison();
    Map<Conversation.Part, Conversation> simulated = Conversation.of(sim.frames());
    Map<Conversation.Part, Conversation> actual = Conversation.of(real.frames());
    Set<Conversation.Part> all = new LinkedHashSet<>();
    byBeginning(simulated).forEach(c -> all.add(c.part()));
    byBeginning(actual).forEach(c -> all.add(c.part()));
    for (Conversation.Part part : all) {
      comparison.compare(part, frames(simulated, part), frames(actual, part));
    }
    return comparison.found.stream()
        .sorted(Comparator.comparing(Dated::frame, Frame.BY_TIME))
        .map(Dated::difference)
        .toList();
  }

  /** A packet's way comes in order, so that a value is blamed where it changes. */
  private static List<Conversation> byBeginning(Map<Conversation.Part, Conversation> all) {
    return all.values().stream()
        .sorted(Comparator.comparing(Conversation::beginning, Frame.BY_TIME))
        .toList();
  }

  private static List<Frame> frames(
      Map<Conversation.Part, Conversation> conversations, Conversation.Part part) {
    Conversation conversation = conversations.get(part);
    return conversation == null ? List.of() : conversation.frames();
  }

  private void compare(Conversation.Part part, List<Frame> simFrames, List<Frame> realFrames) {
    where = part.where();
    List<ReadFrame> sim = read(part.title(), simFrames);
    List<ReadFrame> real = read(part.title(), realFrames);
    int s = 0;
    int r = 0;
    while (s < sim.size() && r < real.size()) {
      boolean alike = alike(sim, s, real, r);
      if (!alike && alike(sim, s, real, r + 1) && alike(sim, s + 1, real, r)) {
        add(Difference.ORDER, sim.get(s), real.get(r + 1));
        s += 2;
        r += 2;
      } else if (!alike && alike(sim, s, real, r + 1)) {
        addRealOnly(real.get(r++));
      } else if (!alike && alike(sim, s + 1, real, r)) {
        addSimOnly(sim.get(s++));
      } else {
        compare(sim.get(s++), real.get(r++));
      }
    }
    sim.subList(s, sim.size()).forEach(this::addSimOnly);
    real.subList(r, real.size()).forEach(this::addRealOnly);
  }

  private static List<ReadFrame> read(String title, List<Frame> frames) {
    FrameFields fields = new FrameFields();
    List<ReadFrame> read = frames.stream().map(f -> new ReadFrame(f, fields.of(f))).toList();
    return title.startsWith("tcp ") ? TcpStreams.of(read) : read;
  }

  private static boolean alike(List<ReadFrame> sim, int s, List<ReadFrame> real, int r) {
    return s < sim.size() && r < real.size() && sim.get(s).shape().equals(real.get(r).shape());
  }

  private void compare(ReadFrame sim, ReadFrame real) {
    Set<String> names = new LinkedHashSet<>();
    sim.fields().forEach(f -> names.add(f.name()));
    real.fields().forEach(f -> names.add(f.name()));
    for (String name : names) {
      if (!agree(sim.field(name), real.field(name), sim.frame().seen().command())) {
        add(name, sim, real);
      }
    }
  }

  /** What begins in one command shares the random values; later they may be drawn again. */
  private boolean agree(Optional<Field> sim, Optional<Field> real, int command) {
    if (sim.isEmpty() || real.isEmpty() || sim.get().kind() != real.get().kind()) {
      return false;
    }
    Field.Kind kind = sim.get().kind();
    String simValue = sim.get().value();
    String realValue = real.get().value();
    if (kind == Field.Kind.EQUAL || simValue.equals(realValue)) {
      return simValue.equals(realValue);
    }
    boolean drawn = kind != Field.Kind.PORT || isDrawn(simValue) && isDrawn(realValue);
    return drawn && parts.agree(command + " " + kind, simValue, realValue);
  }

  private static boolean isDrawn(String port) {
    return PacketRules.isEphemeral(Integer.parseInt(port));
  }

  private void add(String what, ReadFrame sim, ReadFrame real) {
    int command = sim.frame().seen().command();
    Difference difference =
        new Difference.OfPacket(command, where, what, side(sim, what), side(real, what));
    found.add(new Dated(difference, sim.frame()));
  }

  private void addSimOnly(ReadFrame sim) {
    addOnly(sim, side(sim, Difference.FRAME), Difference.Side.NONE);
  }

  private void addRealOnly(ReadFrame real) {
    addOnly(real, Difference.Side.NONE, side(real, Difference.FRAME));
  }

  private void addOnly(ReadFrame only, Difference.Side sim, Difference.Side real) {
    int command = only.frame().seen().command();
    Difference difference = new Difference.OfPacket(command, where, Difference.FRAME, sim, real);
    found.add(new Dated(difference, only.frame()));
  }

  private static Difference.Side side(ReadFrame read, String what) {
    return new Difference.Side(
        read.frame().number(),
        PrintedFrame.of(read.frame()),
        read.field(what).map(Field::value).orElse("-"));
  }
}
